import { describe, expect, it } from '@jest/globals';
import type { CaseState } from '../../../../src/engine/case/case-state.js';
import { permit } from '../licence-in-miniature.js';
import { decideDesk } from '../../../../src/engine/case/desk/decide-desk.js';
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

const { w1, w2, r1, r2, r3, h, c, d, dh, x, admin } = OFFICE;
const DAY = '2026-03-03';

const claimed = (state: CaseState, actor = w1, act = 'accept'): CaseState =>
  did(state, actor, { do: 'claim', task: taskOf(state, act) });

describe('taking a task in hand 签收', () => {
  it('makes it the claimer’s alone: others are refused its acts, he is not, and nobody has to claim', () => {
    const state = atWindow();
    expect(attempted(state, DAY, w2, 'accept')).toMatchObject({ refused: false });
    const after = claimed(state);
    expect(after.tasks[taskOf(after, 'accept')]?.holder).toEqual({ person: 'w1', as: 'claimed', on: DAY });
    expect(codes(attempted(after, DAY, w2, 'accept'))).toEqual(['held-by-another']);
    expect(attempted(after, DAY, w1, 'accept')).toMatchObject({ refused: false });
  });

  it('is recorded with the power, the unit-less post and no act or performer', () => {
    const state = atWindow();
    const { event, basis } = decided(state, w1, { do: 'claim', task: taskOf(state, 'accept') });
    expect(event).toEqual({
      type: 'desk.claimed',
      cause: 'desk',
      power: { policies: ['act-in-own-post'], post: 'window' },
      on: DAY,
      desk: {
        did: 'claimed',
        task: taskOf(state, 'accept'),
        holder: { person: 'w1', as: 'claimed', on: DAY },
      },
    });
    expect(basis).toEqual(['正程 工作交接']);
  });

  it('is refused to whoever may not lawfully do the task, with what stands against each', () => {
    const state = atWindow();
    const claim = { do: 'claim', task: taskOf(state, 'accept') } as const;
    for (const actor of [r1, x, h, STRANGER, APPLICANT]) {
      expect([actor.person, codes(tried(state, actor, claim))]).toEqual([actor.person, ['power-missing']]);
    }
    expect(codes(tried(state, OFFICE.ended, claim))).toEqual(['account-not-active']);
    expect(codes(tried(state, admin, claim))).toEqual(['administrator-on-case']);
    expect(codes(tried(state, w1, claim, officeOn(DAY, ['w1'])))).toEqual(['recused']);
    const own = { ...state, parties: { applicant: ['w1'] } };
    expect(codes(tried(own, w1, claim))).toEqual(['own-matter']);
  });

  it('is refused where another has it, twice, and where there is no such task', () => {
    const state = claimed(atWindow());
    const task = taskOf(state, 'accept');
    expect(codes(tried(state, w2, { do: 'claim', task }))).toEqual(['held-by-another']);
    expect(codes(tried(state, w1, { do: 'claim', task }))).toEqual(['nothing-to-change']);
    for (const key of ['nothing', '__proto__', 'constructor']) {
      expect(codes(tried(state, w1, { do: 'claim', task: key }))).toEqual(['task-not-open']);
    }
  });

  it('is possible for a deputy, who has it for his principal, and then for both', () => {
    const state = claimed(atWindow(), d);
    expect(state.tasks[taskOf(state, 'accept')]?.holder).toMatchObject({ person: 'd', onBehalfOf: 'w1' });
    expect(attempted(state, DAY, w1, 'accept')).toMatchObject({ refused: false });
    expect(attempted(state, DAY, d, 'accept')).toMatchObject({
      refused: false,
      event: { power: { onBehalfOf: 'w1' } },
    });
    expect(codes(attempted(state, DAY, w2, 'accept'))).toEqual(['held-by-another']);
    const principals = claimed(atWindow(), w1);
    expect(attempted(principals, DAY, d, 'accept')).toMatchObject({ refused: false });
  });

  it('is a deputy’s by his first substitution that covers any of its acts, whatever the order of the acts', () => {
    const state = atWindow();
    const task = taskOf(state, 'accept');
    const { acts } = state.tasks[task] as CaseState['tasks'][string];
    const charged = (substitution: string, act: string | undefined): typeof d.capacities => [
      ...d.capacities.map((capacity) => ({
        ...capacity,
        deputy: { principal: w1, substitution, inScope: true, acts: [act ?? ''] },
      })),
    ];
    const both = { ...d, capacities: [...charged('s-1', acts.at(-1)), ...charged('s-2', acts[0])] };
    const { event } = decided(state, both, { do: 'claim', task });
    expect(acts.length).toBeGreaterThan(1);
    expect(event.power).toMatchObject({ onBehalfOf: 'w1', substitution: 's-1' });
  });

  it('ends by itself when the holder may no longer have it: nothing waits for who is gone', () => {
    const state = claimed(atWindow());
    const gone = officeOn(DAY, ['w1']);
    expect(attempted(state, DAY, w2, 'accept', {}, gone)).toMatchObject({ refused: false });
    expect(tried(state, w2, { do: 'claim', task: taskOf(state, 'accept') }, gone)).toMatchObject({
      refused: false,
    });
  });

  it('ends too when the holder is away with nobody to stand in for him, and not when somebody does', () => {
    const world = officeOn(DAY);
    const gone = (who: string, deputies: boolean) => ({
      ...world,
      member: (person: string) => {
        const known = world.member?.(person);
        return known && { ...known, absent: person === who };
      },
      holders: (post: string) =>
        [...(world.holders?.(post) ?? [])].filter(({ person }) => deputies || person !== 'd'),
    });
    const state = claimed(atWindow());
    expect(attempted(state, DAY, w2, 'accept', {}, gone('w1', false))).toMatchObject({ refused: false });
    expect(codes(attempted(state, DAY, w2, 'accept', {}, gone('w1', true)))).toEqual(['held-by-another']);
    expect(attempted(state, DAY, d, 'accept', {}, gone('w1', true))).toMatchObject({ refused: false });
    const { event } = decided(state, h, { do: 'urge', task: taskOf(state, 'accept') }, gone('w1', true));
    expect(event.desk).toMatchObject({ to: ['w1', 'd'] });
  });

  it('stays the principal’s when his deputy’s substitution has ended', () => {
    const state = claimed(atWindow(), d);
    const world = officeOn(DAY);
    const ended = {
      ...world,
      member: (person: string) =>
        person === 'd' ? { actor: { ...d, capacities: [] }, absent: false } : world.member?.(person),
      holders: (post: string) => [...(world.holders?.(post) ?? [])].filter(({ person }) => person !== 'd'),
    };
    expect(codes(attempted(state, DAY, w2, 'accept', {}, ended))).toEqual(['held-by-another']);
    expect(attempted(state, DAY, w1, 'accept', {}, ended)).toMatchObject({ refused: false });
  });

  it('leaves alone what came back to somebody 退回: others of the post may take it', () => {
    const state = atWindow();
    const task = taskOf(state, 'accept');
    const holder = { person: 'w1', as: 'returned', on: state.lastOn } as const;
    const back = { ...state, tasks: { [task]: { ...state.tasks[task]!, holder } } };
    expect(attempted(back, DAY, w2, 'accept')).toMatchObject({ refused: false });
    expect(did(back, w2, { do: 'claim', task }).tasks[task]?.holder?.person).toBe('w2');
  });

  it('is not for what is a party’s own, nor for a round of signatures', () => {
    const state = atWindow();
    const task = taskOf(state, 'accept');
    const round = { ...state, tasks: { [task]: { ...state.tasks[task]!, signing: 'joint' } } };
    const own = { ...state, tasks: { [task]: { ...state.tasks[task]!, post: 'applicant' } } };
    for (const other of [round, own]) {
      for (const command of [
        { do: 'claim', task },
        { do: 'release', task },
        { do: 'transfer', task, to: 'w2' },
        { do: 'delegate', task, to: 'x' },
        { do: 'consult', task, to: 'x', place: 'before' },
      ] as const) {
        expect([command.do, codes(tried(other, w1, command))[0]]).toEqual([
          command.do,
          'not-one-persons-task',
        ]);
      }
      expect(codes(tried(other, h, { do: 'reassign', task }))).toContain('not-one-persons-task');
    }
  });
});

