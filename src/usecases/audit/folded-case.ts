import type { DigestPair } from '../../engine/audit/record.js';
import type { CaseState } from '../../engine/case/case-state.js';
import { evolve } from '../../engine/case/evolve.js';
import type { Instant } from '../../engine/clock/time.js';
import { eventOf, type FoldedRecord } from '../../engine/moment/case-at-moment.js';
import type { Ledger } from '../ports.js';

/** A record of a case with its leaf and the case before and after it. */
export interface FoldedLeaf extends FoldedRecord {
  readonly leaf: DigestPair;
}

/** Records that one statement brings: while they are folded the next come. */
const CHUNK = 1_000;
/** Records kept folded in one process, of all cases together: some kilobytes each. */
const KEPT = 20_000;

type Folded = readonly FoldedLeaf[];

/** By ledger; within, by case, the one asked for last at the end. What is on record never changes, so it only grows. */
const folded = new WeakMap<Pick<Ledger, 'records'>, Map<string, Promise<Folded>>>();

/**
 * All records of a case, folded, or at least those that were known at an instant. What was folded before is kept; only what
 * has come since is read.
 *
 * @param seq how many records the case has: as its head says
 * @throws Defect for a stream that does not fold
 */
export async function foldedCase(
  ledger: Pick<Ledger, 'records'>,
  caseId: string,
  seq: number,
  until?: Instant,
): Promise<Folded> {
  const cases = folded.get(ledger) ?? new Map<string, Promise<Folded>>();
  folded.set(ledger, cases);
  const known = cases.get(caseId);
  const reading = grown(ledger, caseId, { seq, ...(until && { until }) }, known);
  cases.delete(caseId);
  cases.set(caseId, reading);
  try {
    const all = await reading;
    await dropOldest(cases);
    return all.length > seq ? all.slice(0, seq) : all;
  } catch (problem) {
    cases.delete(caseId);
    throw problem;
  }
}

/** A record of a case and the case after it. */
export function foldedOnto(
  before: CaseState | null,
  { record, leaf }: Pick<FoldedLeaf, 'record' | 'leaf'>,
): FoldedLeaf {
  return { record, leaf, before, after: evolve(before, eventOf(record), record.actor?.person) };
}

/** The records that were known at an instant: always the first so many. */
export function knownAt(records: Folded, instant: Instant): Folded {
  const later = records.findIndex(({ record }) => record.recordedAt > instant);
  return later < 0 ? records : records.slice(0, later);
}

interface Extent {
  readonly seq: number;
  readonly until?: Instant;
}

async function grown(
  ledger: Pick<Ledger, 'records'>,
  caseId: string,
  { seq, until }: Extent,
  known: Promise<Folded> | undefined,
): Promise<Folded> {
  const before = (await known?.catch(() => undefined)) ?? [];
  const isEnough = (all: Folded): boolean => {
    const last = all.at(-1)?.record.recordedAt;
    return all.length >= seq || (until !== undefined && last !== undefined && last > until);
  };
  if (isEnough(before)) return before;
  const all = [...before];
  for (let next = ledger.records(caseId, all.length, CHUNK); !isEnough(all);) {
    const rows = await next;
    if (rows.length === 0) break;
    next = ledger.records(caseId, all.length + rows.length, CHUNK);
    // Whoever stops here has no use for it, and no harm from its failure.
    next.catch(() => undefined);
    for (const row of rows) all.push(foldedOnto(all.at(-1)?.after ?? null, row));
  }
  return all;
}

async function dropOldest(cases: Map<string, Promise<Folded>>): Promise<void> {
  const sizes = await Promise.all(
    [...cases].map(async ([id, reading]) => [id, await sizeOf(reading)] as const),
  );
  let total = sizes.reduce((sum, [, size]) => sum + size, 0);
  for (const [id, size] of sizes.slice(0, -1)) {
    if (total <= KEPT) return;
    cases.delete(id);
    total -= size;
  }
}

async function sizeOf(reading: Promise<Folded>): Promise<number> {
  return reading.then(
    (all) => all.length,
    () => 0,
  );
}
