import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { loadProcedureFile } from '../../src/cli/law-files.js';
import { overlayChain } from '../../src/cli/overlay-files.js';
import { readScenario } from '../../src/cli/scenario-file.js';
import type { Scenario } from '../../src/engine/case/scenario/scenario.js';
import type { Definition } from '../../src/engine/law/definition.js';
import type { CompiledProcedure } from '../../src/engine/statechart/compiled-procedure.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { once } from '../support/once.js';

const FOLDER = 'workflows/overlays';
const FRAGMENTS = 'workflows/fragments';

/** An overlay that ships, with the definition that it makes and the one that it was laid over. */
export interface ShippedOverlay {
  /** Its place in the library: `overlays/golmud/major-decision`. */
  readonly place: string;
  readonly jurisdiction: string;
  readonly compiled: CompiledProcedure;
  readonly under: Definition;
  readonly cases: readonly Scenario[];
}

/** Every overlay that ships with its worked cases; the example of a refused one is none. */
export const shippedOverlays = once((): readonly ShippedOverlay[] => {
  return readdirSync(FOLDER)
    .filter((jurisdiction) => jurisdiction !== 'refused-example')
    .flatMap((jurisdiction) =>
      readdirSync(join(FOLDER, jurisdiction))
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => overlayAt(jurisdiction, basename(name, '.yaml'))),
    );
});

function overlayAt(jurisdiction: string, procedure: string): ShippedOverlay {
  const place = `overlays/${jurisdiction}/${procedure}`;
  const file = join(FOLDER, jurisdiction, `${procedure}.yaml`);
  const below = overlayChain(file).overlays.at(-2) ?? overlayChain(file).procedure;
  const cases = overlayScenarios(jurisdiction).filter((scenario) => scenario.procedure === place);
  return { place, jurisdiction, compiled: compiled(file), under: compiled(below).definition, cases };
}

/** Every worked case of a jurisdiction, by file name. */
export function overlayScenarios(jurisdiction: string): readonly Scenario[] {
  const folder = join(FOLDER, jurisdiction, 'scenarios');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .toSorted()
    .map((name) => readScenario(join(folder, name), readFileSync(join(folder, name), 'utf8')));
}

const known = new Map<string, CompiledProcedure>();

function compiled(file: string): CompiledProcedure {
  const found = known.get(file);
  if (found) return found;
  const loaded = loadProcedureFile(file, FRAGMENTS, nodeHash, { prove: false });
  if (!loaded.ok)
    throw new Error(loaded.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  known.set(file, loaded.compiled);
  return loaded.compiled;
}
