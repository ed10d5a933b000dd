import { describe, expect, it } from '@jest/globals';
import { decide as decideIn } from '../../../../src/engine/case/decide.js';
import { decideDesk } from '../../../../src/engine/case/desk/decide-desk.js';
import { nextLapse } from '../../../../src/engine/case/lapse.js';
import { permit, worldOn } from '../licence-in-miniature.js';
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

const { w1, w2, r1, h, dh, x } = OFFICE;
const DAY = '2026-03-03';

describe('suspending the work 挂起', () => {
  it('stops officers in everything, and neither the law’s clocks nor the parties', () => {
    const state = atWindow('2026-03-02');
    const { event, basis, state: still } = decided(state, h, { do: 'suspend' });
    expect(event).toEqual({
      type: 'desk.suspended',
      cause: 'desk',
      power: { policies: ['act-in-own-post'], post: 'head' },
      on: DAY,
      desk: { did: 'suspended' },
    });
    expect(basis).toEqual(['正程 挂起']);
    expect(still).toEqual({ ...state, suspendedOn: DAY });
    for (const act of ['accept', 'notifyCorrections', 'replaceMaterials']) {
      expect([act, codes(attempted(still, DAY, w1, act, { items: ['x'] }))[0]]).toEqual([
        act,
        'case-suspended',
      ]);
    }
    const lapse = nextLapse(permit, still, worldOn('2026-03-20'));
    expect(lapse?.event).toMatchObject({ type: 'clock.lapsed', lapse: { deemed: 'accepted' } });
    expect(lapse?.state.suspendedOn).toBe(DAY);
  });

  it('lets a party act where the procedure gives him an act', () => {
    const acts = { ...permit.definition.acts };
    acts['replaceMaterials'] = { ...acts['replaceMaterials']!, by: ['applicant', 'window'] };
    const definition = { ...permit.definition, acts };
    const open = Object.assign(Object.create(Object.getPrototypeOf(permit)), permit, { definition });
    const still = did(atWindow(), h, { do: 'suspend' });
    const command = { act: 'replaceMaterials', input: {} };
    const world = officeOn(DAY);
    expect(decideIn(open, still, { ...command, actor: APPLICANT }, world)).toMatchObject({
      refused: false,
      event: { post: 'applicant' },
    });
    expect(decideIn(open, still, { ...command, actor: w1 }, world)).toMatchObject({ code: 'case-suspended' });
  });

  it('keeps desks from moving work, but not from giving it back, answering and reading', () => {
    const state = did(atWindow(), w1, {
      do: 'consult',
      task: taskOf(atWindow(), 'accept'),
      to: 'x',
      place: 'before',
    });
    const task = taskOf(state, 'accept');
    const held = did(state, w1, { do: 'claim', task });
    const still = did(held, h, { do: 'suspend' });
    for (const command of [
      { do: 'claim', task },
      { do: 'transfer', task, to: 'w2' },
      { do: 'delegate', task, to: 'y' },
      { do: 'consult', task, to: 'y', place: 'after' },
      { do: 'urge', task },
    ] as const) {
      expect([command.do, codes(tried(still, w1, command))[0]]).toEqual([command.do, 'case-suspended']);
    }
    for (const [actor, command] of [
      [w1, { do: 'release', task }],
      [w1, { do: 'recall', referral: 'r1' }],
      [x, { do: 'answer', referral: 'r1', text: '同意' }],
      [w1, { do: 'copy', to: ['y'] }],
      [h, { do: 'reassign', task, to: 'w2' }],
    ] as const) {
      expect([command.do, tried(still, actor, command).refused]).toEqual([command.do, false]);
    }
  });

  it('is for the posts that the procedure names, once, and with a reason; resuming is too', () => {
    const state = atWindow();
    for (const actor of [w1, x, APPLICANT, STRANGER]) {
      expect([actor.person, codes(tried(state, actor, { do: 'suspend' }))]).toEqual([
        actor.person,
        ['power-missing'],
      ]);
    }
    expect(codes(tried(state, h, { do: 'suspend', reason: '' }))).toEqual(['invalid-input']);
    expect(codes(tried(state, h, { do: 'resume' }))).toEqual(['nothing-to-change']);
    const still = did(state, dh, { do: 'suspend' });
    expect(codes(tried(still, h, { do: 'suspend' }))).toEqual(['nothing-to-change']);
    expect(did(still, h, { do: 'resume' })).toEqual(state);
  });

  it('ends with the case', () => {
    const granted = acted(underReview(), DAY, h, 'grant');
    const still = did(granted, h, { do: 'suspend' });
    const voidedNever = tried(still, h, { do: 'void' });
    expect(codes(voidedNever)).toEqual(['void-too-late']);
    const early = did(atWindow(), h, { do: 'suspend' });
    expect(did(early, h, { do: 'void' })).not.toHaveProperty('suspendedOn');
  });
});

