import type { LedgerRecord } from '../audit/record.js';
import { basisList } from '../case/basis-list.js';
import type { CaseEvent } from '../case/case-event.js';
import type { CaseState } from '../case/case-state.js';
import { changesNothing, evolve } from '../case/evolve.js';
import { nextLapse } from '../case/lapse.js';
import { streamReplay } from './beside/replay-stream.js';
import { differencesInStreams } from './beside/seen.js';
import { BesideFolds } from './beside/stream-history.js';
import { settlementsDue } from './causes/law.js';
import { differencesOf } from './differences.js';
import { decidedOf, expectedOf, stateDigest } from './expected-record.js';
import type { CaseHistory, HistoryRecord } from './history.js';
import { momentOf, type Moment, type Redone } from './moment.js';
import { decidesNothing, doneByLaw, doneByTime, redoneOf } from './redo.js';
import { CannotBeJudged } from './told.js';
import { isUnreadable } from './unreadable.js';
import {
  judgedOf,
  type FieldDifference,
  type JudgedRecord,
  type JudgedRule,
  type JudgedStream,
  type ReplayReport,
  type Stretch,
  type Verdict,
} from './verdict.js';

/** Where a replay stands between two records: everything in it was computed anew. */
interface Standing {
  readonly state: CaseState | null;
  readonly version: number;
  /** The version before what the law did last, which may have been in the same append. */
  readonly versionBeforeLaw: number;
  /** What must be put right before anything else is on record: a step without a holder, a signer who has left. */
  readonly owed?: CaseEvent;
}

/**
 * Decides every record of a case anew, under the definition, rules, calendar and organisation that it names, on the state
 * computed from the records before it, and compares what comes of it with what stands on record: the event, its
 * provisions, clocks, the digests of command and states. Digests on record are never trusted. Where a record differs, the
 * replay goes on from what stands on record, so that each difference is told once.
 */
export function replayStrict(history: CaseHistory): ReplayReport {
  const replay = strictReplay(history);
  for (;;) {
    const step = replay.next();
    if (step.done === true) return step.value;
  }
}

/** After so many that are only folded, whoever has other things to do gets his turn. */
const FOLDED_AT_ONCE = 256;

/**
 * The same record by record, for whoever has other things to do in between: yields after each that was decided anew.
 * What lies before the stretch is only folded: of that, `undefined` is yielded now and then.
 *
 * @param stretch counted through the case's records and then through each stream's; absent: everything
 * @returns the report
 */
export function* strictReplay(
  history: CaseHistory,
  stretch: Stretch = { from: 0, to: Number.MAX_SAFE_INTEGER },
): Generator<JudgedRecord | undefined, ReplayReport> {
  const { records, beside, law } = history;
  const caseId = records[0]?.record.stream ?? '';
  const folds = beside && new BesideFolds({ caseId, records }, beside.streams, law.hash);
  const own = yield* caseReplay(history, stretch, folds);
  const streams: JudgedStream[] = [];
  let offset = records.length;
  for (const one of beside?.streams ?? []) {
    const part = { from: Math.max(0, stretch.from - offset), to: stretch.to - offset };
    offset += one.records.length;
    if (!beside || !folds || part.to <= 0 || part.from >= one.records.length) continue;
    const judgedRecords: JudgedRecord[] = [];
    for (let n = FOLDED_AT_ONCE; n < part.from; n += FOLDED_AT_ONCE) {
      folds.before(one.stream, n);
      yield undefined;
    }
    for (const verdict of streamReplay(one, beside.law, folds, part)) {
      judgedRecords.push(verdict);
      yield verdict;
    }
    streams.push({ stream: one.stream, kind: one.kind, ...judgedOf(judgedRecords) });
  }
  const judged = { from: Math.min(stretch.from, offset), to: Math.min(stretch.to, offset), of: offset };
  return { ...own, streams, judged };
}

