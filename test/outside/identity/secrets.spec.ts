import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Instant } from '../../../src/engine/clock/time.js';
import { argon2Passwords, hashPassword } from '../../../src/outside/identity/argon2-passwords.js';
import { newActivationCode, systemSecrets } from '../../../src/outside/identity/secrets.js';
import { newTotpSecret, totpCode, totpCodes, totpUri } from '../../../src/outside/identity/totp.js';

const at = (seconds: number): Instant => new Date(seconds * 1_000).toISOString() as Instant;

describe('passwords', () => {
  it('are hashed by argon2id with 19 MiB and two passes, each time with another salt', async () => {
    const [one, two] = [await hashPassword('seven quiet herons'), await hashPassword('seven quiet herons')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
  });

  it('are verified, and nothing fits a text that is no hash, nor nobody’s hash', async () => {
    const passwords = await argon2Passwords();
    const hash = await passwords.hash('七只安静的鹭');
    expect(await passwords.verify(hash, '七只安静的鹭')).toBe(true);
    expect(await passwords.verify(hash, '七只安静的鹤')).toBe(false);
    expect(await passwords.verify('no hash', 'x')).toBe(false);
    expect(await passwords.verify(passwords.nobodys, '')).toBe(false);
    expect(await passwords.verify(hash, 'nul\u0000')).toBe(false);
  });

  it('are hashed beside the main thread', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await Promise.all(Array.from({ length: 8 }, () => hashPassword('seven quiet herons')));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });
});

describe('one-time codes', () => {
  // RFC 6238 appendix B, SHA-1, the last six of eight digits; the secret is "12345678901234567890" in Base32.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
  ])('are those of RFC 6238 at %i', (seconds, code) => {
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    expect(totpCode(secret, at(seconds))).toBe(code);
    expect(totpCodes.stepOf(secret, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it('are taken one step early or late, and tell which step they are of', () => {
    const secret = newTotpSecret();
    fc.assert(
      fc.property(fc.integer({ min: 100_000, max: 4_000_000_000 }), (seconds) => {
        const step = Math.floor(seconds / 30);
        for (const shift of [-1, 0, 1]) {
          const code = totpCode(secret, at(seconds + shift * 30));
          const found = totpCodes.stepOf(secret, code, at(seconds));
          // Two steps have the same six digits once in a million; either is right then.
          expect(found).toBeGreaterThanOrEqual(step - 1);
          expect(found).toBeLessThanOrEqual(step + 1);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('are refused two steps away, and in any other form', () => {
    const secret = newTotpSecret();
    const now = 1_790_000_000;
    const near = [-1, 0, 1].map((shift) => totpCode(secret, at(now + shift * 30)));
    for (const shift of [-90, -60, 60, 90, 3_600]) {
      const code = totpCode(secret, at(now + shift));
      if (!near.includes(code)) expect(totpCodes.stepOf(secret, code, at(now))).toBeUndefined();
    }
    const right = totpCode(secret, at(now));
    for (const code of [
      '',
      '12345',
      `${right}0`,
      ` ${right}`,
      'abcdef',
      '１２３４５６',
      '-12345',
      '1e5',
      '123 456',
    ]) {
      expect(totpCodes.stepOf(secret, code, at(now))).toBeUndefined();
    }
  });

  it('have secrets of 160 bits and an address for authenticator apps', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const uri = new URL(totpUri('zhang.san', secret));
    expect(uri.protocol).toBe('otpauth:');
    expect(decodeURIComponent(uri.pathname)).toContain('zhang.san');
    expect(uri.searchParams.get('secret')).toBe(secret);
    expect(uri.searchParams.get('issuer')).toBe('正程 DueCourse');
  });
});

describe('random secrets', () => {
  it('have 256 bits, and activation codes are readable', () => {
    const tokens = new Set(Array.from({ length: 1_000 }, () => systemSecrets.token()));
    expect(tokens.size).toBe(1_000);
    for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(newActivationCode()).toMatch(/^([A-HJ-NP-Z2-9]{5}-){3}[A-HJ-NP-Z2-9]{5}$/);
  });

  it('give derived values that differ by purpose and by secret', () => {
    const values = ['a', 'b'].flatMap((secret) => ['x', 'y'].map((use) => systemSecrets.derive(secret, use)));
    expect(new Set(values).size).toBe(4);
    expect(systemSecrets.derive('a', 'x')).toBe(values[0]);
    for (const value of values) expect(value).toMatch(/^[\w-]{43}$/);
  });
});
