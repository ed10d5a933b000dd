import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildPorts, type Composition } from '../../../src/app.module.js';
import type { Instant } from '../../../src/engine/clock/time.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { seedInstallation, type SeedStore } from '../../../src/outside/seed/seed-installation.js';
import { readTokenFile } from '../../../src/outside/seed/token-file.js';
import { loadSettings } from '../../../src/outside/settings/load-settings.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';

describe('seeding an empty installation with what ships', () => {
  let folder: string;
  let database: TestDatabase;
  let composition: Composition;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'duecourse-seed-'));
    database = await createTestDatabase();
    const settings = loadSettings({ DUECOURSE_MODE: 'simulated' });
    const simulatedStart = '2026-09-28T01:00:00.000Z' as Instant;
    const installation = { ...settings.installation, simulatedStart };
    composition = await buildPorts(database.url, { ...settings, installation }, () => undefined);
  });
  afterAll(async () => {
    await composition.store.close();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const store = (issue = true): SeedStore => ({
    ports: composition.ports,
    documents: composition.store.documents,
    issueToken: (hash, person) =>
      issue ? composition.store.directory.issueToken(hash, person) : Promise.reject(new Error('killed')),
  });
  const files = () => ({ ...loadSettings({}).seed, tokens: join(folder, 'data', 'tokens.json') });

  it('interrupted and run again, it ends with one of each and with tokens that work', async () => {
    await expect(seedInstallation(store(false), files())).rejects.toThrow('killed');
    const written = readTokenFile(files().tokens);
    const tokens = await seedInstallation(store(), files());
    expect(tokens).toEqual(written);
    expect(statSync(files().tokens).mode & 0o777).toBe(0o600);

    const { queries, directory } = composition.store;
    expect((await queries.versions()).map(({ procedure }) => procedure)).toEqual(['administrative-licence']);
    expect(new Set((await queries.calendarVersions()).map(({ year }) => year)).size).toBe(13);
    for (const { token, person, posts } of tokens ?? []) {
      expect(await directory.byTokenHash(nodeHash.sha256(token))).toMatchObject({ person, posts });
    }
    const stored = JSON.stringify(await database.owner.query('select * from credentials'));
    for (const { token } of tokens ?? []) expect(stored).not.toContain(token);
    // Publication proves the shipped procedure, twice here.
  }, 120_000);

  it('is done once: a second start changes nothing', async () => {
    const before = readFileSync(files().tokens, 'utf8');
    expect(await seedInstallation(store(), files())).toBeUndefined();
    expect(readFileSync(files().tokens, 'utf8')).toBe(before);
  });

  it('refuses a damaged token file instead of writing over it', () => {
    const path = join(folder, 'damaged.json');
    writeFileSync(path, '{"not": "a list"}');
    expect(() => readTokenFile(path)).toThrow(/not a token file/);
  });
});
