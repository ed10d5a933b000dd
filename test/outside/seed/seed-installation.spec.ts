import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { totpCode } from '../../../src/outside/identity/totp.js';
import { readAccountFile } from '../../../src/outside/seed/account-file.js';
import { seedInstallation } from '../../../src/outside/seed/seed-installation.js';
import type { Vault } from '../../../src/usecases/identity/identity-ports.js';
import { signIn } from '../../../src/usecases/identity/sign-in.js';
import { whoIs } from '../../../src/usecases/identity/who-is.js';
import { FirstStart } from '../../support/first-start.js';
import type { TestDatabase } from '../../support/test-database.js';

/** Everything that the database holds of people and their accounts. */
async function stored({ owner }: TestDatabase): Promise<string> {
  const tables = ['accounts', 'sessions', 'records', 'record_parts'];
  const rows = await Promise.all(tables.map((table) => owner.query(`select * from ${table}`)));
  return JSON.stringify(rows);
}

describe('seeding an empty installation with what ships', () => {
  let first: FirstStart;
  beforeAll(async () => {
    first = await FirstStart.over('simulated');
  });
  afterAll(() => first.end());

  it('interrupted and run again, it ends with one of each and with accounts that everybody can open', async () => {
    const { ports, identity, store } = first.composition;
    let opened = 0;
    const { vault } = identity;
    const killed: Vault = {
      open: (sealed, place) => vault.open(sealed, place),
      seal: (secret, place) => {
        opened += 1;
        if (opened > 20) throw new Error('killed');
        return vault.seal(secret, place);
      },
    };
    const interrupted = seedInstallation({ ports, identity: { ...identity, vault: killed } }, first.files());
    await expect(interrupted).rejects.toThrow('killed');
    const written = readAccountFile(first.files().accounts);
    const accounts = await seedInstallation(first.composition, first.files());
    expect(accounts).toEqual(written);
    expect(statSync(first.files().accounts).mode & 0o777).toBe(0o600);

    expect((await store.queries.versions()).map(({ procedure }) => procedure).toSorted()).toEqual([
      'administrative-licence',
      'major-decision',
      'normative-document',
    ]);
    expect(new Set((await store.queries.calendarVersions()).map(({ year }) => year)).size).toBe(13);
    // Publication proves what ships.
  }, 180_000);

  it('everybody signs in with password and one-time code, and by the token', async () => {
    const { identity } = first.composition;
    const accounts = readAccountFile(first.files().accounts);
    expect(accounts.length).toBeGreaterThan(60);
    const failed: string[] = [];
    for (const { person, account, name, password = '', totpSecret = '', token = '' } of accounts) {
      const totp = totpCode(totpSecret, identity.wallClock());
      const request = {
        account,
        password,
        totp,
        kind: 'command' as const,
        address: `192.0.2.${failed.length}`,
      };
      const answer = await signIn(identity)(request);
      const known = await whoIs(identity)(token, 'header');
      if (answer.outcome !== 'signedIn' || known?.person !== person || known.name !== name)
        failed.push(person);
    }
    expect(failed).toEqual([]);
  }, 120_000);

  it('keeps no secret anywhere but in that file', async () => {
    const held = await stored(first.database);
    for (const { password = '?', totpSecret = '?', token = '?' } of readAccountFile(first.files().accounts)) {
      expect([password, totpSecret, token].filter((secret) => held.includes(secret))).toEqual([]);
    }
  });

  it('is done once: a second start changes nothing', async () => {
    const before = readFileSync(first.files().accounts, 'utf8');
    expect(await seedInstallation(first.composition, first.files())).toBeUndefined();
    expect(readFileSync(first.files().accounts, 'utf8')).toBe(before);
  });

  it('refuses a damaged file of accounts instead of writing over it', () => {
    const path = join(first.folder, 'damaged.json');
    writeFileSync(path, '{"not": "a list"}');
    expect(() => readAccountFile(path)).toThrow(/not a file of accounts/);
  });
});

describe('seeding an organisation of real people', () => {
  let first: FirstStart;
  beforeAll(async () => {
    first = await FirstStart.over('real');
  });
  afterAll(() => first.end());

  it('opens accounts for the three administrators alone, each by a one-time activation code', async () => {
    const real = join(first.folder, 'organisation.yaml');
    writeFileSync(real, readFileSync('config/city.yaml', 'utf8').replace('invented: true\n', ''));
    const accounts = (await seedInstallation(first.composition, first.files(real))) ?? [];
    expect(accounts.map(({ person, administrator }) => [person, administrator])).toEqual([
      ['o-901', 'system'],
      ['o-902', 'security'],
      ['o-903', 'audit'],
    ]);
    for (const entry of accounts) {
      expect(entry).not.toHaveProperty('password');
      expect(entry).not.toHaveProperty('token');
      expect(entry.activation).toMatch(/^(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}$/);
    }
    const held = await stored(first.database);
    expect(accounts.filter(({ activation = '?' }) => held.includes(activation))).toEqual([]);
    expect(await first.database.owner.query('select 1 from accounts')).toHaveLength(3);
  }, 120_000);
});
