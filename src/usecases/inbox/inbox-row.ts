import { receiptOf } from '../../engine/case/receipt.js';
import type { CivilDate } from '../../engine/clock/time.js';
import type { ClockKind } from '../../engine/clock/deadline.js';
import type { Basis, Definition, StateDefinition, Text } from '../../engine/law/definition.js';
import { topLevelStates } from '../../engine/law/states.js';
import { activeStates } from '../../engine/statechart/state-paths.js';
import { maskName } from '../reading/mask.js';
import { maskedCase } from '../reading/masked-case.js';
import type { ClockFacts, FollowUpFacts, Horizon, InboxCase, Light } from './inbox-reads.js';
import type { InboxPlace } from './inbox-scope.js';

/** A person as a row names him: officers by their names, others as the reader may see them. */
export interface RowPerson {
  readonly person: string;
  readonly name?: string;
}

/** The clock of a row, ready to be shown: nothing is left to be computed where it is shown. */
export interface RowClock {
  readonly clock: string;
  readonly title: Text;
  readonly kind: ClockKind;
  readonly basis: Basis;
  readonly state: ClockFacts['state'];
  readonly light: Light;
  readonly dueOn: CivilDate | null;
  /** Working days after today up to the last day; below zero: overdue by so many. Null where there is no last day. */
  readonly remainingWorkingDays: number | null;
  /** It rests on a year whose notice is not known yet. */
  readonly provisional: boolean;
}

/** What a row shows of the case. */
export interface RowCase {
  /** 收件编号. */
  readonly number: string | null;
  readonly subject: string;
  readonly applicantName: string;
  readonly masked: boolean;
  readonly procedure: string;
  readonly procedureTitle: Text;
  readonly unit: string;
  readonly unitTitle: string;
  readonly status: 'open' | 'ended';
  readonly outcome: string | null;
  readonly openedOn: string;
  readonly version: number;
  /** 环节: what is active, outermost first. */
  readonly stages: readonly { readonly path: string; readonly title: Text }[];
  /** 挂起: since when the work stands still. */
  readonly suspendedOn: string | null;
  readonly clock: RowClock | null;
}

/** What rows are made with: names and definitions, read for the whole page at once. */
export interface RowWords {
  readonly place: Pick<InboxPlace, 'organisation' | 'calendar' | 'horizon'>;
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly names: ReadonlyMap<string, string>;
}

/**
 * What a row shows of its case: people are masked for whoever is not party to it.
 *
 * @param task the task that the row is about: its state is the stage
 */
export function rowCase(caseId: string, row: InboxCase, words: RowWords, task?: string | null): RowCase {
  const definition = words.definitions.get(row.definition);
  const { procedure, unit, status, outcome, openedOn, version, suspendedOn } = row;
  const { subject, applicantName } = row.asParty ? row : maskedCase(row);
  return {
    number: receiptOf(caseId) ?? null,
    ...{ subject, applicantName, masked: !row.asParty },
    ...{ procedure, procedureTitle: definition?.title ?? procedure },
    ...{ unit, unitTitle: words.place.organisation.organisation.units[unit]?.title ?? unit },
    ...{ status, outcome, openedOn, version, suspendedOn },
    stages: definition ? stagesOf(definition, row, task ?? null) : [],
    clock: row.clock && rowClock(row.clock, definition, words),
  };
}

function stagesOf(definition: Definition, { value }: InboxCase, task: string | null): RowCase['stages'] {
  const states =
    value === null ? (task === null ? [] : statesAbove(definition, task)) : activeStates(definition, value);
  return states.map(({ path, state }) => ({ path, title: state.title }));
}

/** The states to which a task belongs, outermost first: its key begins with their path. */
function statesAbove(
  definition: Definition,
  task: string,
): readonly { readonly path: string; readonly state: StateDefinition }[] {
  const [path = ''] = task.split(':');
  let level: Readonly<Record<string, StateDefinition>> = Object.fromEntries(topLevelStates(definition));
  return path.split('.').flatMap((name, i, names) => {
    const state = Object.hasOwn(level, name) ? level[name] : undefined;
    level = state?.states ?? {};
    return state ? [{ path: names.slice(0, i + 1).join('.'), state }] : [];
  });
}

function rowClock(facts: ClockFacts, definition: Definition | undefined, words: RowWords): RowClock {
  const { calendar, horizon } = words.place;
  const declared = definition?.clocks[facts.clock];
  const { dueOn, state, provisional } = facts;
  return {
    ...{ clock: facts.clock, state, dueOn, provisional },
    title: declared?.title ?? facts.clock,
    kind: declared?.kind ?? 'ceiling',
    basis: declared?.basis ?? [],
    light: lightOf(facts, horizon),
    remainingWorkingDays: dueOn === null ? null : calendar.workingDaysBetween(horizon.today, dueOn),
  };
}

/** The clock of what a meeting gave somebody to do: a last day that somebody set. */
export function followUpClock(
  { until, basis, lapsedOn, reportedOn }: Omit<FollowUpFacts, 'holder'>,
  { place: { calendar, horizon } }: RowWords,
): RowClock {
  const state = reportedOn === null ? (lapsedOn === null ? 'running' : 'lapsed') : 'stopped';
  return {
    ...{ clock: 'followUp', kind: 'ceiling', basis, state, dueOn: until, provisional: false },
    title: { zh: '议定事项办理期限', en: 'last day of the follow-up' },
    light: lightOf({ state, dueOn: until }, horizon),
    remainingWorkingDays: calendar.workingDaysBetween(horizon.today, until),
  };
}

/** 期限灯. */
export function lightOf({ state, dueOn }: Pick<ClockFacts, 'state' | 'dueOn'>, horizon: Horizon): Light {
  if (state === 'suspended') return 'suspended';
  if (dueOn === null) return 'none';
  if (dueOn < horizon.today) return 'overdue';
  return dueOn <= horizon.soon ? 'soon' : 'later';
}

/** A person as somebody may see him who reads the row. */
export function rowPerson(
  person: string,
  { asParty }: Pick<InboxCase, 'asParty'>,
  words: RowWords,
): RowPerson {
  const name = words.names.get(person);
  if (name === undefined) return { person };
  // Officers act under their names; a member of the public is named to the parties of his case alone.
  const officer = Object.hasOwn(words.place.organisation.organisation.people, person);
  return { person, name: officer || asParty ? name : maskName(name) };
}
