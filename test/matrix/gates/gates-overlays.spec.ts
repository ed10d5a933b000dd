import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { withoutGuards, withoutLapses, withoutRequirements } from './gate-mutants.js';
import { load, PROCEDURES, shipped, survivors } from './gate-survivors.js';

/** Every overlay that is not there to be refused, with the procedure that it lies on. */
const OVERLAYS = readdirSync('workflows/overlays')
  .filter((jurisdiction) => jurisdiction !== 'refused-example')
  .flatMap((jurisdiction) =>
    PROCEDURES.map((procedure) => [jurisdiction, procedure] as const).filter(([, procedure]) =>
      existsSync(join('workflows/overlays', jurisdiction, `${procedure}.yaml`)),
    ),
  );

describe('what a local rule adds', () => {
  it.each(OVERLAYS)(
    '%s of %s is not lost unnoticed',
    (jurisdiction, procedure) => {
      const definition = load(join('workflows/overlays', jurisdiction, `${procedure}.yaml`));
      const above = shipped(procedure);
      const mutants = [
        ...withoutRequirements(definition, above),
        ...withoutLapses(definition, above),
        ...withoutGuards(definition, above),
      ];
      expect(mutants.length).toBeGreaterThan(0);
      expect(survivors(mutants, definition)).toEqual([]);
    },
    60_000,
  );
});
