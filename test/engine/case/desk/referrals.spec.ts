import { describe, expect, it } from '@jest/globals';
import type { CaseState } from '../../../../src/engine/case/case-state.js';
import { MAX_READERS } from '../../../../src/engine/case/desk/desk-command.js';
import {
  acted,
  APPLICANT,
  attempted,
  atWindow,
  codes,
  decided,
  did,
  OFFICE,
  officeOn,
  STRANGER,
  taskOf,
  tried,
  underReview,
} from './desk-office.js';

const { w1, w2, r1, r2, h, c, x, y, e, admin } = OFFICE;
const DAY = '2026-03-03';

const delegated = (state: CaseState, to = 'x'): CaseState =>
  did(state, w1, { do: 'delegate', task: taskOf(state, 'accept'), to });
const consulted = (state: CaseState, place: 'before' | 'parallel' | 'after', to = 'x'): CaseState =>
  did(state, w1, { do: 'consult', task: taskOf(state, 'accept'), to, place });

describe('delegating 委派', () => {
  it('asks any active officer or expert, keeps the task’s acts waiting, and comes back with the answer', () => {
    const state = atWindow();
    const task = taskOf(state, 'accept');
    const { event, effects, basis } = decided(state, w1, { do: 'delegate', task, to: 'x' });
    const referral = { kind: 'delegation', task, to: 'x', from: 'w1', on: DAY, blocks: true };
    expect(event).toMatchObject({ type: 'desk.referred', desk: { referrals: { r1: referral } } });
    expect(event.power?.policies).toEqual(['act-in-own-post', 'refer-in-post']);
    expect(effects).toEqual([{ type: 'desk.notify', did: 'referred', to: ['x'], on: DAY }]);
    expect(basis).toEqual(['正程 转请']);
    const waiting = delegated(state);
    expect(waiting.referred).toEqual(['x']);
    for (const actor of [w1, w2]) {
      const refused = attempted(waiting, DAY, actor, 'accept');
      expect(codes(refused)).toEqual(['awaiting-referral']);
      expect(JSON.stringify(refused)).toContain('委派');
    }
    const back = did(waiting, x, { do: 'answer', referral: 'r1', text: '材料齐全，建议受理' });
    expect(back.referrals).toBeUndefined();
    expect(attempted(back, DAY, w1, 'accept')).toMatchObject({ refused: false });
    expect(tried(delegated(state, 'e'), e, { do: 'answer', referral: 'r1', text: '可' })).toMatchObject({
      refused: false,
      effects: [{ type: 'desk.notify', did: 'answered', to: ['w1'] }],
    });
  });

  it('passes on no power: the delegate neither acts nor claims, transfers, delegates or consults', () => {
    const state = delegated(atWindow());
    const task = taskOf(state, 'accept');
    expect(codes(attempted(state, DAY, x, 'accept'))).toEqual(['power-missing']);
    for (const command of [
      { do: 'claim', task },
      { do: 'transfer', task, to: 'w2' },
      { do: 'delegate', task, to: 'y' },
      { do: 'consult', task, to: 'y', place: 'before' },
      { do: 'circulate', to: ['y'] },
      { do: 'copy', to: ['y'] },
    ] as const) {
      expect([command.do, codes(tried(state, x, command))[0]]).toEqual([command.do, 'power-missing']);
    }
  });

  it('is one at a time: a delegated task is not delegated again, not even by a colleague of the post', () => {
    const state = delegated(atWindow(), 'w2');
    const again = tried(state, w2, { do: 'delegate', task: taskOf(state, 'accept'), to: 'x' });
    expect(codes(again)).toEqual(['awaiting-referral']);
  });

  it.each([
    ['himself', 'w1', []],
    ['the public', 'p-applicant', []],
    ['who is not known', 'p-unknown', []],
    ['who is away', 'away', []],
    ['whose account has ended', 'ended', []],
    ['an administrator', 'admin', []],
    ['the recused', 'x', ['x']],
  ])('never asks %s', (_who, to, recused) => {
    const state = atWindow();
    const command = { do: 'delegate', task: taskOf(state, 'accept'), to } as const;
    const answer = tried(state, w1, command, officeOn(DAY, recused));
    expect(answer).toMatchObject({ unmet: [{ code: 'person-not-eligible', at: '/to' }] });
  });

  it('never asks an officer who is party to the case', () => {
    const state = { ...atWindow(), parties: { applicant: ['x'] } };
    const answer = tried(state, w1, { do: 'delegate', task: taskOf(state, 'accept'), to: 'x' });
    expect(answer).toMatchObject({
      unmet: [{ code: 'person-not-eligible', basis: ['公务员法 76(1)', '正程 转请'] }],
    });
  });

  it('is for who may do the task and has it, or when nobody has', () => {
    const state = atWindow();
    const task = taskOf(state, 'accept');
    const held = did(state, w1, { do: 'claim', task });
    expect(codes(tried(held, w2, { do: 'delegate', task, to: 'x' }))).toEqual(['held-by-another']);
    expect(codes(tried(state, r1, { do: 'delegate', task, to: 'x' }))).toContain('power-missing');
    expect(codes(tried(state, w1, { do: 'delegate', task, to: 'x', reason: '' }))).toEqual(['invalid-input']);
  });
});

