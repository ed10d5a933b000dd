import type { Basis } from '../law/definition.js';

/** The provisions of a `basis` as a list, in the order written. */
export function basisList(basis: Basis | undefined): readonly string[] {
  if (basis === undefined) return [];
  return typeof basis === 'string' ? [basis] : basis;
}

/** Several bases as one list without repetition. */
export function joinBasis(...bases: readonly (Basis | undefined)[]): readonly string[] {
  return [...new Set(bases.flatMap(basisList))];
}
