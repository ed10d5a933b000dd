import { describe, expect, it } from '@jest/globals';
import type { PlanAssumptions } from '../../../src/engine/plan/assumptions.js';
import { procedureFrom } from '../../support/procedures.js';
import { daysOf, planned } from './planning.js';

const document = procedureFrom('workflows/national/normative-document/procedure.yaml');
/** Neither rights nor the market are touched: nobody has to be asked. */
const none = { rights: false, market: false };
const market: PlanAssumptions = {
  facts: { government: true, rights: true, market: true },
  without: ['withholdDraft'],
  workingDays: true,
};

describe('the earliest day of a normative document', () => {
  it.each([
    // Accepted on 2 March; 3-6 and 9 March are five working days of review: issued, met on, signed and published on the 10th.
    ['of a department', '2026-03-02', { facts: { ...none, government: false } }, '2026-03-10'],
    ['of a government', '2026-03-02', { facts: { ...none, government: true } }, '2026-03-10'],
    // Only an approved urgency does without the five days.
    ['urgently', '2026-03-02', { facts: { ...none, government: true, urgent: true } }, '2026-03-02'],
    // 3-6 and 9-11 March are seven working days; accepted on the 12th; 13, 16-19 March: the 20th.
    [
      'that touches rights',
      '2026-03-02',
      { facts: { ...none, government: true, rights: true }, without: ['withholdDraft'] },
      '2026-03-20',
    ],
    // The same, and meetings are on 9 and 23 March.
    [
      'of a department that meets every two weeks',
      '2026-03-02',
      {
        facts: { ...none, government: false, rights: true },
        without: ['withholdDraft'],
        meetings: { every: { weeks: 2, from: '2026-03-09' } },
      },
      '2026-03-23',
    ],
    // 3 March to 1 April are thirty days; accepted on 2 April; 3, 7-10 April (4-6 is Qingming): the 11th, a Saturday; the 13th.
    ['that concerns the market', '2026-03-02', market, '2026-04-13'],
    // Ten days and said so: 3-12 March; accepted on the 13th; 16-20 March: the 21st, a Saturday; the 23rd.
    [
      'that concerns the market, shortened',
      '2026-03-02',
      {
        ...market,
        facts: { ...market.facts, shortened: true },
        streams: { solicitation: { term: { n: 10, unit: 'calendarDay' } } },
      },
      '2026-03-23',
    ],
  ] as const)('%s', (_case, from, assumptions, earliest) => {
    const plan = planned(document, from, assumptions as PlanAssumptions);
    expect(plan).toMatchObject({ earliest, incomplete: false });
  });

  it('is planned to its filing, with the planner’s own work', () => {
    const days = (n: number) => ({ n, unit: 'workingDay' as const });
    const plan = planned(document, '2026-03-02', {
      facts: { ...none, government: true },
      durations: { draft: days(10), sign: days(3), fileForRecord: days(10) },
      until: ['fileForRecord'],
      workingDays: true,
    });
    // Drafting 3-6, 9-13, 16 March; review 18-20, 23, 24 March; signing 26, 27, 30 March; filing 1-3, 7-10, 13-15 April.
    expect(daysOf(plan)).toMatchObject({
      ...{ draft: '2026-03-17', issueOpinion: '2026-03-25', sign: '2026-03-31' },
      ...{ publish: '2026-03-31', fileForRecord: '2026-04-16' },
    });
    expect(plan).toMatchObject({ earliest: '2026-04-16', incomplete: false });
  });

  it('says what the day rests on where it was over on a rest day', () => {
    const { critical } = planned(document, '2026-03-02', market);
    expect(critical).toMatchObject([
      { kind: 'floor', name: 'solicitation', until: '2026-04-02' },
      { kind: 'floor', name: 'legalityReview', until: '2026-04-11' },
      { kind: 'restDays', until: '2026-04-13' },
    ]);
  });

  it('names the meeting that the law wants, and leaves the market a day to adapt', () => {
    const { steps } = planned(document, '2026-03-02', { ...market, workingDays: false });
    // Published on the 13th, for a meeting is held on a working day; in force on the 14th at the earliest.
    expect(steps.at(-1)).toMatchObject({ name: 'publish', input: { effectiveOn: '2026-04-14' } });
    const wrong = { meeting: { standing: { forum: 'executive' } } };
    const facts = { ...none, government: false };
    expect(planned(document, '2026-03-02', { facts, streams: wrong })).toMatchObject({ steps: [] });
  });
});
