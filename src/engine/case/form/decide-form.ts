import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import { joinBasis } from '../basis-list.js';
import type { CaseEvent } from '../case-event.js';
import type { CaseState } from '../case-state.js';
import type { Actor } from '../command.js';
import type { Decision } from '../decision.js';
import { caseSuspended } from '../desk/in-hand.js';
import { evolve } from '../evolve.js';
import { powerInEvent } from '../power/power-in-event.js';
import { refusal, type Refusal, type Unmet } from '../refusal.js';
import { today, type World } from '../world.js';
import { tasksHeld, writableIn, type FormPlace } from './field-access.js';
import { FORM_BASIS, unmetValues, type FieldValues } from './unmet-fields.js';

/** Somebody fills in fields of the form. */
export interface FormCommand {
  readonly actor: Actor;
  readonly values: FieldValues;
  /** Sequence of the record that will say so. */
  readonly record: number;
}

/**
 * Decides whether a person may fill these fields in now: only fields that an open task in his hands makes writable, each
 * valid by its schema. The case stands where it stood.
 */
export function decideForm(
  procedure: CompiledProcedure,
  state: CaseState,
  { actor, values, record }: FormCommand,
  world: World,
): Decision | Refusal {
  const { definition } = procedure;
  if (state.status === 'ended') return refusal('case-ended', procedure, state, FORM_BASIS);
  const place: FormPlace = { definition, state, actor, world };
  const filled = Object.keys(values);
  const still = actor.kind !== 'public' && state.suspendedOn;
  const unmet = [
    ...(still ? [caseSuspended(still)] : []),
    ...(filled.length === 0 ? [NOTHING_FILLED] : unmetValues(place, values, '/values')),
  ];
  const [first] = unmet;
  if (first) return refusal(first.code, procedure, state, [], unmet);
  const tasks = tasksHeld(place);
  const used = filled.flatMap((field) => writableIn(tasks, field) ?? []);
  const event: CaseEvent = {
    type: 'form.filled',
    cause: 'form',
    ...(used[0] && { power: powerInEvent(used[0].power) }),
    on: today(world),
    form: { filled, record },
  };
  const named = joinBasis(...used.map(({ definition: task }) => task.basis));
  return {
    refused: false,
    event,
    effects: [],
    state: evolve(state, event, actor.person),
    basis: named.length > 0 ? named : FORM_BASIS,
  };
}

const NOTHING_FILLED: Unmet = {
  code: 'invalid-input',
  say: { zh: '没有填写任何内容', en: 'no field is filled in' },
  basis: FORM_BASIS,
  at: '/values',
};
