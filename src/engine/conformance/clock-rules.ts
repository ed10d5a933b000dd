import { basisList, joinBasis } from '../case/basis-list.js';
import { guardScope } from '../case/feel-scope.js';
import { lapses } from '../case/lapse.js';
import { Defect } from '../defect.js';
import { evaluateFeel } from '../law/feel/feel.js';
import type { ClockDefinition, Definition } from '../law/definition.js';
import { activeStates } from '../statechart/state-paths.js';
import { calendarOf, type JudgedCase, type JudgedRecord } from './judged-case.js';
import {
  calendarAtEnd,
  counted,
  lastFacts,
  runsOf,
  type ClockRunOnRecord,
  type RunStep,
} from './clock-runs.js';
import { extensionRules, suspensionRules } from './clock-exceptions.js';
import { lapseRules } from './lapse-rules.js';
import {
  CALENDAR_MISSING,
  complies,
  deviates,
  undetermined,
  wordsOf,
  type Instance,
  type Rule,
  type Words,
} from './rule.js';

/** Everything that the definition says of its clocks, recomputed from what the records say happened. */
export function clockRules(definition: Definition): readonly Rule[] {
  return Object.entries(definition.clocks).flatMap(([name, clock]) => [
    statesRule(definition, name, clock),
    countRule(name, clock),
    ...(lapses(definition, name) ? [keptRule(name, clock)] : []),
    ...promiseRules(name, clock),
    ...extensionRules(name, clock),
    ...suspensionRules(name, clock),
    ...lapseRules(definition, name, clock),
  ]);
}

function titled({ title }: ClockDefinition, zh: string, en: string): Words {
  const words = wordsOf(title);
  return { zh: `${words.zh}：${zh}`, en: `${words.en}: ${en}` };
}

/** A clock runs where its states are active, and nowhere else. */
function statesRule(definition: Definition, name: string, clock: ClockDefinition): Rule {
  return {
    id: `clocks.${name}.states`,
    kind: 'clockStates',
    title: titled(clock, '在所属环节起算，离开时停止', 'begins with its states and stops when they are left'),
    basis: basisList(clock.basis),
    judge: ({ records }) => {
      const found: Instance[] = [];
      let broken = false;
      for (const at of records) {
        if (at.event.value === undefined && at.event.clocks === undefined) continue;
        const problem = misplaced(definition, name, at);
        if (problem && !broken) found.push(deviates(at.record.seq, problem, { actual: at.event.on }));
        broken = problem !== undefined;
        const moved = at.event.clocks?.some(({ id, action }) => id === name && STARTS_OR_STOPS.has(action));
        if (moved && !problem) found.push(complies(at.record.seq));
      }
      return found;
    },
  };
}

const STARTS_OR_STOPS: ReadonlySet<string> = new Set(['start', 'stop', 'interrupt']);

function misplaced(definition: Definition, name: string, { after }: JudgedRecord): Words | undefined {
  const run = after.clocks[name]?.state;
  const runs = run === 'running' || run === 'suspended';
  const within = after.status === 'open' && holdsClock(definition, name, after.value);
  if (within && (run === undefined || run === 'stopped'))
    return { zh: '应当起算而没有起算', en: 'the clock should run and does not' };
  return runs && !within ? { zh: '应当停止而没有停止', en: 'the clock should have stopped' } : undefined;
}

function holdsClock(definition: Definition, name: string, value: JudgedRecord['after']['value']): boolean {
  try {
    return activeStates(definition, value).some(({ state: { clocks = [] } }) => clocks.includes(name));
  } catch (problem) {
    if (problem instanceof Defect) return false;
    throw problem;
  }
}

