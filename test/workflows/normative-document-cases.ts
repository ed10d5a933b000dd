import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadProcedureFile } from '../../src/cli/law-files.js';
import { readScenario } from '../../src/cli/scenario-file.js';
import type { Scenario } from '../../src/engine/case/scenario/scenario.js';
import type { CompiledProcedure } from '../../src/engine/statechart/compiled-procedure.js';
import type { Loaded } from '../../src/engine/statechart/load-procedure.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { once } from '../support/once.js';

/** Folder of the procedure under test. */
export const NORMATIVE_DOCUMENT = 'workflows/national/normative-document';

/** Loads the procedure; `prove` explores every path as publication does. */
export function loadNormativeDocument(options: { readonly prove: boolean }): Loaded {
  return loadProcedureFile(
    join(NORMATIVE_DOCUMENT, 'procedure.yaml'),
    'workflows/fragments',
    nodeHash,
    options,
  );
}

/** The procedure ready to step, without the proof of its properties. */
export const compiledNormativeDocument = once((): CompiledProcedure => {
  const loaded = loadNormativeDocument({ prove: false });
  if (!loaded.ok)
    throw new Error(loaded.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return loaded.compiled;
});

/** Every worked case of the procedure, by file name. */
export const workedDocuments = once((): readonly Scenario[] => {
  const folder = join(NORMATIVE_DOCUMENT, 'scenarios');
  return readdirSync(folder)
    .toSorted()
    .map((name) => readScenario(join(folder, name), readFileSync(join(folder, name), 'utf8')));
});
