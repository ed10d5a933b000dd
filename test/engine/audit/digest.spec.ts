import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { documentDigest, leafDigest, partDigest, sameDigest } from '../../../src/engine/audit/digest.js';
import { utf8, utf8Length } from '../../../src/engine/audit/utf8.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';

const both = (bytes: Uint8Array) => ({
  sha256: createHash('sha256').update(bytes).digest('hex'),
  sm3: createHash('sm3').update(bytes).digest('hex'),
});

describe('digests', () => {
  it('hashes by the published vectors of FIPS 180-4 and GB/T 32905', () => {
    expect(nodeHash.sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(nodeHash.sm3('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
  });

  it('gives the leaf of the empty entry that RFC 6962 publishes', () => {
    expect(leafDigest('', nodeHash).sha256).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
  });

  it('prefixes a leaf with the byte 0x00 and a document with its own words', () => {
    const text = '{"事由":"许可"}';
    expect(leafDigest(text, nodeHash)).toEqual(both(Buffer.concat([Buffer.from([0]), Buffer.from(text)])));
    expect(documentDigest(text, nodeHash)).toEqual(both(Buffer.from(`def/v1\n${text}`)));
  });

  it('salts a part with raw bytes', () => {
    const salt = 'ff00'.repeat(16);
    const expected = Buffer.concat([
      Buffer.from('audit-part/v1\napplicant.name\n'),
      Buffer.from(salt, 'hex'),
      Buffer.from('"张三😀"'),
    ]);
    expect(partDigest('applicant.name', salt, '"张三😀"', nodeHash)).toEqual(both(expected));
    expect(() => partDigest('a', 'FF', '1', nodeHash)).toThrow('32 bytes');
  });

  it('compares under both suites', () => {
    const one = both(Buffer.from('1'));
    expect(sameDigest(one, { ...one })).toBe(true);
    expect(sameDigest(one, { ...one, sm3: one.sha256 })).toBe(false);
    expect(sameDigest(one, null)).toBe(false);
    expect(sameDigest(null, undefined)).toBe(true);
  });

  it('encodes text as every other UTF-8 encoder does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!/\p{Surrogate}/u.test(text));
        expect(Buffer.from(utf8(text)).equals(Buffer.from(text))).toBe(true);
        expect(utf8Length(text)).toBe(Buffer.byteLength(text));
      }),
    );
  });
});
