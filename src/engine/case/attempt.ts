import type { CivilDate } from '../clock/time.js';
import { Defect } from '../defect.js';
import type { ActDefinition } from '../law/definition.js';
import type { CompiledProcedure } from '../statechart/compiled-procedure.js';
import { basisList } from './basis-list.js';
import type { CaseState } from './case-state.js';
import type { Command } from './command.js';
import { powerInHand } from './desk/in-hand.js';
import { actScope, type ScopeSource } from './feel-scope.js';
import { powerFor, type GrantedPower } from './power/power.js';
import { unmetFields } from './form/unmet-fields.js';
import { actWish } from './power/power-wish.js';
import { seatOf } from './signing/sign.js';
import { unmetTakeBack } from './explain/tasks-coming.js';
import type { Unmet } from './refusal.js';
import { readsInput, unmetRequirement } from './requirements.js';
import { today, type World } from './world.js';

/** An attempt under examination: everything the later steps share. */
export interface Attempt {
  readonly procedure: CompiledProcedure;
  /** Null while the opening act is decided. */
  readonly state: CaseState | null;
  readonly source: ScopeSource;
  readonly clocks: CaseState['clocks'];
  readonly act: ActDefinition;
  readonly command: Command;
  readonly on: CivilDate;
  readonly world: World;
}

/** The attempt as the examination sees it; an opening act sees the initial facts and its own parties. */
export function attemptOf(
  procedure: CompiledProcedure,
  state: CaseState | null,
  act: ActDefinition,
  command: Command,
  world: World,
): Attempt {
  const source: ScopeSource = state ?? {
    facts: procedure.initialFacts,
    performed: {},
    milestones: {},
    performers: {},
    doneBy: {},
    parties: command.parties ?? {},
  };
  const on = command.occurredOn ?? today(world);
  return { procedure, state, source, clocks: state?.clocks ?? {}, act, command, on, world };
}

/** Power, day, input and requirements: the power if all is lawful, else everything that is not. */
export function examine(
  attempt: Attempt,
): { readonly power: GrantedPower } | { readonly unmet: readonly Unmet[] } {
  const { procedure, act, command, world, source, state } = attempt;
  const unmet: Unmet[] = [];
  const wish = actWish(command.act, act, state === null);
  const seat = seatOf(procedure.definition, act, command.actor, state, world);
  const power = state
    ? powerInHand(procedure.definition, wish, seat.actor, state, world)
    : powerFor(procedure.definition, wish, command.actor, source, world);
  unmet.push(...('unmet' in power ? power.unmet : seat.unmet), ...unmetTakeBack(act, command.actor, state));
  const post = 'post' in power ? power.post : '';
  const day = unlawfulDay(attempt, post);
  if (day) unmet.push(day);
  const inputProblems = world.checkInput(act, command.input);
  for (const { at, say } of inputProblems) {
    unmet.push({ code: 'invalid-input', say, basis: basisList(act.basis), at });
  }
  unmet.push(...unrelated(attempt), ...unmetLaw(attempt, post, inputProblems.length === 0));
  if (state) unmet.push(...unmetFields({ ...command, definition: procedure.definition, state, world }, post));
  return 'unmet' in power || unmet.length > 0 ? { unmet } : { power };
}

/** A case that is about another case says which: else nothing that was done there binds anybody here. */
function unrelated({ procedure, act, command, state }: Attempt): readonly Unmet[] {
  if (state || act.relates === undefined || (command.related?.[act.relates]?.length ?? 0) > 0) return [];
  const relation = procedure.definition.relations?.[act.relates];
  if (!relation) throw new Defect(`there is no relation "${act.relates}"`);
  const { title } = relation;
  const [zh, en] = typeof title === 'string' ? [title, title] : [title.zh, title.en];
  const say = { zh: `应当指明${zh}`, en: `name ${en}` };
  return [{ code: 'requirement-unmet', basis: basisList(relation.basis), at: '/related', say }];
}

/** All of the act's requirements that are not met; those that read the input only when the input is valid. */
export function unmetLaw(attempt: Attempt, post: string, inputIsValid: boolean): readonly Unmet[] {
  const { procedure, act, command, world, on, source, clocks } = attempt;
  const { definition } = procedure;
  const actor = { person: command.actor.person, post };
  const scope = actScope(
    definition,
    source,
    command.act,
    inputIsValid ? command.input : {},
    actor,
    world.streams,
  );
  return (act.requires ?? [])
    .filter((requirement) => inputIsValid || !readsInput(requirement))
    .map((requirement) => unmetRequirement(requirement, { definition, state: { clocks }, scope, on, world }))
    .filter((found): found is Unmet => found !== undefined);
}

/**
 * Whether the day that the command names may count. An officer may enter late what reached the organ earlier; a party
 * acts on the day on which the system confirms it, or he could bring about a deeming by naming a day long past.
 */
function unlawfulDay({ procedure, act, command, world, state }: Attempt, post: string): Unmet | undefined {
  const day = command.occurredOn;
  if (day === undefined || day === today(world)) return undefined;
  const byParty = procedure.definition.posts[post]?.kind === 'party';
  const say =
    act.occurs !== 'declared'
      ? { zh: '本行为以作出之日为准，不得另报日期', en: 'this act counts on the day it is performed' }
      : byParty
        ? { zh: '当事人的行为以系统确认之日为准', en: 'the act of a party counts on the day it is confirmed' }
        : day > today(world)
          ? { zh: '日期不得晚于今日', en: 'the day may not lie in the future' }
          : state && day < state.lastOn
            ? {
                zh: `日期不得早于案件最近一次行为之日（${state.lastOn}）`,
                en: `the day may not lie before the case's latest event (${state.lastOn})`,
              }
            : undefined;
  return say && { code: 'day-not-allowed', basis: basisList(act.basis), at: '/occurredOn', say };
}