describe('giving a task back 取消签收', () => {
  it('is for who has it, and leaves it as if it had never been taken', () => {
    const state = atWindow();
    const task = taskOf(state, 'accept');
    expect(did(claimed(state), w1, { do: 'release', task })).toEqual(state);
    expect(codes(tried(state, w1, { do: 'release', task }))).toEqual(['not-in-hand']);
    expect(codes(tried(claimed(state), w2, { do: 'release', task }))).toEqual(['not-in-hand']);
    expect(codes(tried(claimed(state), r1, { do: 'release', task }))).toEqual(['power-missing']);
  });
});

describe('passing a task on 转办', () => {
  it('gives it to another who may do it himself: then it is his alone, and he is told', () => {
    const state = claimed(atWindow());
    const task = taskOf(state, 'accept');
    const { event, effects, state: after } = decided(state, w1, { do: 'transfer', task, to: 'w2' });
    expect(event.desk).toEqual({
      did: 'transferred',
      task,
      holder: { person: 'w2', as: 'assigned', on: DAY },
      passedBy: ['w1'],
    });
    expect(effects).toEqual([{ type: 'desk.notify', did: 'transferred', to: ['w2'], on: DAY }]);
    expect(codes(attempted(after, DAY, w1, 'accept'))).toEqual(['held-by-another']);
    expect(attempted(after, DAY, w2, 'accept')).toMatchObject({ refused: false });
  });

  it('needs nobody to have it, or the actor, and a reason', () => {
    const state = atWindow();
    const task = taskOf(state, 'accept');
    expect(tried(state, w1, { do: 'transfer', task, to: 'w2' })).toMatchObject({ refused: false });
    expect(codes(tried(claimed(state), w2, { do: 'transfer', task, to: 'd' }))).toEqual(['held-by-another']);
    const blank = tried(state, w1, { do: 'transfer', task, to: 'w2', reason: '  ' });
    expect(blank).toMatchObject({ unmet: [{ code: 'invalid-input', at: '/reason' }] });
    const long = tried(state, w1, { do: 'transfer', task, to: 'w2', reason: '长'.repeat(2_001) });
    expect(long).toMatchObject({ unmet: [{ code: 'invalid-input', at: '/reason' }] });
  });

  it.each([
    ['himself', 'w1', {}, '即为本人'],
    ['nobody that is known', 'p-unknown', {}, '不是本机关登记'],
    ['a member of the public', 'p-applicant', {}, '不是本机关登记'],
    ['an officer without the post', 'r1', {}, '须由有权办理本案的受理窗口作出'],
    ['somebody whose account has ended', 'ended', {}, '停用或者注销'],
    ['an administrator', 'admin', {}, '管理员'],
    ['somebody who is away', 'away', {}, '离岗'],
    ['somebody recused', 'w2', { recused: ['w2'] }, '回避'],
    ['a party to the case', 'w2', { party: 'w2' }, '当事人'],
  ])('never gives it to %s', (_who, to, more: { recused?: string[]; party?: string }, why) => {
    const plain = atWindow();
    const state = more.party ? { ...plain, parties: { applicant: [more.party] } } : plain;
    const command = { do: 'transfer', task: taskOf(state, 'accept'), to } as const;
    const answer = tried(state, w1, command, officeOn(DAY, more.recused ?? []));
    expect(answer).toMatchObject({ unmet: [{ code: 'person-not-eligible', at: '/to' }] });
    expect(JSON.stringify(answer)).toContain(why);
  });

  it('never gives it to somebody whom the separation of duties keeps out', () => {
    const called = acted(underReview(), DAY, r1, 'callHearing', { heldOn: '2026-03-20' });
    const both = { ...OFFICE.c, capacities: [...OFFICE.c.capacities, ...r2.capacities] };
    const world = officeOn(DAY);
    const member = (person: string) =>
      person === 'c2' ? { actor: { ...both, person: 'c2' }, absent: false } : world.member?.(person);
    const separated = { ...called, performers: { ...called.performers, reviewer: ['r1', 'c2'] } };
    const command = { do: 'transfer', task: taskOf(called, 'holdHearing'), to: 'c2' } as const;
    expect(tried(called, c, command, { ...world, member })).toMatchObject({ refused: false });
    const answer = tried(separated, c, command, { ...world, member });
    expect(codes(answer)).toEqual(['person-not-eligible']);
    expect(JSON.stringify(answer)).toContain('许可法 48');
  });

  it('never comes back to who passed it on, until a superior has it reassigned', () => {
    const first = underReview();
    const task = taskOf(first, 'beginTest');
    const second = did(first, r1, { do: 'transfer', task, to: 'r2' });
    expect(codes(tried(second, r2, { do: 'transfer', task, to: 'r1' }))).toEqual(['transfer-cycle']);
    const third = did(second, r2, { do: 'transfer', task, to: 'r3' });
    for (const to of ['r1', 'r2']) {
      expect(codes(tried(third, r3, { do: 'transfer', task, to }))).toEqual(['transfer-cycle']);
    }
    const released = did(third, r3, { do: 'release', task });
    expect(codes(tried(released, r3, { do: 'transfer', task, to: 'r1' }))).toEqual(['transfer-cycle']);
    const again = did(third, h, { do: 'reassign', task, to: 'r1' });
    expect(again.tasks[task]?.passedBy).toBeUndefined();
    expect(tried(again, r1, { do: 'transfer', task, to: 'r2' })).toMatchObject({ refused: false });
  });

  it('counts who passed it on for his principal as both', () => {
    const state = atWindow();
    const task = taskOf(state, 'accept');
    const after = did(state, d, { do: 'transfer', task, to: 'w2' });
    expect(after.tasks[task]?.passedBy).toEqual(['d', 'w1']);
    expect(codes(tried(after, w2, { do: 'transfer', task, to: 'w1' }))).toEqual(['transfer-cycle']);
  });
});