/** Every day that a record states of a clock is the day that the calendar named by the record gives. */
function countRule(name: string, clock: ClockDefinition): Rule {
  return {
    id: `clocks.${name}.count`,
    kind: 'clockCount',
    title: titled(clock, '按记录所指日历计算', 'counted by the calendar that the record names'),
    basis: joinBasis(clock.basis, ...(clock.alternatives ?? []).map(({ basis }) => basis)),
    judge: (judged) =>
      runsOf(judged, name).flatMap(({ steps }) =>
        steps.flatMap((step) => judgeCount(judged, name, clock, step)),
      ),
  };
}

const COUNTS: ReadonlySet<string> = new Set(['start', 'interrupt', 'pause', 'resume', 'extend', 'recompute']);

function judgeCount(
  judged: JudgedCase,
  name: string,
  clock: ClockDefinition,
  { at, change, after }: RunStep,
): readonly Instance[] {
  if (!COUNTS.has(change.action)) return [];
  const { seq } = at.record;
  const calendar = calendarOf(judged, at);
  if (!calendar) return [undetermined(seq, CALENDAR_MISSING)];
  const starts = change.action === 'start' || change.action === 'interrupt';
  if (starts) {
    const from = change.action === 'start' ? at.after.milestones[clock.from] : change.on;
    const told = { ...(from && { expected: from }), ...(change.from && { actual: change.from }) };
    if (change.from !== from) return [deviates(seq, { zh: '起算日不符', en: 'another first day' }, told)];
    const chosen = alternativeOf(judged, clock, at);
    if (chosen !== change.alternative) {
      const note = { zh: '适用的期限档次不符', en: 'another of the alternative terms' };
      return [
        deviates(seq, note, { expected: String(chosen ?? '-'), actual: String(change.alternative ?? '-') }),
      ];
    }
  }
  const fresh = counted(judged, name, after, calendar);
  if (!fresh) return [undetermined(seq, CALENDAR_MISSING)];
  const told = { expected: days(fresh), actual: days(change) };
  return told.expected === told.actual
    ? [complies(seq, told)]
    : [
        deviates(
          seq,
          { zh: '记载的期限日与重新计算的不一致', en: 'the day on record is not the day counted anew' },
          told,
        ),
      ];
}

function days(of: {
  readonly dueOn?: string;
  readonly promisedDueOn?: string;
  readonly notBefore?: string;
}): string {
  const { dueOn = '-', promisedDueOn, notBefore } = of;
  return [
    dueOn,
    ...(promisedDueOn ? [`≤${promisedDueOn}`] : []),
    ...(notBefore ? [`≥${notBefore}`] : []),
  ].join(' ');
}

/** The alternative term that the facts after the record choose; undefined: the clock's own. */
function alternativeOf(
  { procedure }: JudgedCase,
  { alternatives = [] }: ClockDefinition,
  { after }: JudgedRecord,
) {
  const scope = guardScope(procedure.definition, after);
  const chosen = alternatives.findIndex(({ when }) => evaluateFeel(when, scope) === true);
  return chosen < 0 ? undefined : chosen;
}

/** What had to be done in a term was done in it. */
function keptRule(name: string, clock: ClockDefinition): Rule {
  return {
    id: `clocks.${name}.kept`,
    kind: 'clockKept',
    title: titled(clock, '在期限内完成', 'kept'),
    basis: joinBasis(clock.basis, clock.onLapse?.basis),
    judge: (judged) => runsOf(judged, name).flatMap((run) => judgeKept(judged, clock, run)),
  };
}

