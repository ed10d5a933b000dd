import { sameDigest, textDigest } from '../../engine/audit/digest.js';
import type { Hash } from '../../engine/audit/record.js';
import type { CaseState } from '../../engine/case/case-state.js';
import { endOfDay } from '../../engine/clock/civil-date.js';
import type { CivilDate, Instant, Zone } from '../../engine/clock/time.js';
import type { Ledger, Ports, StreamHead } from '../ports.js';
import { foldedCase, type FoldedLeaf, foldedOnto, knownAt } from './folded-case.js';

type CaseReads = Pick<Ledger, 'records' | 'mark'>;

/** Records read behind a mark: twice as many as lie between two. */
const SINCE_MARK = 500;

/** Which records are wanted: those known by an instant, and as of when in law. */
export interface Wanted {
  readonly by: Instant;
  /** Absent: as they were known. */
  readonly day?: CivilDate;
}

/**
 * The records of a case that were known by an instant, folded, at least those by which the case at that moment is told: of a
 * long one those since its last mark, the first of them without what was before it. None of those left out is of a later day
 * than the one wanted. A mark that is not what its record says counts for nothing: the whole case is folded then.
 */
export async function foldedUntil(
  { ledger, hash, installation }: Pick<Ports, 'hash' | 'installation'> & { readonly ledger: CaseReads },
  { stream, seq }: Pick<StreamHead, 'stream' | 'seq'>,
  { by, day }: Wanted,
): Promise<readonly FoldedLeaf[]> {
  const limit = day === undefined ? by : earlier(by, lastInstantOf(day, installation.zone));
  const mark = await ledger.mark(stream, { by: limit, ...(day !== undefined && { day }) });
  const all = mark && (await foldedSince(ledger, hash, { stream, seq, by }, mark));
  return knownAt(all ?? (await foldedCase(ledger, stream, seq, by)), by);
}

async function foldedSince(
  ledger: CaseReads,
  hash: Hash,
  { stream, seq, by }: { readonly stream: string; readonly seq: number; readonly by: Instant },
  mark: NonNullable<Awaited<ReturnType<Ledger['mark']>>>,
): Promise<readonly FoldedLeaf[] | undefined> {
  const rows = await ledger.records(stream, mark.seq - 1, SINCE_MARK);
  const [first, ...later] = rows;
  if (!first || !sameDigest(first.record.after, textDigest(mark.state, hash))) return undefined;
  const after = JSON.parse(mark.state) as CaseState;
  const all: FoldedLeaf[] = [{ record: first.record, leaf: first.leaf, before: null, after }];
  for (const row of later) all.push(foldedOnto(all.at(-1)?.after ?? null, row));
  const last = all.at(-1)?.record;
  // Far more came in one stretch than between two marks.
  if (last && last.seq + 1 < seq && last.recordedAt <= by) return undefined;
  return all;
}

function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}

function lastInstantOf(day: CivilDate, zone: Zone): Instant {
  return new Date(Date.parse(endOfDay(day, zone)) - 1).toISOString() as Instant;
}
