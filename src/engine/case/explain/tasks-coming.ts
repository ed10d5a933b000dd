import type { ActDefinition, Definition } from '../../law/definition.js';
import { basisList } from '../basis-list.js';
import type { CaseEvent } from '../case-event.js';
import type { CaseState, TaskState } from '../case-state.js';
import type { Actor } from '../command.js';
import { taskPower } from '../desk/task-power.js';
import { evolve } from '../evolve.js';
import type { Unmet } from '../refusal.js';
import { openRounds, type NamedSigners, type OpenedRounds } from '../signing/open-rounds.js';
import type { SignersWorld } from '../signing/signers.js';
import type { SigningChange } from '../signing/signing-state.js';

/** What made tasks come. */
export interface Coming {
  readonly definition: Definition;
  readonly before: CaseState | null;
  readonly world: SignersWorld;
  readonly by: {
    readonly actor: Actor;
    /** What he did, where it was an act of the procedure. */
    readonly act?: { readonly name: string; readonly definition: ActDefinition };
    readonly signers?: NamedSigners;
  };
  /** What the event itself did to a round. */
  readonly signed?: SigningChange;
}

/**
 * Completes a person's event with what comes with its tasks: from whom each comes and why, to whom it comes back, and the
 * rounds of signatures that begin. Refused are signers who were named wrongly.
 */
export function withComing(
  event: CaseEvent,
  coming: Coming,
): { readonly event: CaseEvent } | { readonly unmet: readonly Unmet[] } {
  const { definition, before, world, by, signed } = coming;
  const named = by.signers ?? {};
  const opened = event.tasksOpened ?? {};
  const { returns, takesBack } = by.act?.definition ?? {};
  const goesBack = returns === true || takesBack !== undefined;
  const asks = Object.keys(named).length > 0 || beginsRound(opened);
  // What may be done with the tasks depends on who has acted, this act included.
  const after = goesBack || asks ? evolve(before, event, by.actor.person) : null;
  const tasksOpened = Object.fromEntries(
    Object.entries(opened).map(([key, task]) => [key, comingFrom(task, coming, goesBack ? after : null)]),
  );
  const rounds = after && asks ? openRounds(definition, opened, after, world, named) : NO_ROUNDS;
  if (rounds.unmet.length > 0) return { unmet: rounds.unmet };
  const signings = [...(signed ? [signed] : []), ...rounds.changes];
  return {
    event: {
      ...withRetractable(event, coming),
      ...(event.tasksOpened && { tasksOpened }),
      ...(signings.length > 0 && { signings }),
    },
  };
}

const NO_ROUNDS: OpenedRounds = { changes: [], unmet: [] };

function beginsRound(opened: Readonly<Record<string, TaskState>>): boolean {
  return Object.values(opened).some(({ signing }) => signing !== undefined);
}

/**
 * Completes an event that is no person's with what comes with its tasks. Rounds whose signers an act names wait for them.
 *
 * @param came why the tasks come, where it is said
 */
export function comingByLaw(
  event: CaseEvent,
  { definition, before, world }: Pick<Coming, 'definition' | 'before' | 'world'>,
  came?: TaskState['came'],
): CaseEvent {
  const { tasksOpened: opened } = event;
  if (!opened) return event;
  const tasksOpened = Object.fromEntries(
    Object.entries(opened).map(([key, task]) => [key, { ...task, ...(came && { came }) }]),
  );
  const { changes } = beginsRound(opened)
    ? openRounds(definition, opened, evolve(before, event), world, 'byLaw')
    : NO_ROUNDS;
  return { ...event, tasksOpened, ...(changes.length > 0 && { signings: changes }) };
}

/**
 * Why an act cannot take another back 拿回: only its performer may, only while nothing has happened in law since, and only
 * while nobody else has in hand what it opened.
 */
export function unmetTakeBack(act: ActDefinition, actor: Actor, state: CaseState | null): readonly Unmet[] {
  if (act.takesBack === undefined || !state) return [];
  const basis = basisList(act.basis);
  const { last } = state;
  if (last?.act !== act.takesBack || last.person !== actor.person) {
    const say = {
      zh: '只有本人刚作出、此后案件没有其他进展的行为可以拿回',
      en: 'only what you did yourself last can be taken back, while nothing has happened in the case since',
    };
    return [{ code: 'not-retractable', say, basis }];
  }
  const taken = Object.values(state.tasks).some(
    ({ from, since, holder }) =>
      from === last.person &&
      since === state.lastOn &&
      holder?.as === 'claimed' &&
      holder.person !== actor.person,
  );
  const issued = Object.values(state.documents ?? {}).some(
    (one) => one.act === last.act && one.orderedOn === state.lastOn && one.issued !== undefined,
  );
  if (issued) {
    const say = {
      zh: '由此产生的文书已经签发，不得拿回',
      en: 'a document that it ordered has been issued, so it stays',
    };
    return [{ code: 'not-retractable', say, basis }];
  }
  if (!taken) return [];
  const say = {
    zh: '下一环节已经签收，不得拿回；可以请其退回',
    en: 'somebody has signed for the next step already; ask him to return it',
  };
  return [{ code: 'not-retractable', say, basis }];
}

function withRetractable(event: CaseEvent, { definition, by }: Coming): CaseEvent {
  const name = by.act?.name;
  const retractable =
    name !== undefined && Object.values(definition.acts).some(({ takesBack }) => takesBack === name);
  return retractable ? { ...event, retractable: true } : event;
}

/** @param after the case after an act that leads back; null when it leads on */
function comingFrom(task: TaskState, { definition, world, by }: Coming, after: CaseState | null): TaskState {
  const from = by.actor.person;
  if (!after) return { ...task, from };
  const came = by.act?.definition.returns ? ('returned' as const) : ('takenBack' as const);
  // What several have signed comes back to all of them.
  const person = task.signing === undefined ? lastDoer(definition, task, after, world) : undefined;
  const holder = person === undefined ? {} : { holder: { person, as: 'returned' as const, on: task.since } };
  return { ...task, from, came, ...holder };
}

/** Who did one of the task's acts last and may still lawfully have it. */
function lastDoer(
  definition: Definition,
  task: TaskState,
  after: CaseState,
  world: SignersWorld,
): string | undefined {
  const did = task.acts.flatMap((act) => after.doneBy[act] ?? []).toReversed();
  if (definition.posts[task.post]?.kind === 'party') {
    return did.find((person) => after.parties[task.post]?.includes(person));
  }
  if (did.length === 0) return undefined;
  const holders = [...(world.holders?.(task.post) ?? [])];
  return did.find((person) => {
    const holder = holders.find((one) => one.person === person);
    return holder && !('unmet' in taskPower(definition, after, task, holder, world));
  });
}