describe('voiding a case 作废', () => {
  it('ends it, stops its clocks, closes its tasks and asks nobody any more', () => {
    const before = did(underReview(), r1, {
      do: 'consult',
      task: taskOf(underReview(), 'callHearing'),
      to: 'x',
      place: 'after',
    });
    const { event, state } = decided(before, h, { do: 'void' });
    expect(event).toMatchObject({
      type: 'desk.voided',
      outcome: 'voided',
      clocks: [{ id: 'decision', action: 'stop', on: DAY }],
      tasksClosed: Object.keys(before.tasks),
    });
    expect(event).not.toHaveProperty('value');
    expect(state).toMatchObject({ status: 'ended', outcome: 'voided', tasks: {}, value: before.value });
    expect(state.referrals).toBeUndefined();
    expect(Object.values(state.clocks).map((clock) => clock.state)).toEqual(['stopped', 'stopped']);
    expect(nextLapse(permit, state, worldOn('2027-03-01'))).toBeUndefined();
    expect(codes(attempted(state, DAY, h, 'grant'))).toEqual(['case-ended']);
    expect(codes(tried(state, h, { do: 'void' }))).toEqual(['case-ended']);
  });

  it('is too late once a deciding act was performed, and is the named posts’ alone', () => {
    const granted = acted(underReview(), DAY, h, 'grant');
    const refused = tried(granted, w2, { do: 'void', reason: '' });
    expect(codes(refused)).toEqual(['power-missing', 'void-too-late', 'invalid-input']);
    expect(JSON.stringify(refused)).toContain('准予许可');
  });
});

describe('what the procedure requires of work besides', () => {
  const rule = {
    by: 'head',
    basis: '正程 作废',
    requires: [
      {
        that: 'days.accepted = null',
        basis: '许可法 32.1(5)',
        say: { zh: '已经受理', en: 'accepted already' },
      },
    ],
  };
  const definition = { ...permit.definition, work: { void: rule } };
  const strict = Object.assign(Object.create(Object.getPrototypeOf(permit)), permit, { definition });
  const voiding = { do: 'void', reason: '重复立案', actor: h } as const;

  it('is looked at with the facts and days of the case', () => {
    expect(decideDesk(strict, atWindow(), voiding, officeOn(DAY))).toMatchObject({ refused: false });
    expect(decideDesk(strict, underReview(), voiding, officeOn(DAY))).toMatchObject({
      unmet: [{ code: 'requirement-unmet', basis: ['许可法 32.1(5)'], say: { zh: '已经受理' } }],
    });
  });

  it('is named together with what else stands against it', () => {
    const answer = decideDesk(strict, underReview(), { ...voiding, actor: w1, reason: '' }, officeOn(DAY));
    expect(codes(answer)).toEqual(['power-missing', 'requirement-unmet', 'invalid-input']);
  });
});

