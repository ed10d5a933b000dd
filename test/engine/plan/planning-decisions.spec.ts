import { describe, expect, it } from '@jest/globals';
import type { PlanAssumptions } from '../../../src/engine/plan/assumptions.js';
import { procedureFrom } from '../../support/procedures.js';
import { all, none, solicited } from './major-decision-matters.js';
import { planned } from './planning.js';

const national = procedureFrom('workflows/national/major-decision/procedure.yaml');

describe('the earliest day of a major decision', () => {
  it.each([
    // Sent on 2 March; 3-6 and 9-11 March are seven working days: possible from the 12th.
    ['with the review alone', '2026-03-02', { facts: none }, '2026-03-12'],
    // 3 March to 1 April are thirty days; sent on 2 April; the 3rd, 7-10, 13, 14 April (Qingming is 4-6): the 15th.
    ['with a solicitation', '2026-03-02', solicited, '2026-04-15'],
    // Everything else fits into the thirty days, the hearing of 10 March too: the same day.
    ['with every duty', '2026-03-02', all, '2026-04-15'],
    // Heard on 10 March (3-9 are seven clear days); 11-13 and 16-19 March: the 20th.
    [
      'with a hearing and no solicitation',
      '2026-03-02',
      { facts: { ...none, openToPublic: true, hearingNeeded: true } },
      '2026-03-20',
    ],
    // 29 August to 27 September; sent on the 28th; 29, 30 September, 8-10 October (Saturday, worked), 12, 13: the 14th.
    ['over the National Day', '2026-08-28', solicited, '2026-10-14'],
    // 6 January to 4 February; sent on the 5th; 6, 9-13, 14 (Saturday, worked): the 15th, and meetings from the 24th on.
    ['over the Spring Festival', '2026-01-05', solicited, '2026-02-24'],
    // Shortened to one day and said so: 3 March; sent on the 4th; 5, 6, 9-13 March: the 14th, a Saturday; met on the 16th.
    [
      'with a shortened solicitation',
      '2026-03-02',
      {
        ...solicited,
        facts: { ...solicited.facts, shortened: true },
        streams: { solicitation: { term: { n: 1, unit: 'calendarDay' } } },
      },
      '2026-03-16',
    ],
    // Meetings on 20 April and every two weeks after: the first after 15 April.
    [
      'with fixed meetings',
      '2026-03-02',
      { ...solicited, meetings: { every: { weeks: 2, from: '2026-03-09' } } },
      '2026-04-20',
    ],
    // Experts take ten working days: 3-6, 9-13 and 16 March; sent on the 17th; 18-20, 23-26 March: the 27th.
    [
      'with experts who take their time',
      '2026-03-02',
      {
        facts: { ...none, technical: true },
        streams: { panel: { term: { n: 10, unit: 'workingDay' } } },
      },
      '2026-03-27',
    ],
    // Ten working days of drafting first: 3-6, 9-13 and 16 March, published on the 17th; 18 March to 16 April; sent
    // on 17 April; 20-24, 27, 28 April: the 29th.
    [
      'with own work',
      '2026-03-02',
      { ...solicited, durations: { draft: { n: 10, unit: 'workingDay' } } },
      '2026-04-29',
    ],
  ] as const)('%s', (_case, from, assumptions, earliest) => {
    const plan = planned(national, from, assumptions as PlanAssumptions);
    expect(plan).toMatchObject({ earliest, incomplete: false });
    expect(plan.notBefore).toBeUndefined();
  });
});
