import { addDays } from '../clock/civil-date.js';
import type { CivilDate } from '../clock/time.js';
import { basisList, joinBasis } from '../case/basis-list.js';
import type { CaseEvent } from '../case/case-event.js';
import { guardScope } from '../case/feel-scope.js';
import { evaluateFeel } from '../law/feel/feel.js';
import type { ClockDefinition, Definition, FactValue, LapseRule } from '../law/definition.js';
import { calendarAtEnd, counted, lastFacts, runsOf, type ClockRunOnRecord } from './clock-runs.js';
import type { JudgedCase, JudgedRecord } from './judged-case.js';
import {
  CALENDAR_MISSING,
  complies,
  deviates,
  undetermined,
  wordsOf,
  type Instance,
  type Rule,
} from './rule.js';

/** 届满: a term that ran out has what the law makes of it, on the legal day, before anything else is done. */
export function lapseRules(definition: Definition, name: string, clock: ClockDefinition): readonly Rule[] {
  const { onLapse } = clock;
  if (!onLapse || (clock.kind !== 'ceiling' && clock.kind !== 'fixed')) return [];
  const { zh, en } = wordsOf(clock.title);
  return [
    {
      id: `clocks.${name}.onLapse`,
      kind: 'lapse',
      title: {
        zh: `${zh}：届满即发生法定后果`,
        en: `${en}: its end has the consequence that the law gives it`,
      },
      basis: joinBasis(onLapse.basis, clock.basis),
      judge: (judged) => runsOf(judged, name).flatMap((run) => judgeRun(judged, definition, onLapse, run)),
    },
  ];
}

function judgeRun(
  judged: JudgedCase,
  definition: Definition,
  rule: LapseRule,
  run: ClockRunOnRecord,
): readonly Instance[] {
  const facts = lastFacts(run);
  const calendar = calendarAtEnd(judged, run);
  const dueOn = facts && calendar && counted(judged, run.clock, facts, calendar)?.dueOn;
  if (run.end?.how === 'lapse') {
    const { seq } = run.end.at.record;
    if (!facts || dueOn === undefined) return [undetermined(seq, CALENDAR_MISSING)];
    const wanted = {
      ...wantedOf(definition, rule, run.end.at),
      effective: legalDay(rule, facts.from, dueOn),
    };
    const wrong = wrongDay(run.end.at.event, dueOn) ?? mismatch(run.end.at.event, wanted, definition);
    return [
      wrong ? deviates(seq, LAPSE_DIFFERS, wrong) : complies(seq, { expected: dueOn, actual: run.end.on }),
    ];
  }
  if (dueOn === undefined) return [];
  const over = run.end ? run.end.on > dueOn : dueOn < judged.asOf;
  if (!over) return [];
  if (run.end) return [deviates(run.end.at.record.seq, NOT_RECORDED, { expected: addDays(dueOn, 1) })];
  const last = judged.records.at(-1);
  const acted = judged.records.find(({ event }) => event.cause === 'act' && event.on > dueOn);
  if (acted) return [deviates(acted.record.seq, NOT_RECORDED, { expected: addDays(dueOn, 1) })];
  return [undetermined(last?.record.seq ?? 0, NOT_SWEPT, { expected: addDays(dueOn, 1) })];
}

const NOT_RECORDED = {
  zh: '期限届满而没有记载其后果',
  en: 'the term ran out and nothing of it is on record',
};
const NOT_SWEPT = { zh: '期限已届满，尚未登记', en: 'the term is over; its end is not recorded yet' };
const LAPSE_DIFFERS = { zh: '届满的后果与规定不符', en: 'another consequence than the law gives it' };

function legalDay({ effective }: LapseRule, from: CivilDate, dueOn: CivilDate): CivilDate {
  if (effective === 'from') return from;
  return effective === 'dueDay' ? dueOn : addDays(dueOn, 1);
}

/** What a lapse must have brought about. Absent parts are not asked for. */
export interface WantedConsequence {
  readonly deem?: string;
  readonly breach?: true;
  readonly effective?: CivilDate;
  readonly records?: readonly string[];
  readonly sets?: Readonly<Record<string, FactValue>>;
  readonly serve?: string;
}

function wantedOf(
  definition: Definition,
  { deem, breach, records, sets, serve }: LapseRule,
  at: JudgedRecord,
): WantedConsequence {
  return {
    ...(deem !== undefined && { deem }),
    ...(breach !== undefined && { breach: true as const }),
    records: basisList(records),
    sets: factsWanted(definition, sets, at),
    ...(serve !== undefined && { serve }),
  };
}

/** The values that facts must get: expressions are evaluated on the case before the lapse. */
export function factsWanted(
  definition: Definition,
  sets: Readonly<Record<string, FactValue>> = {},
  { before, after }: JudgedRecord,
): Readonly<Record<string, FactValue>> {
  const scope = guardScope(definition, before ?? after);
  return Object.fromEntries(
    Object.entries(sets).map(([name, value]) => [
      name,
      typeof value === 'string' ? (evaluateFeel(value, scope) as FactValue) : value,
    ]),
  );
}

function wrongDay(
  { on, lapse }: CaseEvent,
  dueOn: CivilDate,
): Pick<Instance, 'expected' | 'actual'> | undefined {
  const next = addDays(dueOn, 1);
  if (lapse?.dueOn !== dueOn) return { expected: dueOn, actual: lapse?.dueOn ?? '-' };
  return on === next ? undefined : { expected: next, actual: on };
}

/** The first part of a consequence that the record does not have; undefined: it has them all. */
export function mismatch(
  event: CaseEvent,
  { deem, breach, effective, records = [], sets = {}, serve }: WantedConsequence,
  { facts }: Pick<Definition, 'facts'>,
): Pick<Instance, 'expected' | 'actual'> | undefined {
  const { lapse, milestones = {}, facts: changed = {}, documents = [] } = event;
  if (deem !== undefined && lapse?.deemed !== deem)
    return { expected: `deemed.${deem}`, actual: lapse?.deemed ?? '-' };
  if (breach && !lapse?.breach) return { expected: 'breach', actual: '-' };
  if (effective !== undefined && lapse?.effectiveOn !== effective)
    return { expected: effective, actual: lapse?.effectiveOn ?? '-' };
  const day = records.find(
    (name) => milestones[name] === undefined || milestones[name] !== lapse?.effectiveOn,
  );
  if (day !== undefined)
    return { expected: `${day}=${lapse?.effectiveOn ?? '-'}`, actual: milestones[day] ?? '-' };
  const fact = Object.keys(sets).find((name) => Object.hasOwn(facts, name) && changed[name] !== sets[name]);
  if (fact !== undefined) return { expected: `${fact}=${sets[fact]}`, actual: String(changed[fact] ?? '-') };
  return serve === undefined || documents.includes(serve) ? undefined : { expected: serve, actual: '-' };
}
