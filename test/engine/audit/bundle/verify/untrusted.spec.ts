import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCanonical, readWhole } from '../../../../../src/engine/audit/bundle/verify/bundle-text.js';
import { linesOf } from '../../../../../src/engine/audit/bundle/verify/read-lines.js';
import { bundle, log } from '../../../../support/evidence/bundle-edits.js';
import { judged } from '../../../../support/evidence/edited-bundle.js';
import { withManifests } from '../../../../support/evidence/sample-bundle.js';

describe('canonical JSON', () => {
  it.each([
    ...['{"a":1,"a":1}', '{"b":1,"a":1}', '{ "a":1}', '{"a":1}\n', '\ufeff{}', '', '{'],
    ...['9007199254740992', '9007199254740993', '1e2', '1.0', '1.5', '-0', '01', 'NaN'],
    ...['"\\u0041"', '"\\ud800"', '"e\u0301"', '"\\/"', '[1,]', "{'a':1}"],
    '['.repeat(100_000) + ']'.repeat(100_000),
  ])('refuses another spelling: %#', (text) => {
    expect(parseCanonical(text)).toBeUndefined();
  });

  it.each(['9007199254740991', '{"10":1,"9":2}', '{"__proto__":1}', '"<\\u0001>"', 'null'])(
    'takes %s',
    (text) => {
      expect(parseCanonical(text)).toBeDefined();
    },
  );
});

/** Pieces as they come from a disk: in one buffer, each over the one before. */
function* reused(chunks: readonly Uint8Array[]): Generator<Uint8Array> {
  const buffer = Buffer.alloc(Math.max(0, ...chunks.map(({ length }) => length)));
  for (const chunk of chunks) {
    buffer.set(chunk);
    yield buffer.subarray(0, chunk.length);
  }
}

describe('lines of a file', () => {
  it('are the same however the bytes come', () => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 12, max: 12 }), { maxLength: 12 });
    fc.assert(
      fc.property(pieces, fc.integer({ min: 0, max: 8 }), (chunks, most) => {
        const whole = Buffer.concat(chunks);
        const read = (all: readonly Uint8Array[]): unknown[] =>
          // A line is valid until the next one is asked for.
          Array.from(linesOf(reused(all), most), (line) =>
            'bytes' in line ? Buffer.from(line.bytes).toString('hex') : line.problem,
          );
        expect(read(chunks)).toEqual(read([whole]));
        expect(read([whole])).toHaveLength(
          whole.toString('latin1').replace(/\n$/, '').split('\n').length - (whole.length === 0 ? 1 : 0),
        );
      }),
    );
  });
});

describe('a small file', () => {
  it('is read whole out of one buffer, or not at all', () => {
    const pieces = ['abc', 'd', 'efgh'].map((text) => Buffer.from(text));
    expect(Buffer.from(readWhole(reused(pieces), 8) ?? []).toString()).toBe('abcdefgh');
    expect(readWhole(reused(pieces), 7)).toBeUndefined();
  });
});

describe('a bundle of a stranger', () => {
  const names = [...bundle.keys()].filter((name) => !name.startsWith('data/report/'));
  const splice = fc.record({
    name: fc.constantFrom(...names),
    from: fc.nat(),
    drop: fc.nat({ max: 40 }),
    insert: fc.oneof(
      fc.uint8Array({ maxLength: 20 }),
      fc
        .constantFrom('\n', '{}', '[]', '"', '-1', '1e999', '[[[[', 'null\n', '\u0000')
        .map((text) => Buffer.from(text)),
    ),
    rebuild: fc.boolean(),
  });

  it('never breaks the verifier, and never passes when it was changed', () => {
    fc.assert(
      fc.property(splice, ({ name, from, drop, insert, rebuild }) => {
        const bytes = Buffer.from(bundle.get(name) as Uint8Array);
        const at = from % (bytes.length + 1);
        const edited = Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + drop)]);
        const files = new Map([...bundle, [name, edited]]);
        // Rebuilding the manifests undoes an edit of a manifest.
        // No quorum is asked of anchors: a witness's line there may be gone, or by a key that nobody knows, and proves nothing.
        const isCosigned = /^data\/anchors\/.*\/sha256\.note$/.test(name);
        const isUndone = rebuild && (isCosigned || !name.startsWith('data/'));
        const { exitCode, violations } = judged(rebuild ? withManifests(files) : files, log.policy);
        expect(violations.map(({ code }) => code)).not.toContain('not-readable');
        if (!edited.equals(bytes) && !isUndone) expect(exitCode).not.toBe(0);
      }),
      { numRuns: 120 },
    );
  });
});
