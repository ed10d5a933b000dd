import { describe, expect, it } from '@jest/globals';
import { planDifference } from '../../../src/engine/plan/plan-difference.js';
import { procedureFrom } from '../../support/procedures.js';
import { DECISION } from './fixtures-decision.js';
import { daysOf, planned, procedureOf } from './planning.js';

const decision = procedureOf(DECISION);
const plain = { hearingNeeded: false };

describe('the earliest lawful decision', () => {
  it('waits thirty days without the day of publication, then seven working days, over the Spring Festival of 2026', () => {
    const plan = planned(decision, '2026-01-05', { facts: plain });
    // 6 January to 4 February are thirty days. Handed in on the 5th; seven working days are 6, 9-13, and 14 February,
    // a Saturday on which one works (国办发明电〔2025〕7号): possible from the 15th, in the holidays.
    expect(daysOf(plan)).toMatchObject({
      publish: '2026-01-05',
      close: '2026-02-05',
      handIn: '2026-02-05',
      approve: '2026-02-15',
    });
    expect(plan).toMatchObject({ earliest: '2026-02-15', incomplete: false, provisional: false });
    const working = planned(decision, '2026-01-05', { facts: plain, workingDays: true });
    // The first working day after the holidays (15 to 23 February) is the 24th.
    expect(working.earliest).toBe('2026-02-24');
  });

  it('counts the review over the National Day of 2026', () => {
    const plan = planned(decision, '2026-08-28', { facts: plain });
    // 29 August to 27 September are thirty days; handed in on the 28th: 29, 30 September, 8, 9, 10 (Saturday, worked), 12, 13 October.
    expect(daysOf(plan)).toMatchObject({ close: '2026-09-28', approve: '2026-10-14' });
  });

  it('leaves seven clear days between the materials and the hearing', () => {
    const plan = planned(decision, '2026-03-02', { facts: { hearingNeeded: true } });
    // Closed on 2 April; the 3rd to the 9th are clear; heard on the 10th.
    expect(daysOf(plan)).toMatchObject({ callHearing: '2026-04-02', hear: '2026-04-10' });
    expect(plan.critical.map(({ kind, name }) => [kind, name])).toEqual([
      ['floor', 'comments'],
      ['lead', 'materials'],
      ['floor', 'review'],
    ]);
    expect(plan.critical[1]?.say).toMatchObject({
      zh: expect.stringContaining('须提前7日：2026-04-02办理，最早定于2026-04-10'),
    });
  });

  it('says which of two steps side by side is critical, and how long the other could wait', () => {
    const long = planned(decision, '2026-03-02', { facts: plain });
    expect(long.critical.map(({ name }) => name)).toEqual(['comments', 'review']);
    // Commissioned on 18 March: 19, 20, 23-27, 30, 31 March, 1 April; assessed on the 2nd, when comments close.
    expect(long.steps.find(({ name }) => name === 'commission')).toMatchObject({
      critical: false,
      slack: 16,
    });
    const short = planned(decision, '2026-03-02', { facts: { ...plain, shortened: true } });
    // Seven days end on the 9th; ten working days on the 16th: now the assessment is what is waited for.
    expect(short.critical.map(({ name }) => name)).toEqual(['assessment', 'review']);
    expect(short.steps.find(({ name }) => name === 'publish')).toMatchObject({ critical: false, slack: 7 });
    expect(planDifference(long, short)).toMatchObject({
      laterBy: -19,
      waits: [{ name: 'comments' }, { name: 'assessment' }],
    });
  });

  it('does not shorten a minimum period unless the planner says so', () => {
    const plan = planned(decision, '2026-03-02', { facts: plain });
    expect(plan.assumed).toContainEqual({ zh: '缩短征求意见期限：否', en: '缩短征求意见期限: no' });
  });

  it('adds the planner’s own work and the days of meetings, and lists everything it supposes', () => {
    const streams = procedureFrom('test/engine/case/fixtures/with-streams.yaml');
    const plan = planned(streams, '2026-03-02', {
      durations: { draft: { n: 10, unit: 'workingDay' } },
      meetings: { every: { weeks: 2, from: '2026-03-23' as never } },
    });
    // Comments 3 March to 1 April, results on the 2nd; meetings on 23 March and 6 April, which is Qingming: held on the 7th.
    expect(daysOf(plan)).toMatchObject({ draft: '2026-03-17', review: '2026-04-02', decide: '2026-04-07' });
    expect(plan.critical.at(-1)).toMatchObject({
      kind: 'meeting',
      until: '2026-04-07',
      movedFrom: '2026-04-06',
    });
    expect(plan.assumed.map((one) => (typeof one === 'string' ? one : one.zh))).toEqual(
      expect.arrayContaining([
        expect.stringContaining('达到法定人数'),
        expect.stringContaining('意见全部处理完毕'),
      ]),
    );
  });

  it('says so where there is no lawful way', () => {
    expect(planned(decision, '2026-03-02', { without: ['assess'] })).toMatchObject({
      steps: [],
      incomplete: false,
    });
  });
});
