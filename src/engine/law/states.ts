import type { Basis, Definition, GuardedTarget, StateDefinition, Transition } from './definition.js';

/** Top-level states, without the `initial` key that stands beside them. */
export function topLevelStates(definition: Definition): (readonly [string, StateDefinition])[] {
  return Object.entries(definition.states).filter(
    (entry): entry is [string, StateDefinition] => typeof entry[1] !== 'string',
  );
}

/** One transition or several, as a list in the order in which they are tried. */
export function transitionsOf(to: Transition | readonly Transition[]): readonly Transition[] {
  return Array.isArray(to) ? (to as readonly Transition[]) : [to as Transition];
}

/** A transition in its long form. */
export function guardedTarget(to: Transition): GuardedTarget {
  return typeof to === 'string' ? { target: to } : to;
}

/** The provisions of a basis as a list. */
export function basisList(basis: Basis | undefined): readonly string[] {
  if (basis === undefined) return [];
  return typeof basis === 'string' ? [basis] : basis;
}
