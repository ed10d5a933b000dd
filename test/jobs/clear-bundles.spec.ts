import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clearBundles } from '../../src/jobs/clear-bundles.js';
import { BundleFolder } from '../../src/outside/evidence/bundle-folder.js';

const HOUR = 60 * 60;

describe('clearing away bundles of evidence', () => {
  let folder: string;
  const told: object[] = [];
  const log = { info: (fields: object) => told.push(fields), error: (fields: object) => told.push(fields) };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'shelf-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const aged = (name: string, seconds: number): string => {
    const at = Date.now() / 1000 - seconds;
    utimesSync(join(folder, name), at, at);
    return name;
  };

  it('removes what lay there for its hour, and drafts of processes that died, without another export', async () => {
    const [old, young] = ['a', 'b'].map((digit) => digit.repeat(64));
    for (const manifest of [old, young]) writeFileSync(join(folder, `${manifest}.zip`), 'bundle');
    mkdirSync(join(folder, 'dead.draft'));
    writeFileSync(join(folder, 'dead.draft', '0'), 'records');
    aged(`${old}.zip`, HOUR + 1);
    aged('dead.draft', HOUR + 1);
    const kept = aged(`${young}.zip`, HOUR - 60);
    const clear = clearBundles(new BundleFolder(folder), log);
    await clear();
    expect(readdirSync(folder)).toEqual([kept]);
    expect(told).toEqual([{ bundles: 2 }]);
    await clear();
    expect(told).toHaveLength(1);
  });

  it('has nothing to do where nobody ever asked for evidence, and makes no folder for it', async () => {
    const none = join(folder, 'none');
    await clearBundles(new BundleFolder(none), log)();
    expect(existsSync(none)).toBe(false);
    expect(told).toHaveLength(1);
  });
});
