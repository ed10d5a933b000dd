import type { CaseState, ClockState, TaskState } from '../engine/case/case-state.js';
import type { LedgerRecord } from '../engine/audit/record.js';
import type { CaseEvent } from '../engine/case/case-event.js';
import type { Instant } from '../engine/clock/time.js';
import type { CaseChange } from '../usecases/ports.js';

/** A task as its row holds it. */
export interface TaskValues {
  readonly key: string;
  readonly post: string;
  /** Of the case, so that an inbox is found without reading cases. */
  readonly unit: string;
  readonly procedure: string;
  /** JSON array. */
  readonly acts: string;
  readonly since: string;
  readonly due_on: string | null;
  /** The clock that it is measured by. */
  readonly clock: string | null;
  readonly signing: string | null;
  readonly came: string | null;
  readonly from_person: string | null;
  /** Who may take it in hand: anybody of the post, its holder alone, or those who are asked for their signatures. */
  readonly waits_for: 'post' | 'holder' | 'signers';
  readonly holder_person: string | null;
  readonly holder_as: string | null;
  readonly holder_for: string | null;
  readonly holder_on: string | null;
  /** Who passed it on last. */
  readonly passed_by: string | null;
  readonly urged_on: string | null;
}

/** A clock as its row holds it. */
export interface ClockValues {
  readonly clock: string;
  readonly run: number;
  readonly state: string;
  readonly due_on: string | null;
  readonly promised_due_on: string | null;
  readonly provisional: boolean;
  readonly sweep_at: string | null;
}

export interface PartyValues {
  readonly person: string;
  readonly post: string;
}

type DueInstants = Pick<CaseChange, 'dueAt' | 'promisedDueAt'>;

/** The rows of a state's open tasks. Pure: the same state gives the same rows, which is what `fsck` relies on. */
export function taskRows(state: CaseState): TaskValues[] {
  return Object.entries(state.tasks).map(([key, task]) => {
    const { post, since, signing, came, from, holder, passedBy, urged } = task;
    const clock = measuringClock(state, task.clock);
    return {
      ...{ key, post, unit: state.unit, procedure: state.procedure, acts: JSON.stringify(task.acts), since },
      due_on: dueOn(state, clock),
      clock: clock ?? null,
      signing: signing ?? null,
      came: came ?? null,
      from_person: from ?? null,
      waits_for: waitsFor(task),
      holder_person: holder?.person ?? null,
      holder_as: holder?.as ?? null,
      holder_for: holder?.onBehalfOf ?? null,
      holder_on: holder?.on ?? null,
      passed_by: passedBy?.at(-1) ?? null,
      urged_on: urged?.on ?? null,
    };
  });
}

function waitsFor({ signing, holder }: TaskState): TaskValues['waits_for'] {
  if (signing !== undefined) return 'signers';
  // What came back to somebody may be taken by others of the post.
  return holder === undefined || holder.as === 'returned' ? 'post' : 'holder';
}

/** The instants at which records opened tasks, by task: the latest of each. Pure, as `taskRows`. */
export function tasksOpenedAt(records: readonly LedgerRecord[]): ReadonlyMap<string, Instant> {
  return new Map(
    records.flatMap(({ data, recordedAt }) =>
      Object.keys((data as unknown as CaseEvent).tasksOpened ?? {}).map((key) => [key, recordedAt] as const),
    ),
  );
}

/** The rows of a state's clocks; instants are those at which running clocks' last days end. */
export function clockRows(state: CaseState, due: DueInstants): ClockValues[] {
  return Object.keys(state.clocks).map((clock) => clockRow(clock, state, due));
}

/** Who is party, one row for each person and post. */
export function partyRows(state: CaseState): PartyValues[] {
  return Object.entries(state.parties).flatMap(([post, persons]) =>
    persons.map((person) => ({ person, post })),
  );
}

/** Who acted, one row for each person and post. */
export function performerRows(state: CaseState): PartyValues[] {
  return Object.entries(state.performers).flatMap(([post, persons]) =>
    persons.map((person) => ({ person, post })),
  );
}

/** The cases that this one is about, one row for each. */
export function relationRows(state: CaseState): { relation: string; other: string }[] {
  return Object.entries(state.related).flatMap(([relation, cases]) =>
    [...new Set(cases)].map((other) => ({ relation, other })),
  );
}

/** Open tasks without a lawful holder. */
export function vacancyRows(state: CaseState): { task: string; post: string; since: string }[] {
  return Object.entries(state.vacancies).map(([task, since]) => ({
    task,
    post: state.tasks[task]?.post ?? '',
    since,
  }));
}

