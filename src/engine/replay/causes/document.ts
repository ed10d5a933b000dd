import { canonicalJson } from '../../audit/canonical-form.js';
import { documentDigest } from '../../audit/digest.js';
import type { DigestPair } from '../../audit/record.js';
import { decideIssue } from '../../case/documents/decide-documents.js';
import { decideService, type ServiceProof } from '../../case/documents/decide-service.js';
import type { DocumentChange, IssuedDocument } from '../../case/documents/document-state.js';
import type { ServiceCommand } from '../../case/documents/lawful-service.js';
import { stateOf } from '../earlier-state.js';
import type { Moment, Redo } from '../moment.js';

/** 签发, 送达. Names and the organ's particulars are not in the records: a document's content is taken as it was issued. */
export const redoDocument: Redo = (moment) => {
  const [first] = moment.event.papers ?? [];
  if (first?.did === 'issued') return [() => reissue(moment, first)];
  if (first?.did === 'served' || first?.did === 'serviceFailed') return serviceWays(moment, first);
  return [];
};

function reissue(moment: Moment, { id, issued }: Extract<DocumentChange, { did: 'issued' }>) {
  const { procedure, told, world } = moment;
  const actor = moment.actor();
  const answers = (told.part('answers') ?? {}) as Readonly<Record<string, unknown>>;
  const composed = contentOf(moment, issued);
  const answer = decideIssue(procedure, stateOf(moment), { actor, id, answers, composed }, world);
  return { answer, words: { issue: id, person: actor.person } };
}

/** Digests and number of what was issued, from its content where that is at hand. */
function contentOf(
  { told, hash }: Moment,
  { on: _on, ...recorded }: IssuedDocument,
): DigestPair & { readonly number?: string } {
  const content = told.partOr('document', undefined) as { readonly number?: string } | undefined;
  if (content === undefined) return recorded;
  const { number } = content;
  return { ...documentDigest(canonicalJson(content), hash), ...(number !== undefined && { number }) };
}

interface ToldService {
  readonly mode: string;
  readonly on: ServiceCommand['on'];
  readonly input: ServiceCommand['input'];
  readonly to?: string;
  readonly failure?: string;
}

type Served = Extract<DocumentChange, { did: 'served' | 'serviceFailed' }>;

function serviceWays(moment: Moment, { id }: Served): ReturnType<Redo> {
  return [
    () => {
      const { procedure, told, world } = moment;
      const actor = moment.actor();
      const { mode, on, input, to, failure } = told.part('service') as ToldService;
      const command: ServiceCommand = {
        ...{ actor, id, mode, on, input },
        ...(to !== undefined && { to }),
        ...(failure !== undefined && { failed: true as const }),
      };
      const answer = decideService(procedure, stateOf(moment), command, world, proofOf(moment));
      return { answer, words: { serve: id, person: actor.person } };
    },
  ];
}

/** The proof of service 送达回证 that the same record issued. */
function proofOf(moment: Moment): ServiceProof | undefined {
  const papers = moment.event.papers ?? [];
  const ordered = papers.find(({ did }) => did === 'ordered');
  const issued = papers.find(({ did }) => did === 'issued');
  if (ordered?.did !== 'ordered' || issued?.did !== 'issued') return undefined;
  return {
    document: ordered.document,
    issued: { on: issued.issued.on, ...contentOf(moment, issued.issued) },
  };
}
