import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DerFault, readDer } from '../../../../src/engine/audit/stamp/der.js';
import { readStampAnswer, stampRequest } from '../../../../src/engine/audit/stamp/request.js';
import { stampText } from '../../../../src/engine/audit/stamp/stamp-text.js';
import { readToken } from '../../../../src/engine/audit/stamp/token.js';
import { verifyStamp } from '../../../../src/engine/audit/stamp/verify-stamp.js';
import { der, derInteger, derOid } from '../../../../src/engine/audit/stamp/write-der.js';
import { certificatesIn, nodeStampCrypto } from '../../../../src/outside/stamps/node-stamp-crypto.js';

/** Tokens by OpenSSL 3.0: `DUECOURSE_WRITE_VECTORS=1 npm run test:foreign` makes them anew. */
const file = (name: string): Uint8Array =>
  Uint8Array.from(readFileSync(new URL(`../vectors/stamps/${name}`, import.meta.url)));
const rootOf = (keys: string): Uint8Array =>
  certificatesIn(Buffer.from(file(`${keys}-root.pem`)).toString())[0] as Uint8Array;
const trusting = (keys: string) => nodeStampCrypto([rootOf(keys)]);
const TEXT = 'duecourse-stamp/v1\nwhat is stamped\n';

const GOOD = ['rsa-sha256', 'rsa-sm3', 'p256-sha256', 'p256-sm3', 'p256-middle', 'sm2-sm3'];
const keysOf = (name: string): string => name.split('-')[0] as string;

describe('time stamps of a foreign authority', () => {
  it.each(GOOD)('%s fits its text, and leads to its root alone', (name) => {
    const token = file(`${name}.tsr`);
    const verdict = verifyStamp(token, TEXT, trusting(keysOf(name)));
    expect(verdict).toMatchObject({
      ok: true,
      chain: 'trusted',
      signer: expect.stringContaining('O=测试机构'),
    });
    const stranger = trusting(keysOf(name) === 'rsa' ? 'p256' : 'rsa');
    expect(verifyStamp(token, TEXT, stranger)).toEqual({ ...verdict, chain: 'untrusted' });
    expect(verifyStamp(token, `${TEXT} `, trusting(keysOf(name)))).toEqual({
      ...{ ok: false, problem: 'the imprint is of something else' },
    });
  });

  it.each([
    ['p256-mailer', 'the certificate is not for time stamping alone'],
    ['p256-both', 'the certificate is not for time stamping alone'],
    ['p256-casual', 'the certificate is not for time stamping alone'],
    ['p256-any', 'the certificate is not for time stamping alone'],
    ['p256-early', 'the certificate was not valid at the time of the stamp'],
    ['p256-late', 'the certificate was not valid at the time of the stamp'],
  ])('%s is refused', (name, problem) => {
    expect(verifyStamp(file(`${name}.tsr`), TEXT, trusting('p256'))).toEqual({ ok: false, problem });
  });

  // RSA makes it twice as long: every third bit reaches each octet.
  it.each([
    ['rsa-sm3', 3],
    ['p256-sha256', 1],
    ['sm2-sm3', 1],
  ])('no bit of %s may change', (name, step) => {
    const token = file(`${name}.tsr`);
    const crypto = trusting(keysOf(name));
    const accepted: number[] = [];
    for (let bit = 0; bit < token.length * 8; bit += step) {
      flip(token, bit);
      if (verifyStamp(token, TEXT, crypto).ok) accepted.push(bit);
      flip(token, bit);
    }
    expect(accepted).toEqual([]);
  });

  it('with an authority between: only the certificates of others may change, and then nobody is trusted', () => {
    const token = file('p256-middle.tsr');
    const crypto = trusting('p256');
    const others = readToken(token).certificates.filter(
      ({ subjectText }) => !subjectText.endsWith('CN=below'),
    );
    const ranges = others.map(({ whole }) => [whole.byteOffset, whole.byteOffset + whole.length] as const);
    expect(ranges).toHaveLength(1);
    // Every seventh bit reaches each octet, and each place in one.
    for (let bit = 0; bit < token.length * 8; bit += 7) {
      flip(token, bit);
      const verdict = verifyStamp(token, TEXT, crypto);
      expect(verdict).not.toMatchObject({ chain: 'trusted' });
      const isOther = ranges.some(([from, to]) => bit >= from * 8 && bit < to * 8);
      if (verdict.ok) expect(isOther).toBe(true);
      flip(token, bit);
    }
  });

  it('is never read with bytes left over, cut off, or out of noise, and no error gets out', () => {
    const token = file('p256-sha256.tsr');
    const crypto = trusting('p256');
    for (let length = 0; length < token.length; length++)
      expect(verifyStamp(token.subarray(0, length), TEXT, crypto).ok).toBe(false);
    expect(verifyStamp(Buffer.concat([token, Buffer.of(0)]), TEXT, crypto).ok).toBe(false);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(token.length), (noise, at) => {
        const changed = Buffer.concat([token.subarray(0, at), noise, token.subarray(at + noise.length)]);
        const same = Buffer.compare(changed, Buffer.from(token)) === 0;
        expect(verifyStamp(changed, TEXT, crypto).ok).toBe(same);
      }),
      { numRuns: 500 },
    );
  });
});

