import { actorInPosts } from '../../../src/engine/case/command.js';
import { describe, expect, it } from '@jest/globals';
import { accepted, attempt, done, received, refusalOf } from './licence-in-miniature.js';

describe('decide: an act that the law allows', () => {
  it('opens a case, enters the initial state, starts its clock from the day of receipt', () => {
    const state = received('2026-03-02');
    expect(state).toMatchObject({
      status: 'open',
      value: 'received',
      milestones: { received: '2026-03-02' },
      parties: { applicant: ['p-applicant'] },
      // 3 to 9 March 2026: five working days, no holiday between.
      clocks: { notice: { state: 'running', from: '2026-03-02', dueOn: '2026-03-09', run: 1 } },
    });
  });

  it('starts the decision clock on acceptance, with the promise beside it', () => {
    // From 2 March: the 10th working day is 16 March, the 20th is 30 March 2026.
    expect(accepted('2026-03-02').clocks['decision']).toMatchObject({
      dueOn: '2026-03-30',
      promisedDueOn: '2026-03-16',
    });
  });

  it('takes the alternative term that the facts choose when the clock starts', () => {
    // 45 working days from 2 March 2026: 28 to 10 April less 6 April; counted on: 11 May.
    const { decision } = accepted('2026-03-02', { joint: true }).clocks;
    expect(decision).toMatchObject({ alternative: 0 });
    expect(decision?.promisedDueOn).toBeUndefined();
  });

  it('serves the documents of the act and of the clock rule, and publishes what is to be public', () => {
    const extended = attempt(accepted('2026-03-02'), '2026-03-27', 'head', 'extend', { reason: '疑难' });
    expect(extended).toMatchObject({ event: { documents: ['extensionNotice'] } });
    const granted = attempt(accepted('2026-03-02'), '2026-03-03', 'head', 'grant');
    expect(granted).toMatchObject({
      effects: [
        { type: 'document.serve', document: 'decisionLetter', on: '2026-03-03' },
        { type: 'result.publish', act: 'grant', on: '2026-03-03' },
      ],
    });
  });

  it('excludes both end days of a suspension and continues from the original last day when extended', () => {
    let state = accepted('2026-03-02');
    state = done(state, '2026-03-05', 'reviewer', 'beginTest', { ground: '检验' });
    expect(state.clocks['decision']).toMatchObject({ state: 'suspended' });
    expect(state.clocks['decision']?.dueOn).toBeUndefined();
    // Excluded 5, 6, 9, 10 March: four working days; 30 March + 4 = 3 April.
    state = done(state, '2026-03-10', 'reviewer', 'endTest');
    expect(state.clocks['decision']).toMatchObject({ state: 'running', dueOn: '2026-04-03' });
    // 10 more, without 4 to 6 April (清明): 7 to 10, 13 to 17, 20 April.
    state = done(state, '2026-04-03', 'head', 'extend', { reason: '疑难' });
    expect(state.clocks['decision']).toMatchObject({
      dueOn: '2026-04-20',
      extensions: [{ n: 10, unit: 'workingDay' }],
    });
  });

  it('resumes only the ground that ended when two stand open', () => {
    let state = accepted('2026-03-02');
    state = done(state, '2026-03-05', 'reviewer', 'beginTest', { ground: '检验' });
    state = done(state, '2026-03-06', 'reviewer', 'callHearing', { heldOn: '2026-03-20' });
    state = done(state, '2026-03-10', 'reviewer', 'endTest');
    expect(state.clocks['decision']).toMatchObject({ state: 'suspended' });
    state = done(state, '2026-03-20', 'chair', 'holdHearing');
    // Excluded 5 to 20 March: twelve working days; 30 March + 12 without 6 April = 16 April 2026.
    expect(state.clocks['decision']).toMatchObject({ state: 'running', dueOn: '2026-04-16' });
  });

  it('starts a clock anew when it is interrupted, unlike a suspension (中断)', () => {
    const state = done(received('2026-03-02'), '2026-03-06', 'window', 'replaceMaterials');
    // 9 to 13 March: five working days from the 6th.
    expect(state.clocks['notice']).toMatchObject({
      run: 2,
      from: '2026-03-06',
      dueOn: '2026-03-13',
      excluded: [],
    });
  });

  it('ends the case with its outcome and stops every clock', () => {
    let state = done(accepted('2026-03-02'), '2026-03-03', 'head', 'grant');
    expect(state.clocks['decision']).toMatchObject({ state: 'stopped', stoppedOn: '2026-03-03' });
    state = done(state, '2026-03-04', 'window', 'deliver');
    expect(state).toMatchObject({ status: 'ended', outcome: 'granted', tasks: {} });
    expect(Object.values(state.clocks).filter((clock) => clock.state === 'running')).toEqual([]);
  });
});

