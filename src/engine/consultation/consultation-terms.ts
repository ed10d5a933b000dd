import type { Text } from '../law/definition-words.js';
import type { RefusalCode, Unmet } from '../case/refusal.js';
import type { CivilDate } from '../clock/time.js';

/** Stands for the provisions that the definition gives for the consultation: see `withProvisions`. */
const PROVISIONS = '@consultation';

/** A decision that names the definition's provisions where it rests on them. */
export function withProvisions<Decision extends AnyDecision>(
  basis: readonly string[],
  decision: Decision,
): Decision {
  const named = (all: readonly string[]): readonly string[] =>
    all.flatMap((one) => (one === PROVISIONS ? basis : [one]));
  if (!decision.refused) return { ...decision, basis: named(decision.basis) };
  return { ...decision, unmet: decision.unmet.map((one) => ({ ...one, basis: named(one.basis) })) };
}

type AnyDecision =
  | { readonly refused: false; readonly basis: readonly string[] }
  | { readonly refused: true; readonly unmet: readonly Unmet[] };

/** What every event of a consultation rests on. */
export const DEFINED: readonly string[] = [PROVISIONS];

/** Who does something in office, as his event says it. */
export interface InOffice {
  readonly post: string;
  readonly power: {
    readonly policies: readonly string[];
    readonly unit?: string;
    readonly onBehalfOf?: string;
    readonly substitution?: string;
  };
}

/** When, and by whom. */
export interface Doing {
  readonly on: CivilDate;
  /** Absent: one of the public. */
  readonly by?: InOffice;
}

/** One thing that stands against it. */
export function unmet(
  code: RefusalCode,
  say: Exclude<Text, string>,
  more: Partial<Pick<Unmet, 'at' | 'earliestPossible' | 'basis'>> = {},
): Unmet {
  return { code, basis: DEFINED, say, ...more };
}
