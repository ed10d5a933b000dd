import { describe, expect, it } from '@jest/globals';
import { replayStrict } from '../../src/engine/replay/replay-strict.js';
import { notTheSame } from '../engine/replay/told-apart.js';
import { recordedHistory, recordedNames } from '../support/recorded-history.js';

// Written by the use-cases of their day and kept word for word: an engine that decides them otherwise breaks old records.
describe('a whole history that was recorded once', () => {
  const histories = new Map(recordedNames().map((name) => [name, recordedHistory(name)] as const));

  it.each([...histories.keys()])('%s is decided anew to the same end', (name) => {
    const { records, law } = histories.get(name) ?? recordedHistory(name);
    const report = replayStrict({ records, law });
    // What a file held that was refused is kept nowhere: nobody can judge that refusal.
    const told = notTheSame(report).filter(
      (line) => !line.endsWith('act.refused cannot-be-judged: input content'),
    );
    expect(told).toEqual([]);
    expect(report.counts.same).toBeGreaterThan(0);
    expect(report.finalState).toBe(records.at(-1)?.record.after?.sha256);
  });

  it('between them they hold everything that a record can come from', () => {
    const causes = [...histories.values()].flatMap(({ records }) =>
      records.map(({ record }) => record.data['cause']),
    );
    expect(causes).toEqual(
      expect.arrayContaining(['act', 'desk', 'document', 'form', 'lapse', 'material', 'opinion', 'refusal']),
    );
  });
});
