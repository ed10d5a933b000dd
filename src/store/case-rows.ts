import type { CaseState, ClockState, TaskState } from '../engine/case/case-state.js';
import type { Instant } from '../engine/clock/time.js';
import type { CaseChange } from '../usecases/ports.js';

/** A task as its row holds it. */
export interface TaskValues {
  readonly key: string;
  readonly post: string;
  /** Of the case, so that an inbox is found without reading cases. */
  readonly unit: string;
  /** JSON array. */
  readonly acts: string;
  readonly since: string;
  readonly due_on: string | null;
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
  return Object.entries(state.tasks).map(([key, task]) => ({
    key,
    post: task.post,
    unit: state.unit,
    acts: JSON.stringify(task.acts),
    since: task.since,
    due_on: taskDueOn(state, task),
  }));
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
  readonly tasks: readonly TaskValues[];
  readonly tasksClosed: readonly string[];
  readonly clocks: readonly ClockValues[];
  readonly parties: readonly PartyValues[];
  readonly performers: readonly PartyValues[];
}

/** The difference between two states in rows, so that an act writes only what it changed. */
export function changedRows(change: CaseChange): CaseRowChanges {
  const { state, before } = change;
  if (!before) {
    return {
      tasks: taskRows(state),
      tasksClosed: [],
      clocks: clockRows(state, change),
      parties: partyRows(state),
      performers: performerRows(state),
    };
  }
  const earlierTasks = new Map(taskRows(before).map((row) => [row.key, JSON.stringify(row)]));
  return {
    tasks: taskRows(state).filter((row) => earlierTasks.get(row.key) !== JSON.stringify(row)),
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

function taskDueOn(state: CaseState, task: TaskState): string | null {
  const own = task.clock === undefined ? undefined : state.clocks[task.clock];
  if (own) return own.dueOn ?? null;
  const days = Object.values(state.clocks).flatMap((clock) => (isDeadline(clock) ? [clock.dueOn] : []));
  return days.sort()[0] ?? null;
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