/** Rows that a change writes: what differs between the state before and after. */
export interface CaseRowChanges {
  readonly tasks: readonly (TaskValues & { readonly opened_at: Instant | null })[];
  readonly tasksClosed: readonly string[];
  readonly clocks: readonly ClockValues[];
  readonly parties: readonly PartyValues[];
  readonly performers: readonly PartyValues[];
}

/** The difference between two states in rows, so that an act writes only what it changed. */
export function changedRows(change: CaseChange, records: readonly LedgerRecord[]): CaseRowChanges {
  const { state, before } = change;
  const opened = tasksOpenedAt(records);
  const tasks = taskRows(state).map((row) => ({ ...row, opened_at: opened.get(row.key) ?? null }));
  if (!before) {
    return {
      tasks,
      tasksClosed: [],
      clocks: clockRows(state, change),
      parties: partyRows(state),
      performers: performerRows(state),
    };
  }
  const earlierTasks = new Map(taskRows(before).map((row) => [row.key, JSON.stringify(row)]));
  return {
    // One that closed and opened anew may look as before.
    tasks: tasks.filter(
      ({ opened_at, ...row }) => opened_at !== null || earlierTasks.get(row.key) !== JSON.stringify(row),
    ),
    tasksClosed: Object.keys(before.tasks).filter((key) => !Object.hasOwn(state.tasks, key)),
    clocks: Object.entries(state.clocks)
      .filter(([name, clock]) => before.status !== state.status || !sameRow(before.clocks[name], clock))
      .map(([name]) => clockRow(name, state, change)),
    parties: added(partyRows(before), partyRows(state)),
    performers:
      before.performers === state.performers ? [] : added(performerRows(before), performerRows(state)),
  };
}

function added(before: readonly PartyValues[], after: readonly PartyValues[]): readonly PartyValues[] {
  const known = new Set(before.map((row) => JSON.stringify(row)));
  return after.filter((row) => !known.has(JSON.stringify(row)));
}

/**
 * The clock by which something in a case is measured: its own, where it has one that has not stopped; else the running one with the earliest
 * last day; else one that is suspended. Undefined: none.
 */
export function measuringClock(state: CaseState, own: string | undefined): string | undefined {
  const named = own === undefined ? undefined : state.clocks[own];
  if (named && named.state !== 'stopped') return own;
  const clocks = Object.entries(state.clocks);
  const running = clocks.flatMap(([name, clock]) =>
    isDeadline(clock) ? [[clock.dueOn, name] as const] : [],
  );
  const [earliest] = running.sort(([a, first], [b, second]) => (`${a} ${first}` < `${b} ${second}` ? -1 : 1));
  if (earliest) return earliest[1];
  const suspended = clocks.filter(
    ([, clock]) => clock.state === 'suspended' && clock.notBefore === undefined,
  );
  return suspended.map(([name]) => name).sort()[0];
}

/** The last day of a clock as it stands. Null: it has none now. */
export function dueOn(state: CaseState, clock: string | undefined): string | null {
  return (clock === undefined ? undefined : state.clocks[clock]?.dueOn) ?? null;
}

// A floor has a last day too, but nobody is late on it.
function isDeadline(clock: ClockState): clock is ClockState & { readonly dueOn: string } {
  return clock.state === 'running' && clock.dueOn !== undefined && clock.notBefore === undefined;
}

function clockRow(clock: string, state: CaseState, due: DueInstants): ClockValues {
  const at = state.clocks[clock] as ClockState;
  return {
    clock,
    run: at.run,
    state: at.state,
    due_on: at.dueOn ?? null,
    promised_due_on: at.promisedDueOn ?? null,
    provisional: at.provisional,
    // Nothing lapses in a case that has ended.
    sweep_at: state.status === 'ended' ? null : sweepAt(clock, at, due),
  };
}

function sweepAt(name: string, clock: ClockState, due: DueInstants): Instant | null {
  // A floor only says from when something is lawful: nothing happens when it is over.
  if (clock.state !== 'running' || clock.notBefore !== undefined) return null;
  const statutory = due.dueAt[name];
  const promised = clock.promiseBroken ? undefined : due.promisedDueAt[name];
  if (statutory === undefined || promised === undefined) return statutory ?? promised ?? null;
  return promised < statutory ? promised : statutory;
}

function sameRow(a: ClockState | undefined, b: ClockState): boolean {
  return (
    a !== undefined &&
    a.run === b.run &&
    a.state === b.state &&
    a.dueOn === b.dueOn &&
    a.promisedDueOn === b.promisedDueOn &&
    a.provisional === b.provisional &&
    a.promiseBroken === b.promiseBroken
  );
}
