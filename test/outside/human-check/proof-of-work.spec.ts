import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Instant } from '../../../src/engine/clock/time.js';
import { proofOfWork, workOf, zeroBits } from '../../../src/outside/human-check/proof-of-work.js';

const KEY = randomBytes(32);
const BITS = 8;
const START = Date.parse('2026-09-28T01:00:00.000Z');

const at = (minutes: number) => (): Instant => new Date(START + minutes * 60_000).toISOString() as Instant;
const check = proofOfWork(KEY, BITS, at(0));

/** What a browser does: counts until the digest begins with enough zeros. */
function solved(challenge: string, wish: string, bits = BITS): string {
  let counter = 0;
  while (zeroBits(workOf(challenge, wish, String(counter))) < bits) counter += 1;
  return `${challenge}:${counter}`;
}

describe('proof of work', () => {
  it('passes with the work done, in any process with the same key, until it ends', () => {
    const { challenge, bits, validUntil } = check.challenge();
    expect({ bits, validUntil }).toEqual({ bits: BITS, validUntil: '2026-09-28T03:00:00.000Z' });
    const answer = solved(challenge, 'key-1');
    expect(check.passes(answer, 'key-1')).toBe(true);
    expect(proofOfWork(KEY, BITS, at(120)).passes(answer, 'key-1')).toBe(true);
    expect(proofOfWork(KEY, BITS, at(121)).passes(answer, 'key-1')).toBe(false);
    expect(proofOfWork(randomBytes(32), BITS, at(0)).passes(answer, 'key-1')).toBe(false);
  });

  it('lets one comment pass for one piece of work, whatever the key of the comment', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 60 }), (wish) => {
        const { challenge } = check.challenge();
        const answer = solved(challenge, wish);
        const others = Array.from({ length: 200 }, (_, n) => check.passes(answer, `${wish}-${n}`));
        return check.passes(answer, wish) && others.filter((passed) => passed).length < 20;
      }),
      { numRuns: 30 },
    );
  });

  it('does not pass without work, nor with a challenge that somebody made or changed himself', () => {
    const { challenge } = check.challenge();
    let lazy = 0;
    while (zeroBits(workOf(challenge, 'k', String(lazy))) >= BITS) lazy += 1;
    expect(check.passes(`${challenge}:${lazy}`, 'k')).toBe(false);
    const easier = challenge.replace(/^v1\.8/, 'v1.0');
    const later = challenge.replace(/^(v1\.8\.)\d+/, '$19999999999');
    for (const forged of [easier, later]) expect(check.passes(solved(forged, 'k'), 'k')).toBe(false);
  });

  it('asks what it asks now of a challenge that it gave when it asked less', () => {
    const { challenge } = proofOfWork(KEY, 1, at(0)).challenge();
    let counter = 0;
    while (zeroBits(workOf(challenge, 'k', String(counter))) !== 1) counter += 1;
    expect(check.passes(`${challenge}:${counter}`, 'k')).toBe(false);
    expect(check.passes(solved(challenge, 'k'), 'k')).toBe(true);
  });

  it('passes no hostile answer and throws at none', () => {
    expect(check.passes(undefined, 'k')).toBe(false);
    const { challenge } = check.challenge();
    const near = fc.constantFrom(
      challenge,
      `${challenge}:`,
      `${challenge}:-1`,
      `${challenge}:1e3`,
      ':',
      '::1',
    );
    fc.assert(fc.property(fc.oneof(fc.string(), near), (answer) => !check.passes(answer, 'k')));
  });

  it('counts zero bits as they stand in the digest', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 32 }), (bytes) => {
        const text = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
        return zeroBits(Buffer.from(bytes)) === (/^0*/.exec(text)?.[0].length ?? 0);
      }),
    );
  });
});