function* caseReplay(
  history: CaseHistory,
  { from, to }: Stretch,
  folds: BesideFolds | undefined,
): Generator<JudgedRecord | undefined, Omit<ReplayReport, 'streams' | 'judged'>> {
  const { records: all, law } = history;
  const authors = new Map<number, { readonly person?: string }>();
  const records: JudgedRecord[] = [];
  let standing: Standing = { state: null, version: 0, versionBeforeLaw: 0 };
  for (const [n, told] of all.slice(0, to).entries()) {
    const { record } = told;
    let judged: JudgedRecord | undefined;
    if (n >= from) {
      const verdict = seenAsWell(
        judge(history, told, standing, (seq) => authors.get(seq)),
        told,
        folds,
      );
      judged = { seq: record.seq, type: record.type, ...verdict };
      records.push(judged);
    }
    if ('opinion' in record.data)
      authors.set(record.seq, record.actor ? { person: record.actor.person } : {});
    // What is owed is asked of the record before each that is judged.
    standing = moveOn(history, told, standing, n + 1 >= from);
    if (judged || n % FOLDED_AT_ONCE === 0) yield judged;
  }
  const { state } = standing;
  const reached = to >= all.length && state;
  return { ...judgedOf(records), ...(reached && { finalState: stateDigest(state, law.hash).sha256 }) };
}

/** What an act says that it saw of the streams must be what their records give. */
function seenAsWell(verdict: Verdict, { record }: HistoryRecord, folds: BesideFolds | undefined): Verdict {
  const { seen } = record.data as unknown as CaseEvent;
  if (verdict.verdict === 'differs' || !folds || !seen) return verdict;
  const place = { caseId: record.stream, recordedAt: record.recordedAt };
  const differences = differencesInStreams(folds, '/data/seen', place, seen);
  if (differences.length === 0) return verdict;
  return { verdict: 'differs', differences, rule: { kind: 'stream', name: 'seen', basis: [] } };
}

function judge(
  history: CaseHistory,
  told: HistoryRecord,
  standing: Standing,
  authorOf: Moment['authorOf'],
): Verdict {
  try {
    return judged(momentIn(history, told, standing, authorOf), standing);
  } catch (problem) {
    if (problem instanceof CannotBeJudged) return { verdict: 'cannot-be-judged', why: problem.why };
    if (!isUnreadable(problem)) throw problem;
    // A record that the engine cannot even read as a step of this case.
    const differences = [{ at: '/data', found: told.record.data, expected: problem.message }];
    return { verdict: 'differs', differences, rule: { kind: 'house', name: 'fold', basis: [] } };
  }
}

function momentIn(
  { law }: CaseHistory,
  told: HistoryRecord,
  { state, version, versionBeforeLaw }: Standing,
  authorOf: Moment['authorOf'],
): Moment {
  const { def } = told.record;
  const procedure = def && law.procedure(def);
  if (!procedure) throw new CannotBeJudged({ kind: 'law', name: 'definition' });
  const versions = [...new Set([version, versionBeforeLaw])];
  return momentOf(told, { law, procedure, state, versions, authorOf });
}

function judged(moment: Moment, standing: Standing): Verdict {
  const { record, state, hash } = moment;
  const before = state ? stateDigest(state, hash) : undefined;
  const late = overdue(moment, standing);
  if (late) return differing(moment, late);
  if (decidesNothing(moment)) {
    const own = { ...(before && { before, after: before }) };
    const kept = {
      ...(record.before && { before: record.before }),
      ...(record.after && { after: record.after }),
    };
    const differences = differencesOf('', own, kept);
    return differences.length === 0 ? { verdict: 'same', by: 'fold' } : differing(moment, differences);
  }
  const found = decidedOf(record);
  let nearest: { readonly differences: readonly FieldDifference[]; readonly redone: Redone } | undefined;
  for (const redo of redoneOf(moment)) {
    const redone = redo();
    const differences = differencesOf('', expectedOf(moment, redone, before), found);
    if (differences.length === 0) return { verdict: 'same', by: 'decision' };
    if (!nearest || differences.length < nearest.differences.length) nearest = { differences, redone };
  }
  return nearest
    ? differing(moment, nearest.differences, nearest.redone)
    : differing(moment, [{ at: '/data', found: record.data }]);
}

