import type { CaseState } from '../case/case-state.js';
import { clockResult } from '../case/clock-question.js';
import { actScope, guardScope, type ScopeSource } from '../case/feel-scope.js';
import { readsInput, unmetRequirement } from '../case/requirements.js';
import { Defect } from '../defect.js';
import type { Definition, Requirement } from '../law/definition.js';
import { calendarOf, inputOf, type JudgedCase, type JudgedRecord } from './judged-case.js';
import {
  CALENDAR_MISSING,
  complies,
  deviates,
  INPUT_WITHHELD,
  undetermined,
  wordsOf,
  type Instance,
} from './rule.js';

/** The case as an expression saw it: before an act, or in a state that was entered. */
export interface Sight {
  readonly clocks: CaseState['clocks'];
  readonly scope: Readonly<Record<string, unknown>>;
  /** Whether what the act said is not at hand, so that nothing that reads it can be judged. */
  readonly withheld: boolean;
}

/** What the requirements of an act saw: the state before it, what it said, and the streams as its record has them. */
export function sightOfAct({ procedure }: JudgedCase, act: string, at: JudgedRecord): Sight {
  const { event, before, record } = at;
  const input = inputOf(at);
  const actor = { person: record.actor?.person ?? '', post: event.post ?? event.power?.post ?? '' };
  const source = before ?? openingSource(procedure.initialFacts, at);
  return {
    clocks: before?.clocks ?? {},
    scope: actScope(procedure.definition, source, act, input ?? {}, actor, event.seen),
    withheld: input === undefined,
  };
}

/** What the guards on a way into a state saw: facts, days and acts after the event, clocks before it. */
export function sightOnEntry({ procedure }: JudgedCase, { before, after }: JudgedRecord): Sight {
  return {
    clocks: before?.clocks ?? {},
    scope: guardScope(procedure.definition, after),
    withheld: false,
  };
}

/** What an opening act reads: the facts that every case begins with, and the parties that it names. */
function openingSource(facts: ScopeSource['facts'], { event }: JudgedRecord): ScopeSource {
  const parties = event.opened?.parties ?? {};
  return { facts, performed: {}, milestones: {}, performers: {}, doneBy: {}, parties };
}

/** Holds one record against one requirement, counting clocks anew by the calendar that the record names. */
export function judgeRequirement(
  judged: JudgedCase,
  requirement: Requirement,
  at: JudgedRecord,
  sight: Sight,
): Instance {
  const { seq } = at.record;
  if (sight.withheld && readsInput(requirement)) return undetermined(seq, INPUT_WITHHELD);
  const calendar = calendarOf(judged, at);
  const counts = requirement.that === undefined;
  if (!calendar && counts) return undetermined(seq, CALENDAR_MISSING);
  const { definition } = judged.procedure;
  try {
    const clocks = calendar && counts ? recounted(definition, sight.clocks, requirement, calendar) : {};
    const unmet = unmetRequirement(requirement, {
      ...{ definition, state: { clocks }, scope: sight.scope, on: at.event.on },
      // Only what counts reads the calendar, and then it is there.
      world: { calendar: calendar as NonNullable<typeof calendar> },
    });
    if (!unmet) return lifted(requirement, at) ?? complies(seq, { actual: at.event.on });
    const { earliestPossible } = unmet;
    const more = { actual: at.event.on, ...(earliestPossible && { expected: earliestPossible }) };
    return deviates(seq, wordsOf(requirement.say), more);
  } catch (problem) {
    if (problem instanceof Defect) return undetermined(seq, NOT_EVALUABLE);
    throw problem;
  }
}

/** Whether an expression holds; undefined when it cannot be evaluated on what is on record. */
export function holdsIn(
  judged: JudgedCase,
  expression: string,
  at: JudgedRecord,
  sight: Sight,
): boolean | undefined {
  const requirement: Requirement = { that: expression, basis: [], say: expression };
  const { conclusion } = judgeRequirement(judged, requirement, at, sight);
  return conclusion === 'undetermined' ? undefined : conclusion !== 'deviates';
}

/** 缩短期限 with its reason made public is the lawful exception to the period that the rule asks for. */
function lifted({ that = '' }: Requirement, { record, event }: JudgedRecord): Instance | undefined {
  const shortened = Object.entries(event.seen ?? {}).some(
    ([name, { standing }]) => standing['shortened'] === true && that.includes(`streams.${name}.shortened`),
  );
  if (!shortened) return undefined;
  const note = {
    zh: '期限缩短，理由已在公告中公开',
    en: 'the period was shortened, with the reason in the notice',
  };
  return { conclusion: 'exempt', seqs: [record.seq], note };
}

function recounted(
  definition: Definition,
  clocks: CaseState['clocks'],
  { elapsed, within }: Requirement,
  calendar: Parameters<typeof clockResult>[3],
): CaseState['clocks'] {
  const name = elapsed ?? within;
  const run = name === undefined ? undefined : clocks[name];
  if (name === undefined || !run) return {};
  const { dueOn: _d, promisedDueOn: _p, notBefore: _n, ...facts } = run;
  return { [name]: { ...facts, ...clockResult(definition, name, run, calendar) } };
}

const NOT_EVALUABLE = {
  zh: '按照所附记录求不出该条件的值',
  en: 'the condition has no value on what is on record',
};
