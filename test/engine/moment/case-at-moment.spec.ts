import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../../src/engine/clock/civil-date.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import { caseAsOf, effectiveDay } from '../../../src/engine/moment/case-at-moment.js';
import { audited, eventsOf } from '../audit-questions/audited-scenario.js';

const NAMES = [
  'smooth-grant',
  'three-excluded-procedures',
  'deemed-acceptance-noticed-late',
  'hearing-on-request',
  'mail-received-earlier',
  'delivery-declared-for-an-earlier-day',
] as const;
const histories = Object.fromEntries(NAMES.map((name) => [name, audited(eventsOf(name)).records]));
const of = (name: string) => histories[name] ?? [];

describe('a case as of a legal day', () => {
  it('is nothing before its first day and all of it after the last', () => {
    for (const name of NAMES) {
      const records = of(name);
      const days = records.map(({ event }) => effectiveDay(event)).toSorted();
      const first = days[0] as CivilDate;
      const last = days.at(-1) as CivilDate;
      expect(caseAsOf(records, addDays(first, -1)).state).toBeNull();
      expect(caseAsOf(records, last)).toEqual({ state: records.at(-1)?.after, leftOut: [], notFoldable: [] });
    }
  });

  it('has a lapse that was noticed late from the day on which the law gives it effect', () => {
    const records = of('deemed-acceptance-noticed-late');
    const lapse = records.find(({ event }) => event.lapse?.deemed === 'accepted');
    const day = lapse?.event.lapse?.effectiveOn as CivilDate;
    expect(day < (lapse?.event.on ?? '')).toBe(true);
    expect(caseAsOf(records, day).state?.milestones['accepted']).toBe(day);
  });

  it('names a record that rests on one left out, and does not fold it', () => {
    const records = of('smooth-grant').map((one) =>
      one.event.type === 'case.accepted'
        ? { ...one, record: { ...one.record, data: { ...one.event, on: '2027-01-01' } } }
        : one,
    );
    const accepted = records.findIndex(({ event }) => event.type === 'case.accepted');
    const { state, leftOut, notFoldable } = caseAsOf(records, '2026-12-31' as CivilDate);
    expect(leftOut).toEqual([accepted]);
    expect(state).toEqual(records[accepted]?.before);
    expect(notFoldable[0]).toEqual({
      seq: accepted + 1,
      rests: expect.arrayContaining(['value']),
      on: [accepted],
    });
    expect(notFoldable.map(({ seq }) => seq)).toEqual(
      records.slice(accepted + 1).map(({ record }) => record.seq),
    );
  });

  it('accounts for every record on every day: folded, left out, or named', () => {
    const day = fc.integer({ min: -3, max: 400 });
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), day, (name, offset) => {
        const records = of(name);
        const asOf = addDays(records[0]?.event.on as CivilDate, offset);
        const { state, leftOut, notFoldable } = caseAsOf(records, asOf);
        const later = records
          .filter(({ event }) => effectiveDay(event) > asOf)
          .map(({ record }) => record.seq);
        expect(leftOut).toEqual(later);
        for (const { seq, on } of notFoldable) for (const missing of on) expect(missing).toBeLessThan(seq);
        const folded = records.length - leftOut.length - notFoldable.length;
        expect(state === null).toBe(folded === 0);
        // Where nothing lies out of order the case is just what it was after the last record in effect.
        if (notFoldable.length === 0 && later[0] === folded)
          expect(state).toEqual(folded === 0 ? null : records[folded - 1]?.after);
      }),
      { numRuns: 300 },
    );
  });
});