describe('asking for an opinion 加签', () => {
  it.each(['before', 'parallel'] as const)(
    '%s the act keeps it waiting, once for each person asked',
    (place) => {
      const one = consulted(atWindow(), place);
      const both = did(one, w2, { do: 'consult', task: taskOf(one, 'accept'), to: 'e', place });
      const refused = attempted(both, DAY, w1, 'accept');
      expect(codes(refused)).toEqual(['awaiting-referral']);
      expect(JSON.stringify(refused)).toContain('2 件');
      const left = did(both, x, { do: 'answer', referral: 'r1', text: '同意' });
      expect(codes(attempted(left, DAY, w1, 'accept'))).toEqual(['awaiting-referral']);
      const none = did(left, e, { do: 'answer', referral: 'r2', text: '同意' });
      expect(attempted(none, DAY, w1, 'accept')).toMatchObject({ refused: false });
    },
  );

  it('after the act keeps nothing waiting and outlives the task, even the case', () => {
    const state = consulted(atWindow(), 'after');
    expect(attempted(state, DAY, w1, 'accept')).toMatchObject({ refused: false });
    let later = acted(state, DAY, w1, 'accept');
    later = acted(later, DAY, h, 'grant');
    expect(later.referrals).toHaveProperty('r1');
    later = acted(later, DAY, w1, 'deliver');
    expect(later.status).toBe('ended');
    expect(did(later, x, { do: 'answer', referral: 'r1', text: '已阅，同意' }).referrals).toBeUndefined();
  });

  it('ends with its task when the law takes the task away', () => {
    const held = did(underReview(), r1, {
      do: 'consult',
      task: taskOf(underReview(), 'callHearing'),
      to: 'x',
      place: 'before',
    });
    const granted = acted(held, DAY, h, 'grant');
    expect(granted.referrals).toBeUndefined();
    expect(codes(tried(granted, x, { do: 'answer', referral: 'r1', text: '同意' }))).toEqual([
      'referral-not-open',
    ]);
  });

  it('asks one person once', () => {
    const state = consulted(atWindow(), 'after');
    const again = tried(state, w1, {
      do: 'consult',
      task: taskOf(state, 'accept'),
      to: 'x',
      place: 'before',
    });
    expect(codes(again)).toEqual(['person-not-eligible']);
  });

  it('lets who is away be asked afterwards only', () => {
    const state = atWindow();
    const command = { do: 'consult', task: taskOf(state, 'accept'), to: 'away' } as const;
    expect(codes(tried(state, w1, { ...command, place: 'parallel' }))).toEqual(['person-not-eligible']);
    expect(tried(state, w1, { ...command, place: 'after' })).toMatchObject({ refused: false });
  });
});