/** What the law or the house had to record before this record, and nobody did. */
function overdue(moment: Moment, { owed }: Standing): readonly FieldDifference[] | undefined {
  const { state, event, procedure, world } = moment;
  if (owed && !doneByLaw(moment) && !waitsForNothing(event))
    return [{ at: '/data', expected: owed, found: event }];
  // What is only looked at waits for nothing.
  if (!state || doneByLaw(moment) || waitsForNothing(event)) return undefined;
  const lapse = nextLapse(procedure, state, world);
  return lapse && [{ at: '/data', expected: lapse.event, found: event }];
}

/** Reading and erasing are written beside the work on the case, whatever is due in it. */
function waitsForNothing({ cause, type }: CaseEvent): boolean {
  return cause === 'access' || cause === 'redaction' || type === 'unmasking.refused';
}

function differing(moment: Moment, differences: readonly FieldDifference[], redone?: Redone): Verdict {
  const refused =
    redone?.answer.refused === true && moment.event.cause !== 'refusal' ? redone.answer : undefined;
  return {
    verdict: 'differs',
    differences,
    rule: ruleOf(moment),
    ...(refused && { refused: refused.unmet.map(({ code, basis }) => ({ code, basis })) }),
  };
}

/** The rule of the definition under which the record stands. */
function ruleOf({ event, procedure: { definition } }: Moment): JudgedRule {
  const { act, lapse, clocks = [] } = event;
  if (act !== undefined) {
    const found = Object.hasOwn(definition.acts, act) ? definition.acts[act] : undefined;
    return { kind: 'act', name: act, basis: basisList(found?.basis) };
  }
  const clock = lapse?.clock ?? clocks[0]?.id;
  if (clock !== undefined) {
    const found = Object.hasOwn(definition.clocks, clock) ? definition.clocks[clock] : undefined;
    return { kind: 'clock', name: clock, basis: basisList(found?.basis) };
  }
  return { kind: 'house', name: event.type, basis: [] };
}

/** The case after a record as it stands, and what is owed next. */
function moveOn(history: CaseHistory, told: HistoryRecord, standing: Standing, mayOwe: boolean): Standing {
  const { record } = told;
  const event = record.data as unknown as CaseEvent;
  const { version, versionBeforeLaw } = standing;
  const state = folded(standing.state, event, record);
  const next = changesNothing(event) ? version : version + 1;
  const after = { state, version: next, versionBeforeLaw: doneByTime(event) ? versionBeforeLaw : next };
  const owed = mayOwe && state && owedAfter(history, told, { ...after, state });
  return owed ? { ...after, owed } : after;
}

function folded(state: CaseState | null, event: CaseEvent, record: LedgerRecord): CaseState | null {
  try {
    return evolve(state, event, record.actor?.person);
  } catch (problem) {
    // It was told as a difference: the case stays where it was.
    if (isUnreadable(problem)) return state;
    throw problem;
  }
}

/** After somebody has acted, and after what then had to be put right, the next such thing is owed at once. */
function owedAfter(
  history: CaseHistory,
  told: HistoryRecord,
  standing: Standing & { readonly state: CaseState },
): CaseEvent | undefined {
  const { record } = told;
  const event = record.data as unknown as CaseEvent;
  const settles = event.cause === 'vacancy' || (event.cause === 'desk' && !record.actor);
  const acted = !doneByTime(event) && event.cause !== 'refusal' && !waitsForNothing(event);
  if (!settles && !acted) return undefined;
  try {
    const moment = momentIn(history, told, standing, () => undefined);
    return settlementsDue(moment.procedure, standing.state, moment.world)[0]?.event;
  } catch (problem) {
    if (problem instanceof CannotBeJudged || isUnreadable(problem)) return undefined;
    throw problem;
  }
}
