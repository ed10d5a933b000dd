import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadProcedureFile } from '../../src/cli/law-files.js';
import { readScenario } from '../../src/cli/scenario-file.js';
import type { Scenario } from '../../src/engine/case/scenario/scenario.js';
import type { Definition, StateDefinition } from '../../src/engine/law/definition.js';
import type { CompiledProcedure } from '../../src/engine/statechart/compiled-procedure.js';
import type { Loaded } from '../../src/engine/statechart/load-procedure.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { once } from '../support/once.js';

/** Folder of the procedure under test. */
export const DECISION = 'workflows/national/major-decision';

/** Loads the major decision with its fragments; `prove` explores every path as publication does. */
export function loadDecision(options: { readonly prove: boolean }): Loaded {
  return loadProcedureFile(join(DECISION, 'procedure.yaml'), 'workflows/fragments', nodeHash, options);
}

/** The major decision ready to step, without the proof of its properties. */
export const compiledDecision = once((): CompiledProcedure => {
  const loaded = loadDecision({ prove: false });
  if (!loaded.ok)
    throw new Error(loaded.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return loaded.compiled;
});

/** Every worked decision, by file name. */
export const workedDecisions = once((): readonly Scenario[] => {
  const folder = join(DECISION, 'scenarios');
  return readdirSync(folder)
    .toSorted()
    .map((name) => readScenario(join(folder, name), readFileSync(join(folder, name), 'utf8')));
});

/** Every state of a definition, as `drafting.forming.units`. */
export function statePaths({ states }: Definition): readonly string[] {
  const below = (path: string, state: StateDefinition): string[] => [
    path,
    ...Object.entries(state.states ?? {}).flatMap(([name, child]) => below(`${path}.${name}`, child)),
  ];
  return Object.entries(states).flatMap(([name, state]) =>
    typeof state === 'string' ? [] : below(name, state),
  );
}
