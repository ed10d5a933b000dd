import { describe, expect, it } from '@jest/globals';
import { loadProcedureFile } from '../../src/cli/law-files.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';

/** Overlays that add steps: their paths are others than those of the procedure, and are explored to the end. */
const WITH_STEPS = ['golmud', 'guanghan', 'shanghai'] as const;

describe('what the law demands on every path', () => {
  it.each(WITH_STEPS)(
    'is proved with the steps that %s adds, and what the local rule demands beside it',
    (jurisdiction) => {
      const path = `workflows/overlays/${jurisdiction}/major-decision.yaml`;
      const loaded = loadProcedureFile(path, 'workflows/fragments', nodeHash);
      expect(loaded.ok ? [] : loaded.problems).toEqual([]);
      if (!loaded.ok) return;
      const { properties = {} } = loaded.compiled.definition;
      expect(loaded.certificate?.properties.toSorted()).toEqual(Object.keys(properties).toSorted());
    },
    60_000,
  );
});
