import { describe, expect, it } from '@jest/globals';
import { loadProcedureFile } from '../../../src/cli/law-files.js';
import { problemLine } from '../../../src/engine/law/problem.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';

const MAIN = 'workflows/national/administrative-licence/procedure.yaml';

describe('the procedure that ships', () => {
  it('loads and is proved without a finding', () => {
    const loaded = loadProcedureFile(MAIN, 'workflows/fragments', nodeHash);
    const problems = loaded.ok ? loaded.warnings : loaded.problems;
    expect(problems.map(problemLine)).toEqual([]);
    if (!loaded.ok) throw new Error('the procedure does not load');
    const { properties } = loaded.compiled.definition;
    expect([...(loaded.certificate?.properties ?? [])].sort()).toEqual(Object.keys(properties ?? {}).sort());
  }, 60_000);
});
