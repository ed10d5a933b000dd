import { describe, expect, it } from '@jest/globals';
import type { CaseHistory, HistoryRecord } from '../../../src/engine/replay/history.js';
import { replayStrict } from '../../../src/engine/replay/replay-strict.js';
import { historiesOf } from './scenario-history.js';
import { libraryScenarios } from './scenario-library.js';

const [smooth] = libraryScenarios('workflows/national/administrative-licence').filter(({ file }) =>
  file.endsWith('/smooth-grant.yaml'),
);

function history(): CaseHistory {
  const [found] = smooth ? [...historiesOf(smooth.scenario, smooth).values()] : [];
  if (!found) throw new Error('no worked case');
  return found;
}

/** The history with one record changed, as a forger with the true key would write it. */
function forged(at: number, change: (record: HistoryRecord) => HistoryRecord): CaseHistory {
  const { records, law } = history();
  return { law, records: records.map((one, index) => (index === at ? change(one) : one)) };
}

function withData(one: HistoryRecord, change: Readonly<Record<string, unknown>>): HistoryRecord {
  return { ...one, record: { ...one.record, data: { ...one.record.data, ...change } } };
}

describe('a strict replay', () => {
  const whole = history();
  const granted = whole.records.findIndex(({ record }) => record.data['act'] === 'grant');

  it('names the first record that differs, the field, and the rule with its article', () => {
    const forgery = forged(granted, (one) => withData(one, { on: '2026-01-01' }));
    const report = replayStrict(forgery);
    expect(report.firstDivergence).toBe(granted);
    expect(report.records[granted]).toMatchObject({
      verdict: 'differs',
      rule: { kind: 'act', name: 'grant', basis: expect.arrayContaining([expect.any(String)]) as unknown },
    });
  });

  it('notices a last day that the rules do not give', () => {
    const at = whole.records.findIndex(({ record }) =>
      (record.clock ?? []).some(({ dueOn }) => dueOn !== undefined),
    );
    const later = forged(at, (one) => {
      const clocks = one.record.data['clocks'] as readonly { readonly dueOn?: string }[];
      return withData(one, {
        clocks: clocks.map((clock) =>
          clock.dueOn === undefined ? clock : { ...clock, dueOn: '2099-12-31' },
        ),
      });
    });
    const judged = replayStrict(later).records[at];
    expect(judged?.verdict === 'differs' && judged.differences.map((one) => one.at)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^\/data\/clocks\/\d+\/dueOn$/)]),
    );
  });

  it('notices an act of somebody without the post', () => {
    const by = forged(granted, (one) => ({
      ...one,
      record: { ...one.record, actor: { person: 'nobody', post: 'decider', signIn: 'bearer' } },
    }));
    expect(replayStrict(by).records[granted]).toMatchObject({
      verdict: 'differs',
      refused: [{ code: 'power-missing' }],
    });
  });

  it('notices that a record is left out', () => {
    const { records, law } = history();
    const report = replayStrict({ law, records: records.filter((_one, index) => index !== 1) });
    expect(report.counts.differs).toBeGreaterThan(0);
  });

  it('judges nothing by a part that is withheld, and goes on with what stands on record', () => {
    const at = whole.records.findIndex(({ record }) => 'input' in record.parts);
    const report = replayStrict(forged(at, (one) => ({ ...one, parts: {} })));
    expect(report.records[at]).toMatchObject({
      verdict: 'cannot-be-judged',
      why: { kind: 'part', name: 'input' },
    });
    expect(report.counts).toEqual({
      same: whole.records.length - 1,
      differs: 0,
      'cannot-be-judged': 1,
    });
  });

  it('judges nothing without the calendar, the organisation or the definition of the time', () => {
    const { records, law } = history();
    const same = { hash: law.hash, zone: law.zone, checkInput: law.checkInput };
    const found = { procedure: law.procedure.bind(law), calendar: law.calendar.bind(law) };
    const office = law.office.bind(law);
    const without = [
      { ...same, ...found, office, calendar: () => undefined },
      { ...same, ...found, office, procedure: () => undefined },
      { ...same, ...found, office: () => ({ missing: 'organisation' }) },
    ].map((lesser) => {
      const [first] = replayStrict({ records, law: lesser }).records;
      return first?.verdict === 'cannot-be-judged' ? first.why : first;
    });
    expect(without).toEqual([
      { kind: 'law', name: 'calendar' },
      { kind: 'law', name: 'definition' },
      { kind: 'law', name: 'organisation' },
    ]);
  });
});
