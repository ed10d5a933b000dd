import { canonicalJson } from '../audit/canonical-form.js';
import type { LedgerRecord } from '../audit/record.js';
import type { CaseEvent } from '../case/case-event.js';
import type { CaseState } from '../case/case-state.js';
import { evolve } from '../case/evolve.js';
import type { CivilDate } from '../clock/time.js';

/** A record that was known by the moment and so in law by its day, yet rests on one that was not. */
export interface NotFoldable {
  readonly seq: number;
  /** What it found otherwise when it was recorded: `value`, `clocks.decision`, `facts.kind` ... */
  readonly rests: readonly string[];
  /** Records left out before it that had changed these things. */
  readonly on: readonly number[];
}

/** A case folded from what was known by an instant, and of that what was so in law by a day. */
export interface CaseAtMoment {
  /** Null while the case was not open in law yet. */
  readonly state: CaseState | null;
  /** Sequences known by the moment that take effect later. */
  readonly leftOut: readonly number[];
  readonly notFoldable: readonly NotFoldable[];
}

/** A record with the case before and after it, as the whole stream folds. */
export interface FoldedRecord {
  readonly record: LedgerRecord;
  readonly before: CaseState | null;
  readonly after: CaseState;
}

/** The event that a case's record carries. */
export function eventOf(record: LedgerRecord): CaseEvent {
  return record.data as unknown as CaseEvent;
}

/** The legal day from which an event is so: its own; of a lapse that of its consequence, which may lie earlier. */
export function effectiveDay({ on, lapse }: CaseEvent): CivilDate {
  return lapse?.effectiveOn ?? on;
}

/**
 * The case as of a legal day, out of all records known by some moment. A record that is left out because it takes
 * effect later may be needed by one that follows it. Such a one is folded only where everything that it changes was,
 * without what is left out, just as it found it; otherwise it is named in `notFoldable`, and not folded.
 */
export function caseAsOf(known: readonly FoldedRecord[], day: CivilDate): CaseAtMoment {
  const first = known.findIndex(({ record }) => effectiveDay(eventOf(record)) > day);
  if (first < 0) return { state: known.at(-1)?.after ?? null, leftOut: [], notFoldable: [] };
  let state = known[first]?.before ?? null;
  const leftOut: number[] = [];
  const notFoldable: NotFoldable[] = [];
  /** Which records not folded changed a thing last. */
  const missing = new Map<string, number>();
  // Behind the last that was so by the day nothing can rest on what is left out.
  const end = known.findLastIndex(({ record }) => effectiveDay(eventOf(record)) <= day) + 1;
  for (const folded of known.slice(first, Math.max(first, end))) {
    const { record } = folded;
    const event = eventOf(record);
    const touched = changedThings(folded);
    if (effectiveDay(event) > day) {
      leftOut.push(record.seq);
      for (const thing of touched) missing.set(thing, record.seq);
      continue;
    }
    if (state === null && !event.opened && touched.length === 0) continue;
    const rests = touched.filter((thing) => differs(thing, folded.before, state));
    if (rests.length === 0) {
      state = evolve(state, event, record.actor?.person);
      continue;
    }
    const on = new Set(rests.flatMap((thing) => missing.get(thing) ?? missing.get('value') ?? []));
    notFoldable.push({ seq: record.seq, rests, on: [...on].toSorted((a, b) => a - b) });
    for (const thing of touched) missing.set(thing, record.seq);
  }
  for (const { record } of known.slice(Math.max(first, end))) leftOut.push(record.seq);
  return { state, leftOut, notFoldable };
}

/** Counters, lists of people and the latest day grow by every event alike, in whatever order. */
const GROW = new Set(['performed', 'performers', 'doneBy', 'parties', 'referred', 'lastOn', 'last', 'kept']);
const WHOLE = new Set(['value', 'status', 'outcome', 'procedure', 'unit', 'suspendedOn', 'referralsMade']);

/** What an event changes, as `clocks.decision`: states are folded without touching the rest, so identity tells. */
function changedThings({ before, after }: FoldedRecord): readonly string[] {
  if (!before) return ['value'];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof CaseState>;
  return [...keys].flatMap((key) => {
    if (before[key] === after[key] || GROW.has(key)) return [];
    if (WHOLE.has(key))
      return canonicalJson([before[key] ?? null]) === canonicalJson([after[key] ?? null]) ? [] : [key];
    return changedEntries(before[key], after[key]).map((name) => `${key}.${name}`);
  });
}

function changedEntries(before: unknown, after: unknown): readonly string[] {
  const [a, b] = [entries(before), entries(after)];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => a[name] !== b[name]);
}

function differs(thing: string, found: CaseState | null, now: CaseState | null): boolean {
  const [there, here] = [partOf(found, thing), partOf(now, thing)];
  return there !== here && canonicalJson([there ?? null]) !== canonicalJson([here ?? null]);
}

function partOf(state: CaseState | null, thing: string): unknown {
  if (state === null) return thing === 'value' ? undefined : NOT_OPEN;
  const dot = thing.indexOf('.');
  const key = (dot < 0 ? thing : thing.slice(0, dot)) as keyof CaseState;
  return dot < 0 ? state?.[key] : entries(state?.[key])[thing.slice(dot + 1)];
}

/** What a case that is not open has of anything but its own opening. */
const NOT_OPEN = 'not open';

function entries(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
