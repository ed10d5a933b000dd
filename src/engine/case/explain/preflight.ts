import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import type { CaseState } from '../case-state.js';
import type { Actor, Command } from '../command.js';
import { attemptOf, examine } from '../attempt.js';
import { consequenceOf, type Consequence } from './consequence.js';
import { decide } from '../decide.js';
import { permittedActs, type Unmet } from '../refusal.js';
import type { CivilDate } from '../../clock/time.js';
import type { World } from '../world.js';

/** What would happen if the act were done now. Nothing is changed or recorded. */
export interface Preflight {
  readonly act: string;
  /** The act would be lawful with this input; without input: no requirement that can be judged stands against it. */
  readonly possible: boolean;
  readonly unmet: readonly Unmet[];
  readonly earliestPossible?: CivilDate;
  readonly permittedActs: readonly string[];
  /**
   * True when no input was given and the act needs one, or when signers must be named with it and were not: requirements
   * that read it were not judged.
   */
  readonly inputNotJudged: boolean;
  /** What it would do. Null when it is not lawful, or when that depends on what was not given. */
  readonly consequence: Consequence | null;
}

/** Runs an act's requirements without doing it, with or without the input that it will have. */
export function preflight(
  procedure: CompiledProcedure,
  state: CaseState | null,
  wish: {
    readonly act: string;
    readonly actor: Actor;
    readonly input?: Command['input'];
    readonly occurredOn?: CivilDate;
    readonly fields?: Command['fields'];
    readonly signers?: Command['signers'];
  },
  world: World,
): Preflight {
  const command: Command = {
    act: wish.act,
    actor: wish.actor,
    input: wish.input ?? {},
    ...(wish.occurredOn && { occurredOn: wish.occurredOn }),
    ...(wish.fields && { fields: wish.fields }),
    ...(wish.signers && { signers: wish.signers }),
  };
  const act = procedure.definition.acts[wish.act];
  const blind = wish.input === undefined && Object.keys(act?.input ?? {}).length > 0;
  const answer = blind ? undefined : decide(procedure, state, command, world);
  const tried = answer?.refused ? answer.unmet : answer ? [] : withoutInput(procedure, state, command, world);
  const unmet = tried.filter(({ code }) => code !== 'signers-needed');
  const days = unmet.map((one) => one.earliestPossible);
  const earliest =
    days.length > 0 && days.every((day) => day !== undefined) ? days.toSorted().at(-1) : undefined;
  return {
    act: wish.act,
    possible: unmet.length === 0,
    unmet,
    ...(earliest && { earliestPossible: earliest }),
    permittedActs: permittedActs(procedure, state),
    inputNotJudged: blind || unmet.length < tried.length,
    consequence: answer && !answer.refused ? consequenceOf(procedure, state, answer) : null,
  };
}

function withoutInput(
  procedure: CompiledProcedure,
  state: CaseState | null,
  command: Command,
  world: World,
): readonly Unmet[] {
  const act = procedure.definition.acts[command.act];
  const misplaced = !act || !permittedActs(procedure, state).includes(command.act);
  if (misplaced) {
    const answer = decide(procedure, state, command, world);
    return answer.refused ? answer.unmet : [];
  }
  const examined = examine(attemptOf(procedure, state, act, command, world));
  return 'unmet' in examined ? examined.unmet.filter((one) => one.code !== 'invalid-input') : [];
}
