import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { BundleReport } from '../../src/engine/audit/bundle/verify/bundle-report.js';
import { filesInMemory, nodeTools } from '../../src/verifier/node-tools.js';
import { verifyBundle } from '../../src/engine/audit/bundle/verify/verify-bundle.js';
import { verifyFile } from '../../src/verifier/verify-file.js';
import { bundle, log } from '../support/evidence/bundle-edits.js';
import { policyIn } from '../support/evidence/edited-bundle.js';
import { rebuilt, sampleBundle, zipped } from '../support/evidence/sample-bundle.js';

const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
const path = join(folder, 'bundle.zip');
const zip = Buffer.from(zipped(bundle));
afterAll(() => rmSync(folder, { recursive: true }));

function verified(bytes: Uint8Array, suites: readonly ('sha256' | 'sm3')[] = ['sha256']): BundleReport {
  writeFileSync(path, bytes);
  return verifyFile({ path, policy: log.policy, suites });
}

/** The same numbers at each run, spread over everything. */
function* places(count: number, below: number): Generator<number> {
  let state = 42;
  for (let n = 0; n < count; n++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    yield (state >>> 1) % below;
  }
}

/** Bytes of the structure: everything that is no content. */
function structure(): number[] {
  const offsets: number[] = [];
  let at = 0;
  for (const [name, bytes] of bundle) {
    const header = 30 + `evidence/${name}`.length;
    for (let n = 0; n < header; n++) offsets.push(at + n);
    at += header + bytes.length;
  }
  for (; at < zip.length; at++) offsets.push(at);
  return offsets;
}

function flipped(bit: number): Buffer {
  const bytes = Buffer.from(zip);
  bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
  return bytes;
}

describe('a container', () => {
  it('is proven as it was written', () => {
    expect(verified(zip, ['sha256', 'sm3'])).toMatchObject({ exitCode: 0, violations: [] });
  });

  it('is unreadable with any bit of its structure flipped; a sum that differs is an alteration', () => {
    const offsets = structure();
    for (const at of places(1900, offsets.length)) {
      const { exitCode, violations } = verified(flipped((offsets[at] as number) * 8 + (at % 8)));
      // Both headers hold the sum of the bytes: flipped in one alone, they are not what is written.
      expect([offsets[at], exitCode, violations[0]?.code]).toEqual([offsets[at], 4, 'container-malformed']);
    }
  });

  it('is altered with any bit of its contents flipped', () => {
    const isStructure = new Set(structure());
    for (const bit of places(100, zip.length * 8)) {
      if (isStructure.has(bit >> 3)) continue;
      const { exitCode, violations } = verified(flipped(bit));
      expect([bit, exitCode]).toEqual([bit, 1]);
      expect(violations[0]?.code).toBe('crc-differs');
    }
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a text', Buffer.from('no bundle at all, but long enough to be looked at')],
    ['a byte behind the end', Buffer.concat([zip, Buffer.from([0])])],
    ['a byte in front', Buffer.concat([Buffer.from([0]), zip])],
    ['half of it', zip.subarray(0, zip.length >> 1)],
    ['all but the last byte', zip.subarray(0, -1)],
    ['files in another order', zipped(new Map([...bundle].toReversed()))],
    ['a name with ..', zipped(new Map([...bundle, ['../x', Buffer.from('x')]]))],
    ['names that differ in case', zipped(new Map([...bundle, ['BAGIT.txt', Buffer.from('x')]]))],
    ['an absolute name', zipped(new Map([...bundle, ['//x', Buffer.from('x')]]))],
  ])('is unreadable: %s', (_, bytes) => {
    const { exitCode, violations, proven } = verified(bytes);
    expect([exitCode, violations.map(({ code }) => code), proven]).toEqual([4, ['container-malformed'], []]);
  });

  it('is unreadable when there is none', () => {
    expect(verifyFile({ path: join(folder, 'nowhere.zip') }).exitCode).toBe(4);
  });

  it('tells apart contents that were handed over beside it', () => {
    const [sha256 = ''] = [...log.contents.keys()];
    const apart = rebuilt(sampleBundle(log, { apart: [sha256] }));
    writeFileSync(path, apart);
    const verify = (): BundleReport => verifyFile({ path, policy: log.policy, folder });
    const codes = (report: BundleReport): readonly string[] => report.notProven.map(({ code }) => code);
    expect(codes(verify())).toContain('files-unseen');
    writeFileSync(join(folder, sha256), log.contents.get(sha256) as Uint8Array);
    expect([verify().exitCode, codes(verify()).includes('files-unseen')]).toEqual([0, false]);
    writeFileSync(join(folder, sha256), 'another');
    expect(verify().violations.map(({ code }) => code)).toEqual(['content-differs']);
  });

  it('that cannot be read to its end is unreadable, and nothing is said to be proven', () => {
    const files = filesInMemory(bundle);
    const broken = {
      ...files,
      *read(name: string) {
        yield* files.read(name);
        if (name === 'data/parts.jsonl') throw new Error('input/output error');
      },
    };
    const options = { suites: ['sha256'] as const, policy: policyIn(log.policy) };
    const report = verifyBundle(broken, nodeTools([]), options);
    expect([report.exitCode, report.proven]).toEqual([4, []]);
    expect(report.violations.map(({ code }) => code)).toEqual(['not-readable']);
  });
});
