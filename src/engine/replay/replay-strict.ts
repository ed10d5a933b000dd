import type { LedgerRecord } from '../audit/record.js';
import { basisList } from '../case/basis-list.js';
import type { CaseEvent } from '../case/case-event.js';
import type { CaseState } from '../case/case-state.js';
import { changesNothing, evolve } from '../case/evolve.js';
import { nextLapse } from '../case/lapse.js';
import { Defect } from '../defect.js';
import { settlementsDue } from './causes/law.js';
import { differencesOf } from './differences.js';
import { decidedOf, expectedOf, stateDigest } from './expected-record.js';
import type { CaseHistory, HistoryRecord } from './history.js';
import { momentOf, type Moment, type Redone } from './moment.js';
import { decidesNothing, doneByLaw, doneByTime, redoneOf } from './redo.js';
import { CannotBeJudged } from './told.js';
import type { FieldDifference, JudgedRecord, JudgedRule, ReplayReport, Verdict } from './verdict.js';

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

/** The same record by record, for whoever has other things to do in between. Returns the report. */
export function* strictReplay(history: CaseHistory): Generator<JudgedRecord, ReplayReport> {
  const authors = new Map<number, { readonly person?: string }>();
  const records: JudgedRecord[] = [];
  let standing: Standing = { state: null, version: 0, versionBeforeLaw: 0 };
  for (const told of history.records) {
    const verdict = judge(history, told, standing, (seq) => authors.get(seq));
    const { record } = told;
    if ('opinion' in record.data)
      authors.set(record.seq, record.actor ? { person: record.actor.person } : {});
    standing = moveOn(history, told, standing);
    const judged = { seq: record.seq, type: record.type, ...verdict };
    records.push(judged);
    yield judged;
  }
  return reportOf(records, standing.state, history);
}

function reportOf(
  records: readonly JudgedRecord[],
  state: CaseState | null,
  { law }: CaseHistory,
): ReplayReport {
  const counts = { same: 0, differs: 0, 'cannot-be-judged': 0 };
  for (const { verdict } of records) counts[verdict] += 1;
  const first = records.find(({ verdict }) => verdict === 'differs');
  return {
    records,
    counts,
    ...(first && { firstDivergence: first.seq }),
    ...(state && { finalState: stateDigest(state, law.hash).sha256 }),
  };
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
    if (!(problem instanceof Defect)) throw problem;
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
function moveOn(history: CaseHistory, told: HistoryRecord, standing: Standing): Standing {
  const { record } = told;
  const event = record.data as unknown as CaseEvent;
  const { version, versionBeforeLaw } = standing;
  const state = folded(standing.state, event, record);
  const next = changesNothing(event) ? version : version + 1;
  const after = { state, version: next, versionBeforeLaw: doneByTime(event) ? versionBeforeLaw : next };
  const owed = state && owedAfter(history, told, { ...after, state });
  return owed ? { ...after, owed } : after;
}

function folded(state: CaseState | null, event: CaseEvent, record: LedgerRecord): CaseState | null {
  try {
    return evolve(state, event, record.actor?.person);
  } catch (problem) {
    // It was told as a difference: the case stays where it was.
    if (problem instanceof Defect) return state;
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
    if (problem instanceof CannotBeJudged || problem instanceof Defect) return undefined;
    throw problem;
  }
}
