import { describe, expect, it } from '@jest/globals';
import { RELEASE, RESTRICTION } from '../../../src/engine/audit/restriction.js';
import type { LedgerRecord } from '../../../src/engine/audit/record.js';
import { foldStream } from '../../../src/engine/conformance/judged-stream.js';
import type { HistoryRecord } from '../../../src/engine/replay/history.js';
import { replayStrict, strictReplay } from '../../../src/engine/replay/replay-strict.js';
import type { JudgedRecord } from '../../../src/engine/replay/verdict.js';
import { recordedHistory } from '../../support/recorded-history.js';
import { notTheSame } from './told-apart.js';

const recorded = recordedHistory('major-decision-beside');
const streams = recorded.beside?.streams ?? [];

/** The records with two more: content of the first was restricted, and released again. */
function withContentRecords(records: readonly HistoryRecord[]): readonly HistoryRecord[] {
  const last = records.at(-1)?.record as LedgerRecord;
  const { cmd: _cmd, basis: _basis, clock: _clock, materials: _materials, def, ...place } = last;
  const [name = ''] = Object.keys(records[0]?.record.parts ?? {});
  const restriction = { parts: [{ seq: 0, name }], files: [], ground: 'ordered' };
  const kept = ({ type, seq }: { readonly type: string; readonly seq: number }): HistoryRecord => ({
    record: {
      ...{ ...place, seq, type, parts: {}, actor: { person: 'o-admin' }, ...(def && { def }) },
      ...(last.after && { before: last.after, after: last.after }),
      data: { type, cause: 'redaction', on: last.data['on'], restriction },
    } as LedgerRecord,
    parts: {},
  });
  const { seq } = last;
  return [...records, kept({ type: RESTRICTION, seq: seq + 1 }), kept({ type: RELEASE, seq: seq + 2 })];
}

/** Without the part that was restricted: it is read no more. */
function withoutFirst(records: readonly HistoryRecord[]): readonly HistoryRecord[] {
  return records.map((one, n) => (n === 0 ? { ...one, parts: {} } : one));
}

const restricted = streams.map((one) => ({ ...one, records: withContentRecords(one.records) }));
const history = {
  ...recorded,
  records: withContentRecords(recorded.records),
  ...(recorded.beside && { beside: { ...recorded.beside, streams: restricted } }),
};

/** A stretch of the history alone, with other streams. */
function judged({ streams: others }: { readonly streams: typeof restricted }, from: number, to: number) {
  if (!history.beside) throw new Error('nothing beside');
  const found: JudgedRecord[] = [];
  for (const one of strictReplay(
    { ...history, beside: { ...history.beside, streams: others } },
    { from, to },
  ))
    if (one) found.push(one);
  return found;
}

describe('content that is restricted and released again', () => {
  const report = replayStrict(history);

  it('decides nothing, in the case and in every kind of stream beside it', () => {
    expect(notTheSame(report)).toEqual([]);
    const kinds = [report, ...report.streams].map(({ records }) => records.slice(-2));
    for (const two of kinds)
      expect(two).toEqual([
        expect.objectContaining({ type: RESTRICTION, verdict: 'same', by: 'fold' }),
        expect.objectContaining({ type: RELEASE, verdict: 'same', by: 'fold' }),
      ]);
    expect(kinds).toHaveLength(5);
    expect(report.finalState).toBe(recorded.records.at(-1)?.record.after?.sha256);
  });

  it('changes no state: one that says so is found', () => {
    const lying = restricted.map((one) => ({
      ...one,
      records: one.records.map((told) =>
        told.record.type === RESTRICTION
          ? { ...told, record: { ...told.record, after: { sha256: '0'.repeat(64), sm3: '0'.repeat(64) } } }
          : told,
      ),
    }));
    let from = history.records.length;
    for (const { records } of lying) {
      const at = from + records.length - 2;
      expect(judged({ streams: lying }, at, at + 1)).toMatchObject([{ verdict: 'differs' }]);
      from += records.length;
    }
  });

  it('is what keeps a record from being judged, and nothing else', () => {
    const withheld = restricted.map((one) => ({ ...one, records: withoutFirst(one.records) }));
    const from = history.records.length;
    const [first, ...rest] = judged({ streams: withheld }, from, from + 4);
    expect(first).toMatchObject({ verdict: 'cannot-be-judged', why: { kind: 'part', name: 'draft' } });
    expect(rest.filter(({ verdict }) => verdict === 'differs')).toEqual([]);
  });

  it('is no step of a stream where conformance is judged', () => {
    for (const { stream, kind, records } of restricted) {
      const own = records.map(({ record }) => ({ record, leaf: '' }));
      const folded = foldStream({ stream, kind, name: kind, records: own } as never);
      expect(folded.unfoldable).toEqual([]);
      expect(folded.records.some(({ record }) => record.type === RESTRICTION)).toBe(false);
    }
  });
});