describe('decide: a refusal', () => {
  it('names every unmet requirement at once, each with its provision', () => {
    const state = done(accepted('2026-03-02'), '2026-03-05', 'reviewer', 'beginTest', { ground: '检验' });
    const called = done(state, '2026-03-05', 'reviewer', 'callHearing', { heldOn: '2026-03-20' });
    const refusal = refusalOf(attempt(called, '2026-03-06', 'reviewer', 'grant', { surplus: 1 }));
    expect(refusal.unmet.map(({ code, basis }) => [code, ...basis])).toEqual([
      ['power-missing', '许可法 38.1'],
      ['invalid-input', '许可法 38.1'],
      ['requirement-unmet', '许可法 48.2'],
      ['requirement-unmet', '许可法 45'],
    ]);
    expect(refusal.code).toBe('power-missing');
  });

  it('gives the earliest possible day where time alone cures it', () => {
    const called = done(accepted('2026-03-02'), '2026-03-03', 'reviewer', 'callHearing', {
      heldOn: '2026-03-20',
    });
    expect(attempt(called, '2026-03-19', 'chair', 'holdHearing')).toMatchObject({
      code: 'term-not-elapsed',
      earliestPossible: '2026-03-20',
    });
  });

  it('tells the first day that could be appointed when the notice would come too late', () => {
    // Notice on 3 March, seven clear working days 4 to 12 March: the hearing on 13 March at the earliest.
    const tooSoon = attempt(accepted('2026-03-02'), '2026-03-03', 'reviewer', 'callHearing', {
      heldOn: '2026-03-12',
    });
    expect(tooSoon).toMatchObject({ code: 'lead-too-short', earliestPossible: '2026-03-13' });
    expect(
      attempt(accepted('2026-03-02'), '2026-03-03', 'reviewer', 'callHearing', { heldOn: '2026-03-13' })
        .refused,
    ).toBe(false);
  });

  it('judges what it can when the input is wrong', () => {
    const state = done(received('2026-03-02'), '2026-03-02', 'window', 'notifyCorrections', {
      items: ['营业执照'],
    });
    expect(refusalOf(attempt(state, '2026-03-03', 'window', 'notifyCorrections', {})).unmet).toMatchObject([
      { code: 'invalid-input', at: '/items' },
      { code: 'requirement-unmet', basis: ['许可法 32.1(4)'] },
    ]);
  });

  it.each([
    ['unknown-act', 'window', 'fly'],
    ['not-in-this-state', 'window', 'deliver'],
    ['power-missing', 'window', 'grant'],
  ] as const)('%s: %s may not %s', (code, by, act) => {
    expect(attempt(accepted('2026-03-02'), '2026-03-03', by, act)).toMatchObject({ refused: true, code });
  });

  it('keeps duties apart by natural person, whichever post came first', () => {
    const both = actorInPosts('p-reviewer', ['reviewer', 'chair']);
    const called = done(accepted('2026-03-02'), '2026-03-03', 'reviewer', 'callHearing', {
      heldOn: '2026-03-20',
    });
    expect(attempt(called, '2026-03-20', 'chair', 'holdHearing', {}, { actor: both })).toMatchObject({
      code: 'separation-of-duties',
      unmet: [{ basis: ['许可法 48'] }],
    });
  });

  it('refuses a second extension, a late one and one by the wrong rank', () => {
    const state = accepted('2026-03-02');
    const once = done(state, '2026-03-20', 'head', 'extend', { reason: '疑难' });
    expect(attempt(once, '2026-03-23', 'head', 'extend', { reason: '疑难' })).toMatchObject({
      code: 'extension-exhausted',
    });
    expect(attempt(state, '2026-03-31', 'head', 'extend', { reason: '疑难' })).toMatchObject({
      code: 'term-expired',
    });
    expect(attempt(state, '2026-03-20', 'reviewer', 'extend', { reason: '疑难' })).toMatchObject({
      code: 'power-missing',
    });
  });

  it('refuses a ground outside the closed list, and lets a resumption of nothing change nothing', () => {
    const state = accepted('2026-03-02');
    expect(attempt(state, '2026-03-03', 'reviewer', 'beginTest', { ground: '领导外出' })).toMatchObject({
      code: 'ground-not-allowed',
      unmet: [{ basis: ['许可法 45'] }],
    });
    expect(done(state, '2026-03-03', 'reviewer', 'endTest').clocks).toEqual(state.clocks);
  });

  it.each([
    ['in the future', '2026-03-04'],
    ['before the latest event', '2026-03-01'],
  ])('refuses a declared day %s', (_what, occurredOn) => {
    const answer =
      occurredOn > '2026-03-03'
        ? attempt(
            null,
            '2026-03-03',
            'window',
            'receive',
            { joint: false },
            { occurredOn: occurredOn as never },
          )
        : attempt(
            received('2026-03-02'),
            '2026-03-03',
            'window',
            'accept',
            {},
            { occurredOn: occurredOn as never },
          );
    expect(answer).toMatchObject({ code: 'day-not-allowed' });
  });

  it('does not let a party backdate his own filing and so bring about a deeming', () => {
    const answer = attempt(
      null,
      '2026-03-20',
      'applicant',
      'receive',
      { joint: false },
      { occurredOn: '2026-03-02' as never, parties: { applicant: ['p-applicant'] } },
    );
    expect(answer).toMatchObject({ code: 'day-not-allowed', unmet: [{ at: '/occurredOn' }] });
  });

  it('lets nothing happen in a case that has ended', () => {
    let state = done(accepted('2026-03-02'), '2026-03-03', 'head', 'grant');
    state = done(state, '2026-03-04', 'window', 'deliver');
    expect(attempt(state, '2026-03-05', 'window', 'deliver')).toMatchObject({
      code: 'case-ended',
      permittedActs: [],
    });
  });
});
