import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { REDACTION, redactionsOf } from '../../../src/engine/audit/redaction.js';
import type { RecordDraft } from '../../../src/engine/audit/seal-record.js';
import { sealRecord } from '../../../src/engine/audit/seal-record.js';
import type { SealedRecord } from '../../../src/engine/audit/record.js';
import { STREAM_START, verifyStream } from '../../../src/engine/audit/verify-stream.js';
import type { Instant } from '../../../src/engine/clock/time.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';

const redacting = (seq: number, redaction: unknown, type = REDACTION) => ({ seq, type, data: { redaction } });

describe('what redaction records erased', () => {
  it('is what they name, by the first that does', () => {
    const found = redactionsOf([
      redacting(3, { parts: [{ seq: 0, name: 'subject' }], files: ['aa'], ground: 'ordered' }),
      redacting(5, { parts: [{ seq: 0, name: 'subject' }], files: ['aa', 'bb'], ground: 'unlawful' }),
    ]);
    expect(found.part(0, 'subject')).toEqual({ seq: 3, ground: 'ordered' });
    expect(found.file('aa')).toEqual({ seq: 3, ground: 'ordered' });
    expect(found.file('bb')).toEqual({ seq: 5, ground: 'unlawful' });
    expect(found.part(1, 'subject')).toBeUndefined();
  });

  it('is nothing that is recorded later, nor by a record of another type', () => {
    const parts = [
      { seq: 3, name: 'a' },
      { seq: 4, name: 'a' },
    ];
    expect(redactionsOf([redacting(3, { parts })]).part(3, 'a')).toBeUndefined();
    expect(redactionsOf([redacting(3, { parts })]).part(4, 'a')).toBeUndefined();
    expect(redactionsOf([redacting(9, { parts }, 'case.opened')]).part(3, 'a')).toBeUndefined();
  });

  it('never fails, whatever the records hold', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), fc.jsonValue())), (records) => {
        const found = redactionsOf(records.map(([seq, redaction]) => redacting(seq, redaction)));
        expect(found.part(0, 'no such part')).toBeUndefined();
      }),
    );
  });
});

describe('a stream with erased parts', () => {
  const at = '2026-09-28T01:00:00.000Z' as Instant;
  const draft: RecordDraft = {
    ...{ log: 'test.example/log', id: 'x', type: 'case.opened', occurredAt: at, recordedAt: at },
    ...{ engine: 'test', data: {} },
  };
  const seal = (seq: number, before: SealedRecord | null, more: object, parts: object): SealedRecord =>
    sealRecord(
      { ...draft, ...more },
      { stream: 's', seq, leaf: before?.leaf ?? null },
      { ...parts },
      nodeHash,
      () => '11'.repeat(32),
    );
  const first = seal(0, null, {}, { subject: '甲', name: '乙' });
  const redaction = { parts: [{ seq: 0, name: 'name' }], files: [], ground: 'ordered' };
  const second = seal(1, first, { type: REDACTION, data: { redaction } }, {});
  const erased = redactionsOf([second.record]);
  const kept = (...names: readonly string[]) => [
    { text: first.text, parts: first.parts.filter(({ name }) => names.includes(name)) },
    { text: second.text, parts: [] },
  ];
  const codes = (names: readonly string[], redactions?: typeof erased) =>
    verifyStream(kept(...names), nodeHash, STREAM_START, redactions).findings.map(({ code }) => code);

  it('is whole without them', () => expect(codes(['subject'], erased)).toEqual([]));
  it('misses a part that no record erased', () => expect(codes([], erased)).toEqual(['part-missing']));
  it('must not keep what a record erased', () =>
    expect(codes(['subject', 'name'], erased)).toEqual(['part-not-erased']));
  it('misses every part when nothing was erased', () => expect(codes(['subject'])).toEqual(['part-missing']));
});
