import type { LedgerRecord } from '../../audit/record.js';
import type { SeenStream } from '../../law/stream-definition.js';
import type { Considered } from '../../streams/stream-law.js';
import { differencesOf } from '../differences.js';
import { CannotBeJudged } from '../told.js';
import type { FieldDifference } from '../verdict.js';
import type { BesideFolds } from './stream-history.js';

/**
 * Where what a record of a stream says that it looked at is not what the records give: a record of the case that was not
 * there yet; of other streams the leaf of the last one, and how it stood to the case.
 *
 * @throws CannotBeJudged for another stream beside this case that is not at hand: nothing says what it was
 */
export function differencesInSeen(
  folds: BesideFolds,
  { recordedAt }: Pick<LedgerRecord, 'recordedAt'>,
  considered: Considered | undefined,
): readonly FieldDifference[] {
  if (!considered) return [];
  const { case: about, streams = {} } = considered;
  const place = { caseId: about.stream, recordedAt };
  const missing = folds.isOwn(about.stream)
    ? Object.values(streams).find(({ stream }) => !folds.has(stream))
    : undefined;
  if (missing) throw new CannotBeJudged({ kind: 'law', name: `stream ${missing.stream}` });
  const late = folds.isOwn(about.stream) && folds.caseRecordedAfter(about.seq, recordedAt);
  return [
    ...(late ? [{ at: '/data/considered/case/seq', found: about.seq }] : []),
    ...differencesInStreams(folds, '/data/considered/streams', place, streams),
  ];
}

/** The same for what an act of the case saw. Streams that are not at hand are not spoken of. */
export function differencesInStreams(
  folds: BesideFolds,
  at: string,
  { caseId, recordedAt }: { readonly caseId: string; readonly recordedAt: string },
  seen: Readonly<Record<string, SeenStream>>,
): readonly FieldDifference[] {
  return Object.entries(seen).flatMap(([name, one]) => {
    if (!folds.has(one.stream)) return [];
    const given = folds.seenAfter(caseId, name, one);
    const late = folds.recordedAfter(one, recordedAt);
    const found = late ? { at: `${at}/${name}/seq`, found: one.seq } : undefined;
    return [...differencesOf(`${at}/${name}`, given, one), ...(found ? [found] : [])];
  });
}