describe('answering and withdrawing 减签', () => {
  it('the answer is the very person’s, says something, and is given once', () => {
    const state = consulted(atWindow(), 'before');
    const answer = { do: 'answer', referral: 'r1', text: '同意' } as const;
    for (const actor of [w1, w2, h, y, APPLICANT, STRANGER]) {
      expect([actor.person, codes(tried(state, actor, answer))[0]]).toEqual([
        actor.person,
        actor === APPLICANT ? 'own-matter' : 'power-missing',
      ]);
    }
    for (const text of [undefined, '', '  ']) {
      const silent = { do: 'answer', referral: 'r1', ...(text !== undefined && { text }) } as const;
      expect(tried(state, x, silent)).toMatchObject({ unmet: [{ code: 'invalid-input', at: '/text' }] });
    }
    const after = did(state, x, answer);
    expect(codes(tried(after, x, answer))).toEqual(['referral-not-open']);
    expect(codes(tried(state, x, { ...answer, referral: 'constructor' }))).toEqual(['referral-not-open']);
  });

  it('whoever is barred since may not answer', () => {
    const state = consulted(atWindow(), 'before');
    const answer = { do: 'answer', referral: 'r1', text: '同意' } as const;
    expect(codes(tried(state, x, answer, officeOn(DAY, ['x'])))).toEqual(['recused']);
    const world = officeOn(DAY);
    const sealed = { ...world, bars: { ...world.bars!, sealed: true } };
    expect(codes(tried(state, x, answer, sealed))).toEqual(['case-sealed']);
    expect(codes(tried(state, { ...x, standing: 'suspended' }, answer))).toEqual(['account-not-active']);
    expect(codes(tried(state, { ...x, administrator: ['audit'] }, answer))).toEqual([
      'administrator-on-case',
    ]);
    expect(codes(tried(state, { ...x, scopes: ['readCase'] }, answer))).toEqual(['scope-missing']);
    expect(codes(tried({ ...state, parties: { applicant: ['x'] } }, x, answer))).toEqual(['own-matter']);
  });

  it('who asked withdraws it, and so may whoever may reassign', () => {
    const state = consulted(atWindow(), 'before');
    const recall = { do: 'recall', referral: 'r1' } as const;
    for (const actor of [w1, h, c]) {
      const after = did(state, actor, recall);
      expect(after.referrals).toBeUndefined();
      expect(attempted(after, DAY, w1, 'accept')).toMatchObject({ refused: false });
    }
    for (const actor of [w2, r1, x, APPLICANT, admin]) {
      expect([actor.person, tried(state, actor, recall).refused]).toEqual([actor.person, true]);
    }
    expect(codes(tried(state, w1, { ...recall, reason: '' }))).toEqual(['invalid-input']);
  });

  it('so does who has the task now, or may have it when who asked is gone', () => {
    const state = consulted(atWindow(), 'before');
    const recall = { do: 'recall', referral: 'r1' } as const;
    const task = taskOf(state, 'accept');
    const given = did(state, h, { do: 'reassign', task, to: 'w2' });
    expect(tried(given, w2, recall)).toMatchObject({ refused: false });
    expect(tried(state, w2, recall, officeOn(DAY, ['w1']))).toMatchObject({ refused: false });
  });
});

describe('circulating 传阅 and copying 抄送', () => {
  it('lets several read in one event; circulation asks each to say so, and nothing waits', () => {
    const state = atWindow();
    const { event, state: after } = decided(state, w1, { do: 'circulate', to: ['x', 'e', 'x'] });
    expect(event.desk).toEqual({
      did: 'referred',
      referrals: {
        r1: { kind: 'circulation', to: 'x', from: 'w1', on: DAY },
        r2: { kind: 'circulation', to: 'e', from: 'w1', on: DAY },
      },
    });
    expect(after).toMatchObject({ referred: ['x', 'e'], referralsMade: 2 });
    expect(attempted(after, DAY, w1, 'accept')).toMatchObject({ refused: false });
    expect(did(after, x, { do: 'answer', referral: 'r1' }).referrals).toEqual({
      r2: after.referrals?.['r2'],
    });
    expect(did(after, w1, { do: 'circulate', to: ['y'] }).referrals).toHaveProperty('r3');
    expect(codes(tried(after, w1, { do: 'circulate', to: ['x'] }))).toEqual(['person-not-eligible']);
    const copied = did(state, w1, { do: 'copy', to: ['x', 'y'] });
    expect(copied.referred).toEqual(['x', 'y']);
    expect(copied.referrals).toBeUndefined();
  });

  it('is never for a party, the recused or the public, and names each', () => {
    const state = { ...atWindow(), parties: { applicant: ['y'] } };
    for (const what of ['circulate', 'copy'] as const) {
      const to = ['e', 'y', 'x', 'p-stranger', 'w1', 'admin'];
      const answer = tried(state, w1, { do: what, to }, officeOn(DAY, ['x']));
      expect(answer).toMatchObject({
        unmet: [1, 2, 3, 4, 5].map((at) => ({ code: 'person-not-eligible', at: `/to/${at}` })),
      });
    }
  });

  it('takes somebody, and not more than a meeting', () => {
    const many = Array.from({ length: MAX_READERS + 1 }, (_, n) => `o-${n}`);
    for (const to of [[], many]) {
      expect(codes(tried(atWindow(), w1, { do: 'copy', to }))[0]).toBe('invalid-input');
    }
  });

  it('is for officers who have the case in hand or acted in it, also when it has ended', () => {
    const state = atWindow();
    for (const actor of [x, y, e, APPLICANT, STRANGER, admin, r2]) {
      expect([actor.person, tried(state, actor, { do: 'copy', to: ['x'] }).refused]).toEqual([
        actor.person,
        true,
      ]);
    }
    expect(codes(tried(state, APPLICANT, { do: 'copy', to: ['x'] }))).toEqual(['own-matter']);
    let ended = acted(underReview(), DAY, h, 'grant');
    ended = acted(ended, DAY, w1, 'deliver');
    expect(did(ended, h, { do: 'copy', to: ['x'] }).referred).toEqual(['x']);
    expect(did(ended, w1, { do: 'circulate', to: ['x'] }).referrals).toHaveProperty('r1');
    expect(tried(ended, r1, { do: 'copy', to: ['x'] })).toMatchObject({ refused: true });
  });
});
