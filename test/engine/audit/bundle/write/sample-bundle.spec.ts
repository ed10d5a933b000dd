import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { crc32 } from 'node:zlib';
import { BUNDLE_FILE, inBundleOrder } from '../../../../../src/engine/audit/bundle/write/bundle-files.js';
import { inScopeOrder } from '../../../../../src/engine/audit/bundle/write/bundle-lines.js';
import {
  BundleTooLarge,
  storedZip,
  storedZipSize,
} from '../../../../../src/engine/audit/bundle/write/stored-zip.js';
import { canonicalJson } from '../../../../../src/engine/audit/canonical-form.js';
import { parseCheckpoint } from '../../../../../src/engine/audit/log/checkpoint.js';
import { parseNote, verifyNote } from '../../../../../src/engine/audit/log/signed-note.js';
import { parsePolicy } from '../../../../../src/engine/audit/log/trust-policy.js';
import { provesConsistency, provesInclusion } from '../../../../../src/engine/audit/log/verify-proof.js';
import { leafHash } from '../../../../../src/engine/audit/log/tree-hash.js';
import { verifyStream } from '../../../../../src/engine/audit/verify-stream.js';
import { utf8 } from '../../../../../src/engine/audit/utf8.js';
import { nodeHash } from '../../../../../src/outside/crypto/node-hash.js';
import { checkSignature, sha256Bytes } from '../../../../../src/outside/crypto/note-keys.js';
import { bufferSource } from '../../../../../src/outside/zip/byte-source.js';
import { wholeContentOf } from '../../../../../src/outside/zip/zip-content.js';
import { readZipDirectory } from '../../../../../src/outside/zip/zip-directory.js';
import { rebuilt, sampleBundle, withManifests, zipped } from '../../../../support/evidence/sample-bundle.js';
import { sampleLog, SUITES } from '../../../../support/evidence/sample-log.js';

const log = sampleLog();
const files = sampleBundle(log);
const text = (name: string): string => Buffer.from(files.get(name) as Uint8Array).toString();
const lines = <T>(name: string): T[] =>
  text(name)
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as T);
const bytes = (base64: string): Uint8Array => Buffer.from(base64, 'base64');

