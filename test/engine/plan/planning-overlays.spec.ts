import { describe, expect, it } from '@jest/globals';
import type { Term } from '../../../src/engine/clock/deadline.js';
import { planDifference } from '../../../src/engine/plan/plan-difference.js';
import { procedureFrom } from '../../support/procedures.js';
import { none } from './major-decision-matters.js';
import { actsOf, planned } from './planning.js';

const under = (overlay: string) => procedureFrom(`workflows/overlays/${overlay}/major-decision.yaml`);
const national = procedureFrom('workflows/national/major-decision/procedure.yaml');
const days = (n: number): Term => ({ n, unit: 'workingDay' });

/** The national plan decides on 12 March: sent on the 2nd; 3-6 and 9-11 March are the seven working days of review. */
const plain = planned(national, '2026-03-02', { facts: none });

describe('a plan under local rules', () => {
  it('上海: the days of the review begin when the first review is over', () => {
    const plan = planned(under('shanghai'), '2026-03-02', {
      facts: none,
      durations: { passFirstReview: days(5) },
    });
    // First review 3-6 and 9 March, passed on the 10th; 11-13, 16-19 March: the 20th.
    expect(plan).toMatchObject({ earliest: '2026-03-20', incomplete: false });
    expect(plan.critical.map(({ name }) => name)).toEqual(['passFirstReview', 'reviewTime']);
    expect(planDifference(plain, plan)).toMatchObject({
      laterBy: 8,
      onlySecond: [{ name: 'passFirstReview', on: '2026-03-10' }],
    });
  });

  it('广汉: two assessments, one after the other, come before the review', () => {
    const durations = { findPolicyConsistent: days(3), findBurdenConsistent: days(2) };
    const plan = planned(under('guanghan'), '2026-03-02', { facts: none, durations });
    // 3-5 March; 9, 10 March after the 6th; from the 11th 12, 13, 16-20 March: the 21st, a Saturday; met on Monday the 23rd.
    expect(plan).toMatchObject({ earliest: '2026-03-23', incomplete: false });
    expect(planDifference(plain, plan)).toMatchObject({
      laterBy: 11,
      onlySecond: [
        { name: 'findPolicyConsistent', on: '2026-03-06' },
        { name: 'findBurdenConsistent', on: '2026-03-11' },
      ],
    });
  });

  it('格尔木: experts, risk and units always, and the consultation before the review', () => {
    const facts = { ...none, technical: true, adverseEffect: true, touchesUnits: true };
    const plan = planned(under('golmud'), '2026-03-02', {
      facts,
      durations: { holdConsultation: days(5) },
      without: ['adoptAssessment'],
    });
    // Consulted 3-6 and 9 March, done on the 10th; 11-13, 16-19 March: the 20th.
    expect(plan).toMatchObject({ earliest: '2026-03-20', incomplete: false });
    expect(actsOf(plan)).toEqual(
      expect.arrayContaining(['concludeExperts', 'assessRisk', 'concludeConsultation', 'holdConsultation']),
    );
  });

  it('青海: the day of the decision is the same; follow-ups come before the end of execution', () => {
    const qinghai = under('qinghai');
    const plan = planned(qinghai, '2026-03-02', { facts: none });
    expect(planDifference(plain, plan)).toMatchObject({ laterBy: 0, onlySecond: [] });
    const ask = { facts: none, until: ['endExecution'], durations: { clearFollowUp: days(5) } };
    const carriedOut = planned(qinghai, '2026-03-02', ask);
    // Registered on 12 March; 13, 16-19 March are five working days: cleared on the 20th.
    expect(carriedOut).toMatchObject({ earliest: '2026-03-20', incomplete: false });
    expect(actsOf(carriedOut)).toEqual(expect.arrayContaining(['registerFollowUp', 'clearFollowUp']));
  });
});