function judgeKept(judged: JudgedCase, clock: ClockDefinition, run: ClockRunOnRecord): readonly Instance[] {
  const start = run.steps[0]?.at.record.seq ?? 0;
  const facts = lastFacts(run);
  const calendar = calendarAtEnd(judged, run);
  const fresh = facts && calendar && counted(judged, run.clock, facts, calendar);
  if (!facts || !calendar || !fresh) return [undetermined(start, CALENDAR_MISSING)];
  const { dueOn } = fresh;
  const expected = dueOn === undefined ? {} : { expected: dueOn };
  if (run.end?.how === 'interrupt') return [];
  if (run.end?.how === 'lapse') return [judgeLapsed(clock, run.end, start, expected)];
  if (!run.end) {
    const seqs = { seqs: [start] };
    if (dueOn !== undefined && dueOn < judged.asOf)
      return [
        deviates(
          start,
          { zh: '期限已过而没有完成', en: 'the last day has passed' },
          { ...expected, ...seqs },
        ),
      ];
    const note = { zh: '期限尚未届满', en: 'the term is not over yet' };
    return [undetermined(start, note, { ...expected, ...(dueOn !== undefined && { until: dueOn }) })];
  }
  const { at, on } = run.end;
  const told = { ...expected, actual: on, seqs: [start, at.record.seq] };
  if (dueOn !== undefined && on > dueOn)
    return [deviates(at.record.seq, { zh: '完成时期限已过', en: 'done after the last day' }, told)];
  const plain = counted(judged, run.clock, { ...facts, excluded: [], extensions: [] }, calendar);
  if (plain?.dueOn !== undefined && on <= plain.dueOn) return [complies(at.record.seq, told)];
  return [exempted(run, told)];
}

/** In time, but only because the term was extended or did not run for a while, as the records show. */
function exempted({ steps }: ClockRunOnRecord, told: Partial<Instance>): Instance {
  const lawful = steps.filter(({ change }) => change.action === 'extend' || change.action === 'pause');
  const grounds = lawful.map(({ change }) => change.ground ?? '延长');
  return {
    conclusion: 'exempt',
    ...told,
    seqs: [...new Set([...lawful.map(({ at }) => at.record.seq), ...(told.seqs ?? [])])].toSorted(
      (a, b) => a - b,
    ),
    note: {
      zh: `超过原定期限，但有经记录的事由：${[...new Set(grounds)].join('、')}`,
      en: 'beyond the ordinary term, on grounds that are on record',
    },
  };
}

function judgeLapsed(
  clock: ClockDefinition,
  { at, on }: NonNullable<ClockRunOnRecord['end']>,
  start: number,
  expected: { readonly expected?: string },
): Instance {
  const told = { ...expected, actual: on, seqs: [start, at.record.seq] };
  // What ends by its term, a right or a waiting, is not late.
  if (clock.onLapse?.end !== undefined) return complies(at.record.seq, told);
  return deviates(at.record.seq, { zh: '期限届满而没有完成', en: 'the term ran out' }, told);
}

/** 承诺期限: shorter than the statute's, and kept beside it. */
function promiseRules(name: string, clock: ClockDefinition): readonly Rule[] {
  const promises = clock.promised ?? clock.alternatives?.some(({ promised }) => promised);
  if (!promises) return [];
  return [
    {
      id: `clocks.${name}.promised`,
      kind: 'promise',
      title: titled(clock, '在承诺期限内完成', 'the promised term is kept'),
      basis: basisList(clock.basis),
      judge: (judged) => runsOf(judged, name).flatMap((run) => judgePromise(judged, run)),
    },
  ];
}

function judgePromise(judged: JudgedCase, run: ClockRunOnRecord): readonly Instance[] {
  const start = run.steps[0]?.at.record.seq ?? 0;
  const facts = lastFacts(run);
  const calendar = calendarAtEnd(judged, run);
  const promised = facts && calendar && counted(judged, run.clock, facts, calendar)?.promisedDueOn;
  if (promised === undefined || run.end?.how === 'interrupt') return [];
  const end = run.end?.on ?? judged.asOf;
  const seqs = { seqs: run.end ? [start, run.end.at.record.seq] : [start], expected: promised };
  if (end > promised) {
    const note = { zh: '超过承诺期限', en: 'later than promised' };
    return [deviates(seqs.seqs.at(-1) ?? start, note, { ...seqs, actual: end })];
  }
  if (run.end) return [complies(start, { ...seqs, actual: end })];
  return [undetermined(start, { zh: '承诺期限尚未届满', en: 'not over yet' }, { ...seqs, until: promised })];
}