describe('DER', () => {
  it.each([
    ['a length without end', '30800000'],
    ['a length that could be shorter', '308103020101'],
    ['a length with a zero before', '3082000302010130'],
    ['bytes after the end', '020101ff'],
    ['an integer that could be shorter', '02020001'],
    ['a negative integer that could be shorter', '0202ff80'],
    ['an integer without content', '0200'],
    ['a boolean that is neither', '010101'],
    ['a null with content', '050100'],
    ['a string in pieces', '240404020000'],
    ['a high tag', '1f8101'],
    ['a member that is longer than what it is in', '3003020201'],
    ['no bytes', ''],
    ['a sequence that says to be primitive', '1000'],
  ])('%s is none', (_, hex) => {
    expect(() => readDer(Buffer.from(hex, 'hex'))).toThrow(DerFault);
  });

  it('has its levels bounded', () => {
    let value = der(0x30);
    for (let level = 0; level < 31; level++) value = der(0x30, value);
    expect(() => readDer(value)).not.toThrow();
    expect(() => readDer(der(0x30, der(0x30, value)))).toThrow(DerFault);
  });

  it('is written in its one form', () => {
    expect(Buffer.from(derInteger(Uint8Array.of(0, 0, 0x80))).toString('hex')).toBe('02020080');
    expect(Buffer.from(derOid('1.2.156.10197.1.401')).toString('hex')).toBe('06082a811ccf55018311');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70_000 }), (content) => {
        expect(Buffer.from(readDer(der(0x04, content)).content).equals(Buffer.from(content))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

describe('asking for a time stamp', () => {
  const request = {
    imprint: { digest: 'sha256', value: new Uint8Array(32).fill(7) },
    nonce: Uint8Array.of(0x80, 1, 2, 3, 4, 5, 6, 7),
  } as const;

  it('is a request of version 1 that wants the certificates', () => {
    expect(Buffer.from(stampRequest(request)).toString('hex')).toBe(
      `3044020101${'3031300d060960864801650304020105000420'}${'07'.repeat(32)}02090080010203040506070101ff`,
    );
  });

  it('has no answer in a refusal, in another stamp, or in noise', () => {
    const status = (value: number) => der(0x30, der(0x30, derInteger(Uint8Array.of(value))));
    expect(readStampAnswer(status(2), request)).toEqual({
      ...{ ok: false, problem: 'the authority refuses with status 2' },
    });
    const other = der(0x30, der(0x30, derInteger(Uint8Array.of(0))), file('p256-sha256.tsr'));
    expect(readStampAnswer(other, request)).toEqual({ ok: false, problem: 'the answer has another nonce' });
    expect(readStampAnswer(status(0), request).ok).toBe(false);
    expect(readStampAnswer(Buffer.from('<html>'), request).ok).toBe(false);
  });

  it('stamps the texts of both notes', () => {
    expect(stampText({ sha256: 'a\n1\nx\n', sm3: 'a/sm3\n1\ny\n' })).toBe(
      'duecourse-stamp/v1\na\n1\nx\na/sm3\n1\ny\n',
    );
  });
});

function flip(bytes: Uint8Array, bit: number): void {
  bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
}
