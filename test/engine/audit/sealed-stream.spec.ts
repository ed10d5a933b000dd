import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../../../src/engine/audit/canonical-form.js';
import { leafDigest } from '../../../src/engine/audit/digest.js';
import type { SealedRecord } from '../../../src/engine/audit/record.js';
import { type RecordDraft, RecordTooLarge, sealRecord } from '../../../src/engine/audit/seal-record.js';
import { type KeptRecord, STREAM_START, verifyStream } from '../../../src/engine/audit/verify-stream.js';
import type { Instant } from '../../../src/engine/clock/time.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';

const draft = (n: number, data: Record<string, unknown> = { n }): RecordDraft => ({
  log: 'audit.example/log',
  id: `0198c0de-0000-7000-8000-${String(n).padStart(12, '0')}`,
  type: 'case.received',
  occurredAt: '2026-09-28T04:00:00.000Z' as Instant,
  recordedAt: `2026-09-28T04:00:0${n % 10}.000Z` as Instant,
  engine: '0.1.0',
  data,
});

function seal(count: number): SealedRecord[] {
  const sealed: SealedRecord[] = [];
  let salt = 0;
  for (let seq = 0; seq < count; seq++) {
    const head = { stream: 'case-1', seq, leaf: sealed.at(-1)?.leaf ?? null };
    const parts = { 'applicant.name': '刘某', 'input.reason': { text: '申请许可' } };
    sealed.push(sealRecord(draft(seq), head, parts, nodeHash, () => String(salt++).padStart(64, '0')));
  }
  return sealed;
}

const kept = (sealed: SealedRecord, seq: number): KeptRecord => ({
  text: sealed.text,
  seq,
  leaf: sealed.leaf,
  parts: sealed.parts,
});

const codes = (records: readonly KeptRecord[]): readonly string[] =>
  verifyStream(records, nodeHash).findings.map((finding) => finding.code);

describe('sealing', () => {
  it('puts only digests of the parts into the record', () => {
    const [first] = seal(1);
    expect(first?.text).not.toContain('刘某');
    expect(Object.keys(first?.record.parts ?? {})).toEqual(['applicant.name', 'input.reason']);
    expect(first?.text).toBe(canonicalJson(first?.record));
    expect(first?.leaf).toEqual(leafDigest(first?.text ?? '', nodeHash));
  });

  it('refuses a record beyond 64 KiB, and counts bytes rather than characters', () => {
    const head = { stream: 's', seq: 0, leaf: null };
    const salt = () => '0'.repeat(64);
    const sealLong = (length: number) => () =>
      sealRecord(draft(0, { long: '字'.repeat(length) }), head, {}, nodeHash, salt);
    expect(sealLong(21_000)).not.toThrow();
    expect(sealLong(22_000)).toThrow(RecordTooLarge);
  });

  it('refuses a head that fits no stream, a malformed instant and a strange part name', () => {
    const salt = () => '0'.repeat(64);
    const head = { stream: 's', seq: 0, leaf: null };
    expect(() => sealRecord(draft(0), { ...head, seq: 1 }, {}, nodeHash, salt)).toThrow('no previous');
    const early = { ...draft(0), recordedAt: '2026-09-28T04:00:00Z' as Instant };
    expect(() => sealRecord(early, head, {}, nodeHash, salt)).toThrow('24 characters');
    expect(() => sealRecord(draft(0), head, { 'a\nb': 1 }, nodeHash, salt)).toThrow('no name for a part');
  });
});

describe('verifying a stream', () => {
  const sealed = seal(4);
  const untouched = sealed.map(kept);

  it('finds nothing in an untouched stream, whole or piece by piece', () => {
    expect(codes(untouched)).toEqual([]);
    const first = verifyStream(untouched.slice(0, 3), nodeHash, STREAM_START);
    const rest = verifyStream(untouched.slice(3), nodeHash, first.position);
    expect([...first.findings, ...rest.findings]).toEqual([]);
    expect(rest.position).toMatchObject({ seq: 4, leaf: sealed[3]?.leaf });
  });

  it('finds a flipped bit in any byte of any record', () => {
    fc.assert(
      fc.property(fc.nat(3), fc.nat(), fc.integer({ min: 0, max: 6 }), (which, where, bit) => {
        const text = sealed[which]?.text ?? '';
        const bytes = Buffer.from(text);
        const place = where % bytes.length;
        bytes[place] = (bytes[place] as number) ^ (1 << bit);
        const altered = untouched.map((one, i) =>
          i === which ? { ...one, text: bytes.toString('latin1') } : one,
        );
        expect(codes(altered)).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('finds a flipped bit even when the stored leaf was made to fit', () => {
    const text = (sealed[1]?.text ?? '').replace('case.received', 'case.Received');
    const altered = untouched.map((one, i) =>
      i === 1 ? { ...one, text, leaf: leafDigest(text, nodeHash) } : one,
    );
    expect(codes(altered)).toEqual(['wrong-prev']);
  });

  it('finds a record left out, doubled or moved', () => {
    const [a, b, c, d] = untouched as [KeptRecord, KeptRecord, KeptRecord, KeptRecord];
    expect(codes([a, c, d])).toContain('wrong-prev');
    expect(codes([b, c, d])).toContain('wrong-seq');
    expect(codes([a, b, b, c])).toContain('wrong-prev');
    expect(codes([a, c, b, d])).toContain('wrong-seq');
  });

  it('finds altered, missing and smuggled parts', () => {
    const parts = sealed[0]?.parts ?? [];
    const withParts = (changed: KeptRecord['parts']) => codes([{ ...kept(sealed[0]!, 0), parts: changed! }]);
    expect(withParts(parts.map((part) => ({ ...part, value: '"王某"' })))).toEqual([
      'part-altered',
      'part-altered',
    ]);
    expect(withParts(parts.map((part) => ({ ...part, salt: 'x' })))).toEqual([
      'part-altered',
      'part-altered',
    ]);
    expect(withParts(parts.slice(1))).toEqual(['part-missing']);
    expect(withParts([...parts, { name: 'toString', salt: '0'.repeat(64), value: '1' }])).toEqual([
      'part-unreferenced',
    ]);
  });

  it('finds a text that is not JSON, not canonical, malformed, of another stream or log', () => {
    const first = sealed[0]!;
    const reseal = (record: unknown) => canonicalJson(record);
    expect(codes([{ text: '{' }])).toEqual(['not-json']);
    expect(codes([{ text: ` ${first.text}` }])).toEqual(['not-canonical']);
    expect(codes([{ text: first.text.replace('"n":0', '"n":0.5') }])).toEqual(['not-canonical']);
    expect(codes([{ text: reseal({ ...first.record, v: 2 }) }])).toEqual(['malformed']);
    expect(codes([{ text: reseal({ ...first.record, prev: { sha256: '', sm3: '' } }) }])).toEqual([
      'malformed',
    ]);
    const second = sealed[1]!.record;
    const follow = (change: object) => codes([untouched[0]!, { text: reseal({ ...second, ...change }) }]);
    expect(follow({ stream: 'case-2' })).toEqual(['wrong-stream']);
    expect(follow({ log: 'other' })).toEqual(['wrong-log']);
    expect(follow({ recordedAt: '2026-09-27T00:00:00.000Z' })).toEqual(['time-backwards']);
    expect(follow({ data: { long: 'x'.repeat(70_000) } })).toEqual(['too-large']);
  });
});
