import type { ActDefinition, Text } from '../law/definition.js';

/** One thing wrong with an act's input. */
export interface InputProblem {
  /** JSON pointer into the input. */
  readonly at: string;
  readonly say: Text;
}

/**
 * Checks an act's input against the JSON Schema that the act declares (every property required unless `optional`,
 * nothing undeclared). Handed to the engine so that a full validator can stand behind it. Must be deterministic.
 */
export type InputCheck = (
  act: Pick<ActDefinition, 'input'>,
  input: Readonly<Record<string, unknown>>,
) => readonly InputProblem[];
