import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { documentDigest } from '../../engine/audit/digest.js';
import type { CaseState } from '../../engine/case/case-state.js';
import { composeDocument } from '../../engine/case/documents/compose.js';
import { decideService, incompleteProof, proofId } from '../../engine/case/documents/decide-service.js';
import {
  lawfulService,
  type LawfulService,
  type ServiceCommand,
} from '../../engine/case/documents/lawful-service.js';
import { serviceKnowledge } from '../../engine/case/documents/service-knowledge.js';
import type { Refusal } from '../../engine/case/refusal.js';
import { today } from '../../engine/case/world.js';
import type { CivilDate } from '../../engine/clock/time.js';
import type { ActAnswer } from '../cases/act-answer.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import { workOnCase, type WishDecision, type WishPlace } from '../cases/work-on-case.js';
import { workEntry } from '../work/work-entry.js';
import { caseKnowledge } from './case-knowledge.js';
import type { PaperTools } from './issue-document.js';
import { numbered } from './number-paper.js';
import type { IssuedPaper } from './paper-store.js';

/** Somebody records one act of service 送达. */
export interface ServeRequest {
  readonly caseId: string;
  /** Id of the document in the case: `d1`. */
  readonly id: string;
  /** Name of the mode in the definition: `service.direct`. */
  readonly mode: string;
  /** Pseudonym of a party, or a party post. Absent: the post that the document is for. */
  readonly to?: string;
  /** Day of the act of service. Absent: today. */
  readonly on?: CivilDate;
  /** What the mode wants told. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Why the attempt failed. Absent: it did not. */
  readonly failure?: string;
  readonly by: Asker;
  /** `Idempotency-Key`. */
  readonly key: string;
  /** `If-Match`: the version the person saw. Absent: not checked. */
  readonly expectedVersion?: number;
}

/**
 * Records an act of service and what follows from it in law. What was told is the part `service`; the proof of service
 * 送达回证 is made of it and issued by the same record, as its part `document`.
 */
export function serveDocument(
  ports: Ports,
  tools: PaperTools,
): (request: ServeRequest) => Promise<ActAnswer> {
  return (request) => {
    const { caseId, by, key, expectedVersion, ...told } = request;
    const { id, mode, to, on, input, failure } = told;
    const asked = {
      act: 'document.serve',
      input: {
        ...{ document: id, mode, input },
        ...(to !== undefined && { to }),
        ...(on !== undefined && { on }),
        ...(failure !== undefined && { failure }),
      },
    };
    const wish = {
      ...{ caseId, by, key, asked, hidden: true as const },
      ...(expectedVersion !== undefined && { expectedVersion }),
    };
    return workOnCase(ports, wish, (place) => serve(ports, tools, request, place));
  };
}

async function serve(
  ports: Ports,
  tools: PaperTools,
  request: ServeRequest,
  place: WishPlace,
): Promise<WishDecision> {
  const { records, state, actor } = place;
  const { procedure, context } = records;
  const { id, mode, to, input, failure } = request;
  const command: ServiceCommand = {
    ...{ actor, id, mode, input, on: request.on ?? today(context.world) },
    ...(to !== undefined && { to }),
    ...(failure !== undefined && { failed: true as const }),
  };
  const lawful = lawfulService(procedure, state, command, context.world);
  if (lawful.refused) return lawful;
  const proof = failure === undefined ? await proofOf(ports, tools, place, command, lawful) : undefined;
  if (proof && 'refused' in proof) return proof;
  const digest = proof && documentDigest(canonicalJson(proof.document), ports.hash);
  const issued = proof &&
    digest && {
      document: proof.document.document,
      issued: {
        ...{ on: today(context.world), ...digest },
        ...(proof.document.number !== undefined && { number: proof.document.number }),
      },
    };
  const decision = decideService(procedure, state, command, context.world, issued);
  if (decision.refused) return decision;
  const service = {
    ...{ mode, on: command.on, input },
    ...(to !== undefined && { to }),
    ...(failure !== undefined && { failure }),
  };
  const entry = workEntry(
    decision,
    actor,
    { serve: id },
    { service, ...(proof && { document: proof.document }) },
  );
  return { refused: false, entry: { ...entry, ...(proof && { papers: [proof.paper] }) } };
}

/** The proof of service, composed; undefined when the mode makes none. Fields that nobody told are refused. */
async function proofOf(
  ports: Ports,
  { papers, queries }: PaperTools,
  { records, state, actor }: WishPlace,
  command: ServiceCommand,
  lawful: LawfulService,
): Promise<
  { readonly document: Parameters<typeof numbered>[3]; readonly paper: IssuedPaper } | Refusal | undefined
> {
  const { receipt } = lawful.mode;
  if (receipt === undefined) return undefined;
  const { definition } = records.procedure;
  const { organisation, world } = records.context;
  const { index } = organisation;
  const id = proofId(state);
  const ordered = withOrder(state, id, receipt, command.on);
  const officer = { person: actor.person, post: lawful.power.post };
  const place = { caseId: records.head.stream, definition, state: ordered, index, officer };
  const known = await caseKnowledge(ports, queries, place);
  const addressee = await addresseeOf(ports, known.names, lawful.service.to);
  const service = serviceKnowledge(definition, state, command, lawful, addressee);
  const on = today(world);
  const wish = { id, answers: {}, on };
  const composition = composeDocument(definition, ordered, wish, { ...known, service }, world.calendar);
  if (!composition.complete) {
    return incompleteProof(records.procedure, state, receipt, composition.missing);
  }
  return numbered(papers, { definition, index, unit: state.unit, on }, id, composition.document);
}

function withOrder(state: CaseState, id: string, document: string, on: CivilDate): CaseState {
  return { ...state, documents: { ...state.documents, [id]: { document, orderedOn: on } } };
}

async function addresseeOf(
  ports: Pick<Ports, 'directory'>,
  names: Readonly<Record<string, readonly string[]>>,
  to: string,
): Promise<string> {
  const ofPost = names[to];
  if (ofPost) return ofPost.join('、');
  return (await ports.directory.names([to])).get(to) ?? to;
}
