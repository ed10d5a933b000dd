import { describe, expect, it } from '@jest/globals';
import type { Definition } from '../../../src/engine/law/definition.js';
import { explore } from '../../../src/engine/statechart/explore.js';
import { compileProcedure } from '../../../src/engine/statechart/compile.js';
import { Oracle } from '../../../src/engine/statechart/oracle.js';
import { loadProcedureFile } from '../../../src/cli/law-files.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';

/** So many configurations, spread over all, are stepped from by XState itself. */
const SAMPLE = 30;

function shipped(name: string): Definition {
  const path = `workflows/national/${name}/procedure.yaml`;
  const loaded = loadProcedureFile(path, 'workflows/fragments', nodeHash, { prove: false });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.compiled.definition;
}

/** Where XState says that an event leads, and the clocks that start, whatever guards do that nothing settles. */
function stepping(definition: Definition) {
  const oracle = new Oracle();
  const procedure = compileProcedure(definition, { sha256: '', sm3: '' }, (when) => oracle.holds(when));
  return (value: Parameters<typeof procedure.step>[0], event: string): string[] => {
    const found: string[] = [];
    oracle.begin({});
    do {
      const step = procedure.step(value, {}, event);
      if (!step) continue;
      const started = step.effects.flatMap((one) => (one.type === 'clock.start' ? [one.clock] : []));
      found.push(JSON.stringify([step.value, started]));
    } while (oracle.next());
    return found;
  };
}

describe('exploring a part of the chart at a time', () => {
  it.each(['administrative-licence', 'major-decision', 'normative-document'])(
    'finds of %s what XState finds in the whole chart',
    (name) => {
      const definition = shipped(name);
      const { configurations, passages } = explore(definition, [], 8000);
      const outcomes = stepping(definition);
      const every = Math.max(1, Math.floor(configurations.length / SAMPLE));
      let compared = 0;
      for (const { index, value, ended } of configurations) {
        if (index % every !== 0 || ended) continue;
        const leaving = passages.filter(({ from, clock }) => from === index && clock === undefined);
        for (const event of new Set(leaving.map((one) => one.event))) {
          const found = leaving.filter((one) => one.event === event);
          const landed = found.map(({ to, started }) => JSON.stringify([configurations[to]?.value, started]));
          expect(new Set(landed)).toEqual(new Set(outcomes(value, event)));
          compared += 1;
        }
      }
      expect(compared).toBeGreaterThan(SAMPLE);
    },
  );
});
