import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkVault, sealingVault, VaultError, vaultKey } from '../../../src/outside/identity/vault.js';

describe('the vault', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'duecourse-vault-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const vault = sealingVault(Buffer.alloc(32, 1));

  it('gives back what it sealed, at the same place, never with the same text twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (secret, place) => {
        const sealed = vault.seal(secret, place);
        expect(vault.open(sealed, place)).toBe(Buffer.from(secret, 'utf8').toString('utf8'));
        expect(vault.seal(secret, place)).not.toBe(sealed);
        expect(() => vault.open(sealed, `${place}x`)).toThrow(VaultError);
      }),
    );
  });

  it('opens nothing that was altered, cut, or sealed under another key', () => {
    const sealed = vault.seal('JBSWY3DPEHPK3PXP', 'account');
    for (let i = 0; i < sealed.length; i++) {
      const other = sealed[i] === 'A' ? 'B' : 'A';
      const altered = sealed.slice(0, i) + other + sealed.slice(i + 1);
      let opened: string | undefined;
      try {
        opened = vault.open(altered, 'account');
      } catch (problem) {
        expect(problem).toBeInstanceOf(VaultError);
      }
      // The last character of unpadded base64url may carry bits that mean nothing.
      expect(opened === undefined || opened === 'JBSWY3DPEHPK3PXP').toBe(true);
    }
    expect(() => sealingVault(Buffer.alloc(32, 2)).open(sealed, 'account')).toThrow('another key');
    for (const text of ['', 'v1', 'v2.a.b.c', sealed.slice(0, 40), `${sealed}.x`.replace('v1', 'v9')]) {
      expect(() => vault.open(text, 'account')).toThrow(VaultError);
    }
  });

  it('has its key in a file that is made once, for its owner alone', () => {
    const file = join(folder, 'deep', 'identity.key');
    const key = vaultKey(file);
    expect(key).toHaveLength(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(vaultKey(file)).toEqual(key);
    expect(readdirSync(join(folder, 'deep'))).toEqual(['identity.key']);
    expect(readFileSync(file, 'utf8').trim()).toBe(key.toString('hex'));
  });

  it('refuses a key that others may read, and a file that holds none', () => {
    const file = join(folder, 'open.key');
    vaultKey(file);
    chmodSync(file, 0o640);
    expect(() => vaultKey(file)).toThrow(/others may read this key; run: chmod 600/);
    const short = join(folder, 'short.key');
    writeFileSync(short, 'abc', { mode: 0o600 });
    expect(() => vaultKey(short)).toThrow(/64 hexadecimal digits/);
  });

  it('sees at the start whether the key belongs to the database', async () => {
    const sealed = vault.seal('secret', 'account-1');
    const accounts = { anySealed: () => Promise.resolve({ account: 'account-1', sealed }) };
    await checkVault(accounts, vault, 'identity.key');
    await checkVault({ anySealed: () => Promise.resolve(undefined) }, vault, 'identity.key');
    const other = sealingVault(Buffer.alloc(32, 3));
    await expect(checkVault(accounts, other, 'identity.key')).rejects.toThrow(
      /identity\.key does not fit this database/,
    );
  });
});
