import { canonicalJson } from '../audit/canonical-form.js';
import { leafDigest } from '../audit/digest.js';
import type { DigestPair, Hash, LedgerRecord } from '../audit/record.js';
import { CONSULTATION_LAW } from '../consultation/consultation-law.js';
import { Defect } from '../defect.js';
import { draftLaw } from '../draft/draft-stream.js';
import type { StreamKindName } from '../law/stream-definition.js';
import { MEETING_LAW } from '../meeting/meeting-law.js';
import { panelLaw } from '../panel/panel-law.js';
import type { StreamHistory } from '../replay/history.js';
import { changesStream, type AnyStreamLaw, type StreamEvent } from '../streams/stream-law.js';

/** A record of a stream beside the case. What its parts say no rule reads: that they are there is on the record. */
export interface StreamRecord {
  readonly record: LedgerRecord;
  readonly leaf: DigestPair;
}

/** A stream beside the case as it was kept. */
export interface KeptStream {
  /** The definition's name for it. */
  readonly name: string;
  readonly kind: StreamKindName;
  readonly stream: string;
  readonly records: readonly StreamRecord[];
  /** There are more records than these: it is too long to be judged at once. */
  readonly goesOn?: true;
}

/** A record of a stream on trial: what happened by it, and the stream before and after. */
export interface JudgedStreamRecord extends StreamRecord {
  readonly event: StreamEvent;
  readonly before: object | null;
  readonly after: object;
}

/** A stream beside the case, folded from its records alone. */
export interface JudgedStream extends Omit<KeptStream, 'records'> {
  readonly records: readonly JudgedStreamRecord[];
  /** Records that did not fit onto what came before and were left out of the fold. */
  readonly unfoldable: readonly StreamRecord[];
}

/** How each kind folds. */
const LAWS = {
  draft: draftLaw,
  consultation: CONSULTATION_LAW,
  panel: panelLaw,
  meeting: MEETING_LAW,
} as unknown as Readonly<Record<StreamKindName, AnyStreamLaw>>;

/** Folds a stream without trusting that its records fit. Refused attempts change nothing and are no occasion of a rule. */
export function foldStream({ records, ...kept }: KeptStream): JudgedStream {
  const judged: JudgedStreamRecord[] = [];
  const unfoldable: StreamRecord[] = [];
  let before: object | null = null;
  for (const one of records) {
    if (!changesStream(one.record.type)) continue;
    const event = one.record.data as unknown as StreamEvent;
    const after = folded(LAWS[kept.kind], before, event, one.record.actor?.person);
    if (!after) {
      unfoldable.push(one);
      continue;
    }
    judged.push({ ...one, event, before, after });
    before = after;
  }
  return { ...kept, records: judged, unfoldable };
}

/** Streams as a history has them, each under the name that it has for this case; what is about no item of it stays out. */
export function keptBeside(
  caseId: string,
  streams: readonly StreamHistory[],
  hash: Hash,
): readonly KeptStream[] {
  return streams.flatMap(({ stream, kind, records, goesOn }): readonly KeptStream[] => {
    const leaves = records.map(({ record }) => ({ record, leaf: leafDigest(canonicalJson(record), hash) }));
    const last = foldStream({ name: '', kind, stream, records: leaves }).records.at(-1);
    const names = last ? LAWS[kind].standings(last.after).filter((one) => one.caseId === caseId) : [];
    return [...new Set(names.map(({ name }) => name))].map((name) => ({
      ...{ name, kind, stream, records: leaves },
      ...(goesOn && { goesOn }),
    }));
  });
}

function folded(
  law: AnyStreamLaw,
  before: object | null,
  event: StreamEvent,
  person: string | undefined,
): object | undefined {
  try {
    return law.evolve(before, event, person);
  } catch (problem) {
    if (problem instanceof Defect) return undefined;
    throw problem;
  }
}
