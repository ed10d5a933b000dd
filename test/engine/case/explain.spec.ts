import { describe, expect, it } from '@jest/globals';
import { blocking } from '../../../src/engine/case/explain/blocking.js';
import { explainClock } from '../../../src/engine/case/explain/clock-explanation.js';
import { latestDecision } from '../../../src/engine/case/explain/latest-decision.js';
import { preflight } from '../../../src/engine/case/explain/preflight.js';
import { planFrom } from '../plan/planning.js';
import { accepted, done, people, permit, received, worldOn } from './licence-in-miniature.js';

describe('blocking', () => {
  it('says who is awaited, for what, until when, and what still stands against it', () => {
    const called = done(accepted('2026-03-02'), '2026-03-03', 'reviewer', 'callHearing', {
      heldOn: '2026-03-20',
    });
    const answer = blocking(permit, called, worldOn('2026-03-05'));
    const chair = answer.waitingOn.find(({ post }) => post === 'chair');
    expect(chair).toMatchObject({
      kind: 'organ',
      since: '2026-03-03',
      acts: [{ act: 'holdHearing', unmet: [{ code: 'term-not-elapsed', earliestPossible: '2026-03-20' }] }],
    });
    expect(answer.clocks.map(({ clock, state }) => [clock, state])).toContainEqual(['decision', 'suspended']);
  });

  it('gives the nearest last day as the end of waiting', () => {
    expect(blocking(permit, received('2026-03-02'), worldOn('2026-03-05')).until).toBe('2026-03-09');
  });
});

describe('preflight', () => {
  it('judges without input what does not need it, and says so', () => {
    const state = accepted('2026-03-02');
    const wish = { act: 'extend', actor: people.head };
    expect(preflight(permit, state, wish, worldOn('2026-03-20'))).toMatchObject({
      possible: true,
      inputNotJudged: true,
    });
    expect(preflight(permit, state, { ...wish, input: {} }, worldOn('2026-03-20'))).toMatchObject({
      possible: false,
      unmet: [{ code: 'invalid-input', at: '/reason' }],
    });
  });
});

describe('forecast', () => {
  it('finds that a case may be decided at once where the law sets no minimum', () => {
    expect(planFrom(permit, received('2026-03-02'), worldOn('2026-03-03'))).toMatchObject({
      earliest: '2026-03-03',
      steps: [
        { name: 'accept', on: '2026-03-03' },
        { name: 'grant', on: '2026-03-03' },
      ],
      incomplete: false,
    });
  });

  it('waits for the hearing that has been called', () => {
    const called = done(accepted('2026-03-02'), '2026-03-03', 'reviewer', 'callHearing', {
      heldOn: '2026-03-20',
    });
    expect(planFrom(permit, called, worldOn('2026-03-05'))).toMatchObject({
      earliest: '2026-03-20',
      steps: [{ name: 'holdHearing' }, { name: 'grant' }],
    });
  });

  it('gives the last lawful day, and the one with every extension the law still allows', () => {
    expect(latestDecision(permit, accepted('2026-03-02'), worldOn('2026-03-03'))).toMatchObject({
      latest: '2026-03-30',
      by: 'decision',
      // 10 more working days: 31 March, 1 to 3, 7 to 10, 13 and 14 April (6 April is Qingming).
      latestWithExtension: '2026-04-14',
    });
  });
});

describe('explainClock', () => {
  it('accounts for every day, and its count agrees with the last day', () => {
    const explained = explainClock(
      permit.definition,
      accepted('2026-03-02'),
      'decision',
      '2026-03-05' as never,
      worldOn('2026-03-05').calendar,
    );
    expect(explained.days.filter(({ counted }) => counted)).toHaveLength(20);
    expect(explained.days.at(-1)).toMatchObject({ date: '2026-03-30', total: 20 });
    expect(explained).toMatchObject({
      remaining: { n: 17, unit: 'workingDay' },
      extensionsLeft: 1,
      basis: ['许可法 42.1'],
    });
  });
});