describe('urging 催办', () => {
  it('reminds who has the task, else all who may do it, and changes nothing but that it was done', () => {
    const state = atWindow();
    const task = taskOf(state, 'accept');
    const all = decided(state, APPLICANT, { do: 'urge', task });
    expect(all.event.desk).toEqual({ did: 'urged', task, by: 'p-applicant', to: ['w1', 'w2', 'away', 'd'] });
    expect(all.event.power).toEqual({ policies: ['read-as-party'] });
    const { urged, ...rest } = all.state.tasks[task]!;
    expect(urged).toEqual({ on: DAY, by: ['p-applicant'] });
    expect({ ...all.state, tasks: { [task]: rest } }).toEqual(state);
    const held = did(state, w1, { do: 'claim', task });
    expect(decided(held, APPLICANT, { do: 'urge', task }).effects).toEqual([
      { type: 'task.remind', task, to: ['w1'], notBefore: `${DAY}T04:00:00.000Z`, on: DAY },
    ]);
    const asked = did(held, w1, { do: 'consult', task, to: 'x', place: 'before' });
    expect(decided(asked, APPLICANT, { do: 'urge', task }).event.desk).toMatchObject({ to: ['x'] });
  });

  it('is for whoever may read the case, once a day for each task and person', () => {
    const state = atWindow();
    const task = taskOf(state, 'accept');
    expect(codes(tried(state, STRANGER, { do: 'urge', task }))).toEqual(['power-missing']);
    const once = did(state, APPLICANT, { do: 'urge', task });
    expect(tried(once, APPLICANT, { do: 'urge', task })).toMatchObject({
      code: 'urged-today',
      earliestPossible: '2026-03-04',
    });
    const both = did(once, h, { do: 'urge', task });
    expect(both.tasks[task]?.urged).toEqual({ on: DAY, by: ['p-applicant', 'h'] });
    const next = did(both, APPLICANT, { do: 'urge', task }, officeOn('2026-03-04'));
    expect(next.tasks[task]?.urged).toEqual({ on: '2026-03-04', by: ['p-applicant'] });
    expect(codes(tried(state, APPLICANT, { do: 'urge', task: 'nothing' }))).toEqual(['task-not-open']);
  });

  it('reminds nobody of himself', () => {
    const state = did(atWindow(), w1, { do: 'claim', task: taskOf(atWindow(), 'accept') });
    expect(codes(tried(state, w1, { do: 'urge', task: taskOf(state, 'accept') }))).toEqual([
      'nothing-to-change',
    ]);
  });

  it('reminds those who have not signed, in turn where they sign in turn', () => {
    const plain = atWindow();
    const task = taskOf(plain, 'accept');
    const round = {
      round: 1,
      signers: ['r1', 'r2', 'r3'].map((person) => ({ person })),
      signatures: { r1: { stance: 'agree' as const, on: plain.lastOn } },
    };
    const state = {
      ...plain,
      tasks: { [task]: { ...plain.tasks[task]!, signing: 'joint' } },
      signings: { joint: round },
    };
    expect(decided(state, h, { do: 'urge', task }).event.desk).toMatchObject({ to: ['r2', 'r3'] });
  });

  it.each([
    ['within working hours at once', '2026-03-03T01:00:00.000Z', '2026-03-03T01:00:00.000Z'],
    ['before they begin, when they do', '2026-03-02T23:00:00.000Z', '2026-03-03T00:30:00.000Z'],
    ['on the stroke of the end, the next day', '2026-03-03T09:30:00.000Z', '2026-03-04T00:30:00.000Z'],
    ['on a Friday evening, on Monday', '2026-03-06T12:00:00.000Z', '2026-03-09T00:30:00.000Z'],
    [
      'in the Spring Festival, when work begins again',
      '2026-02-17T02:00:00.000Z',
      '2026-02-24T00:30:00.000Z',
    ],
    ['on a Saturday that is worked', '2026-02-14T02:00:00.000Z', '2026-02-14T02:00:00.000Z'],
  ])('reaches people %s', (_when, now, notBefore) => {
    const state = atWindow('2026-02-09');
    const world = {
      ...officeOn(DAY),
      now: now as never,
      workingHours: { from: '08:30', to: '17:30' },
    };
    const { effects } = decided(state, APPLICANT, { do: 'urge', task: taskOf(state, 'accept') }, world);
    expect(effects).toMatchObject([{ type: 'task.remind', notBefore }]);
  });
});