describe('the container', () => {
  it('is a ZIP that others read, entry by entry, and of the size that was announced', async () => {
    const zip = Buffer.from(zipped(files));
    const source = bufferSource(zip);
    const directory = await readZipDirectory(source, { entries: 100, unpacked: zip.length, ratio: 1 });
    expect(directory.map(({ name }) => name)).toEqual([...files.keys()].map((name) => `evidence/${name}`));
    for (const entry of directory)
      expect(
        Buffer.compare(
          await wholeContentOf(source, entry),
          files.get(entry.name.slice('evidence/'.length)) as Uint8Array,
        ),
      ).toBe(0);
    const sizes = [...files].map(([name, content]) => ({
      ...{ name: `evidence/${name}`, size: content.length, crc32: 0 },
    }));
    expect(storedZipSize(sizes)).toBe(zip.length);
  });

  it('is written byte by byte as the format says', () => {
    const content = Buffer.from('hi');
    const entry = { name: 'a/b', size: 2, crc32: crc32(content) };
    const pieces = [...storedZip([entry])].map((piece) => (piece instanceof Uint8Array ? piece : content));
    const crc = Buffer.alloc(4);
    crc.writeUInt32LE(entry.crc32);
    const common = `0a0000080000000021 00${crc.toString('hex')}02000000 02000000 0300 0000`;
    const name = Buffer.from('a/b').toString('hex');
    const local = `504b0304 ${common} ${name}`;
    const central = `504b0102 0a00 ${common} 0000 0000 0000 00000000 00000000 ${name}`;
    const end = '504b0506 0000 0000 0100 0100 31000000 23000000 0000';
    const expected = `${local} ${content.toString('hex')} ${central} ${end}`.replaceAll(' ', '');
    expect(Buffer.concat(pieces).toString('hex')).toBe(expected);
  });

  it('refuses what it cannot hold before it writes anything', () => {
    const many = Array.from({ length: 65_535 }, (_, n) => ({ name: `f${n}`, size: 0, crc32: 0 }));
    expect(() => storedZip(many).next()).toThrow(BundleTooLarge);
    const huge = [{ name: 'f', size: 0xffff_ffff, crc32: 0 }];
    expect(() => storedZip(huge).next()).toThrow(BundleTooLarge);
  });

  it('has one order, whatever order the files came in', () => {
    const named = [...files.keys()].map((name) => ({ name }));
    fc.assert(
      fc.property(fc.shuffledSubarray(named, { minLength: named.length }), (shuffled) => {
        expect(inBundleOrder(shuffled)).toEqual(named);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the sample bundle', () => {
  it('is the same for the same seed, but for SM2 signatures, and another for another', () => {
    const sealed = ([...map]: Iterable<[string, Uint8Array]>): string[] =>
      map
        .filter(([name]) => !/sm3\.note$|manifest|data\/anchors\/|bag-info/.test(name))
        .map(([name, content]) => `${name} ${nodeHash.sha256(content)}`);
    expect(sealed(sampleBundle(sampleLog()))).toEqual(sealed(files));
    expect(sealed(sampleBundle(sampleLog({ seed: 2 })))).not.toEqual(sealed(files));
    expect(Buffer.compare(rebuilt(files), zipped(files))).toBe(0);
    expect([...withManifests(files).keys()]).toEqual([...files.keys()]);
  });

  it('has records that chain, and a line for each of their parts', () => {
    const { streams } = JSON.parse(text(BUNDLE_FILE.scope)) as {
      streams: { stream: string; first: number; last: number; role: 'subject' }[];
    };
    expect(inScopeOrder(streams)).toEqual(streams);
    const records = text(BUNDLE_FILE.records).split('\n').slice(0, -1);
    const subject = records.slice(0, 16).map((line) => ({ text: line }));
    expect(verifyStream(subject, nodeHash).findings).toEqual([]);
    const parts = lines<{ stream: string; seq: number; name: string }>(BUNDLE_FILE.parts);
    const expected = records
      .map((line) => JSON.parse(line) as { stream: string; seq: number; parts: object })
      .flatMap(({ stream, seq, parts: named }) =>
        Object.keys(named)
          .sort()
          .map((name) => `${stream} ${seq} ${name}`),
      );
    expect(parts.map(({ stream, seq, name }) => `${stream} ${seq} ${name}`)).toEqual(expected);
  });

  it.each(['sha256', 'sm3'] as const)('is proven by the notes of %s', (suite) => {
    const parsed = parsePolicy(log.policy, sha256Bytes);
    if (!parsed.ok) throw new Error(parsed.problem);
    const { policy } = parsed;
    const checkpointOf = (name: string) => {
      const note = parseNote(text(name));
      const verdict = note && verifyNote(note, [...policy.logs, ...policy.witnesses], checkSignature);
      if (!note || !verdict || !('signedBy' in verdict)) throw new Error('forged');
      const signers = verdict.signedBy.map(({ key }) => key);
      expect(signers.some((key) => policy.logs.includes(key))).toBe(true);
      if (suite === 'sha256') expect(policy.isQuorum(signers)).toBe(true);
      const { size, root } = parseCheckpoint(note.text) as { size: bigint; root: Uint8Array };
      return { size, root };
    };
    const asOf = checkpointOf(`data/checkpoint/${suite}.note`);
    const proofs = lines<{ index: number; path: string[] }>(`data/proofs/${suite}.jsonl`);
    const records = text(BUNDLE_FILE.records).split('\n').slice(0, -1);
    expect(proofs).toHaveLength(records.length);
    for (const [at, { index, path }] of proofs.entries()) {
      const leaf = leafHash(SUITES[suite], utf8(records[at] as string));
      const claim = { index: BigInt(index), leaf, ...asOf };
      expect(provesInclusion(claim, path.map(bytes), SUITES[suite])).toBe(true);
    }
    for (const anchor of lines<{ size: number; sha256: string[]; sm3: string[] }>(BUNDLE_FILE.anchors)) {
      const older = checkpointOf(`data/anchors/${anchor.size}/${suite}.note`);
      expect(provesConsistency(older, asOf, anchor[suite].map(bytes), SUITES[suite])).toBe(true);
    }
    for (const head of lines<Head>(BUNDLE_FILE.heads)) {
      const record = JSON.parse(records[head.record] as string) as {
        data: { heads: { root: Record<string, string>; streams: number } };
      };
      const { root, streams } = record.data.heads;
      const claim = {
        ...{ index: BigInt(head.index), size: BigInt(streams) },
        ...{ leaf: leafHash(SUITES[suite], utf8(canonicalJson(head.leaf))) },
        ...{ root: Buffer.from(root[suite] as string, 'hex') },
      };
      expect(provesInclusion(claim, head[suite].map(bytes), SUITES[suite])).toBe(true);
    }
  });
});

interface Head {
  readonly index: number;
  readonly leaf: object;
  readonly record: number;
  readonly sha256: string[];
  readonly sm3: string[];
}
