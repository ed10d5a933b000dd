import type { DigestPair } from '../../../engine/audit/record.js';
import { Defect } from '../../../engine/defect.js';
import { decideSubmission } from '../../../engine/draft/decide-submission.js';
import { draftLaw, type DraftState, type DraftSubmitted } from '../../../engine/draft/draft-stream.js';
import type { DraftPlace } from '../../../engine/draft/draft-place.js';
import { parseDraft } from '../../../engine/draft/parse-draft.js';
import { NoSuchContent } from '../../materials/content-to-file.js';
import type { Ports } from '../../ports.js';
import type { Asker } from '../../powers/power-facts.js';
import { workOnStream, type StreamAnswer, type StreamOutcome } from '../work-on-stream.js';
import { contentOfDraft, prepareContent, type DraftContent, type DraftFiles } from './draft-content.js';
import { draftPlace, draftStream, knownDraft, type DraftAddress } from './draft-on-hand.js';
import type { DraftReads } from './draft-reads.js';

/** Somebody's wish to submit a version: words, or an uploaded file. */
export interface SubmitRequest extends DraftAddress {
  readonly by: Asker;
  readonly key: string;
  /** The version that he worked on, 0 for none. Absent: not checked. */
  readonly replaces?: number;
  readonly content: DraftContent;
}

/** The version that is on record. */
export interface Submitted {
  readonly version: number;
  readonly digest: DigestPair;
  readonly articles: number;
}

/** `noContent`: he has no such upload. `incomplete`: it is not whole yet. Nothing is on record. */
export type SubmitAnswer =
  StreamAnswer<Submitted> | { readonly outcome: 'noContent' } | { readonly outcome: 'incomplete' };

/**
 * Submits a version of a draft; the first one begins its stream. A file that cannot be read, and a text that is the one
 * there already, are refused. The same key and request give the same answer for ever.
 *
 * @throws Unavailable, Defect as `workOnStream`.
 */
export function submitDraft(
  ports: Ports,
  reads: DraftReads,
  files: DraftFiles,
): (request: SubmitRequest) => Promise<SubmitAnswer> {
  return async (request) => {
    const { by, key, replaces, content, caseId, name } = request;
    if (!(await knownDraft(ports, request, by))) return { outcome: 'unknown' };
    await prepareContent(files, content, by.person);
    const stream = draftStream(request, ports.hash);
    const wish = {
      ...{
        kind: 'draft' as const,
        stream,
        begins: true as const,
        looksBeside: true as const,
        caseId,
        by,
        key,
      },
      asked: { draft: name, ...content, ...(replaces !== undefined && { replaces }) },
    };
    try {
      return await workOnStream<DraftState, DraftSubmitted, Submitted>(
        ports,
        draftLaw,
        wish,
        async (place) => {
          const known = draftPlace(request, place);
          if (!known) throw new Defect(`case ${caseId} lost its draft ${name}`);
          const found = await contentOfDraft(files, content, by.person);
          if ('faults' in found) return { refused: true, unmet: found.faults(known) };
          return decided(known, { ports, reads, stream, request, ...found });
        },
      );
    } catch (problem) {
      if (problem instanceof NoSuchContent) return { outcome: problem.why };
      throw problem;
    }
  };
}

interface Given {
  readonly ports: Ports;
  readonly reads: DraftReads;
  readonly stream: string;
  readonly request: SubmitRequest;
  readonly text: string;
  readonly source: DraftSubmitted['source'];
  readonly file?: string;
}

async function decided(
  place: DraftPlace,
  { ports, reads, stream, request, text, source, file }: Given,
): Promise<StreamOutcome<DraftSubmitted, Submitted>> {
  const { by, replaces } = request;
  const latest = place.draft?.version;
  const before = latest === undefined ? null : ((await reads.text(stream, latest)) ?? null);
  const decision = decideSubmission(place, {
    ...{ text: parseDraft(text), source, before, hash: ports.hash },
    ...(file !== undefined && { file }),
    ...(replaces !== undefined && { replaces }),
  });
  if (decision.refused) return decision;
  const { event, basis, parts } = decision;
  const { version, digest, articles, on, post } = event;
  const row = { version, ...digest, articles, source, person: by.person, post, submitted_on: on };
  return {
    ...{ refused: false, event, basis, rows: { versions: [row] }, result: { version, digest, articles } },
    ...(parts && { parts }),
  };
}
