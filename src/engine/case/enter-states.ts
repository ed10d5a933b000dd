import type { ChartEffect, CompiledProcedure } from '../statechart/compiled-procedure.js';
import type { CaseState, StateValue } from './case-state.js';
import { guardScope, type ScopeSource } from './feel-scope.js';

/** Where the statechart stands after an event, and what entering and leaving states means. */
export interface Entered {
  readonly value: StateValue;
  readonly changed: boolean;
  readonly effects: readonly ChartEffect[];
  readonly outcome?: string;
  readonly basis: readonly string[];
}

/**
 * Takes the statechart's step for an event, with guards reading the facts after it. Without a state the initial
 * configuration is entered, and the opening act's own transition taken where there is one.
 *
 * @returns undefined when no transition is enabled.
 */
export function enter(
  procedure: CompiledProcedure,
  state: Pick<CaseState, 'value'> | null,
  after: ScopeSource,
  event: string,
): Entered | undefined {
  const scope = guardScope(procedure.definition, after);
  if (state) {
    const step = procedure.step(state.value, scope, event);
    return step && { ...step, changed: !sameValue(step.value, state.value) };
  }
  const first = procedure.initial(scope);
  if (!procedure.listens(first.value).includes(event)) return { ...first, changed: true };
  const second = procedure.step(first.value, scope, event);
  if (!second) return { ...first, changed: true };
  return {
    ...second,
    changed: true,
    effects: [...first.effects, ...second.effects],
    basis: [...first.basis, ...second.basis],
  };
}

function sameValue(a: StateValue, b: StateValue): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => {
      const left = a[name];
      const right = b[name];
      return left !== undefined && right !== undefined && sameValue(left, right);
    })
  );
}
