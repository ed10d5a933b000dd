import type { CaseState } from '../case/case-state.js';
import type { ActDefinition, FactValue } from '../law/definition.js';
import type { CompiledProcedure } from '../statechart/compiled-procedure.js';
import { staysFalse, type PlanAssumptions } from './assumptions.js';
import { plainValues } from './possible-values.js';

/**
 * Facts of which it is certain that they have the supposed value whenever there is a case: they have it where planning begins,
 * or from the act that opens the case, and whatever sets them gives them that value.
 */
export function settledFacts(
  { definition, initialFacts }: Pick<CompiledProcedure, 'definition' | 'initialFacts'>,
  state: CaseState | null,
  assumptions: PlanAssumptions,
): Readonly<Record<string, FactValue>> {
  const { acts, clocks } = definition;
  const gives = (fact: string, source: FactValue, value: FactValue, cause: Cause): boolean => {
    const values = typeof source === 'string' ? plainValues(source, fact, cause, assumptions) : [source];
    return values?.every((one) => one === value) === true;
  };
  const certain = Object.entries(assumptions.facts ?? {}).filter(([fact, value]) => {
    const setting = Object.entries(acts).flatMap(([name, act]) => {
      const source = act.sets?.[fact];
      return source === undefined ? [] : [{ act, as: gives(fact, source, value, { name, act }) }];
    });
    const lapsing = Object.values(clocks).flatMap(({ onLapse }) => {
      const source = onLapse?.sets?.[fact];
      return source === undefined ? [] : [gives(fact, source, value, { name: '' })];
    });
    const opening = Object.values(acts).filter(({ opens }) => opens === true);
    const atFirst =
      (state?.facts ?? initialFacts)[fact] === value ||
      (state === null && opening.every((act) => setting.some((one) => one.act === act)));
    return atFirst && setting.every(({ as }) => as) && lapsing.every(Boolean);
  });
  return { ...Object.fromEntries(certain), ...staysFalse(assumptions, state?.facts ?? initialFacts) };
}

interface Cause {
  readonly name: string;
  readonly act?: ActDefinition;
}