describe('reassigning 改派', () => {
  it('is for the posts that the procedure names, on its provision, and tells who loses and who gets it', () => {
    const state = claimed(atWindow());
    const task = taskOf(state, 'accept');
    const { event, effects, basis } = decided(state, h, { do: 'reassign', task, to: 'w2' });
    expect(event.desk).toMatchObject({ did: 'reassigned', holder: { person: 'w2', as: 'assigned' } });
    expect(effects).toEqual([{ type: 'desk.notify', did: 'reassigned', to: ['w1', 'w2'], on: DAY }]);
    expect(basis).toEqual(['正程 工作交接']);
    const free = did(state, dh, { do: 'reassign', task });
    expect(free.tasks[task]?.holder).toBeUndefined();
    expect(codes(tried(state, w2, { do: 'reassign', task, to: 'w2' }))).toEqual(['power-missing']);
    expect(codes(tried(state, h, { do: 'reassign', task, to: 'w1' }))).toEqual(['nothing-to-change']);
    expect(codes(tried(atWindow(), h, { do: 'reassign', task }))).toEqual(['nothing-to-change']);
  });

  it('gives nobody a task that he may not do, the superior himself included', () => {
    const state = atWindow();
    const task = taskOf(state, 'accept');
    for (const to of ['h', 'r1', 'away', 'ended', 'p-applicant']) {
      expect([to, codes(tried(state, h, { do: 'reassign', task, to }))]).toEqual([
        to,
        ['person-not-eligible'],
      ]);
    }
  });

  it('names everything that is wrong at once', () => {
    const state = atWindow();
    const answer = tried(state, x, { do: 'reassign', task: taskOf(state, 'accept'), to: 'r1', reason: '' });
    expect(codes(answer)).toEqual(['power-missing', 'person-not-eligible', 'invalid-input']);
  });

  it('is not provided where the procedure says nothing of it', () => {
    const state = claimed(atWindow());
    const { work: _none, ...definition } = permit.definition;
    const silent = Object.assign(Object.create(Object.getPrototypeOf(permit)), permit, { definition });
    for (const command of [
      { do: 'reassign', task: taskOf(state, 'accept') },
      { do: 'suspend' },
      { do: 'void' },
    ] as const) {
      const attempt = { ...command, reason: '工作需要', actor: h };
      expect(codes(decideDesk(silent, state, attempt, officeOn(DAY)))).toEqual(['not-provided']);
    }
  });
});
