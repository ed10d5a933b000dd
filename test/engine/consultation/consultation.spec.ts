import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../../src/engine/clock/civil-date.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import {
  CHANNELS,
  type CommentResult,
  type ConsultationEvent,
  type ConsultationState,
  phaseOn,
  RESULTS,
  type ResultCounts,
  TIMELY_CHANNELS,
  unhandledOf,
} from '../../../src/engine/consultation/consultation.js';
import { CONSULTATION_LAW } from '../../../src/engine/consultation/consultation-law.js';
import {
  groupComments,
  handleComments,
  MOST_NAMED,
  type Selection,
  sortComments,
  ungroupComments,
} from '../../../src/engine/consultation/handle-comments.js';
import {
  extendConsultation,
  type Notice,
  openConsultation,
  publishResults,
  withdrawConsultation,
} from '../../../src/engine/consultation/keep-consultation.js';
import { type NewComment, receiveComments } from '../../../src/engine/consultation/receive-comments.js';
import type { StreamDecision } from '../../../src/engine/streams/stream-law.js';
import { noStanding } from '../../../src/engine/law/stream-definition.js';

const day = (text: string): CivilDate => text as CivilDate;
const OPENS = day('2026-03-02');
const CLOSES = day('2026-04-01');
const BY = { post: 'drafter', power: { policies: ['p'] } };

const NOTICE: Notice = {
  ...{ caseId: 'c', name: 'solicitation', draft: { version: 2, digest: 'd' } },
  ...{ opensOn: OPENS, closesOn: CLOSES, modes: ['public'], words: { title: '关于征求意见的公告' } },
};

function evented<E extends ConsultationEvent>(decision: StreamDecision<E>): E {
  if (decision.refused) throw new Error(JSON.stringify(decision.unmet));
  return decision.event;
}

function codes(decision: StreamDecision<ConsultationEvent>): readonly string[] {
  return decision.refused ? decision.unmet.map(({ code }) => code) : [];
}

const evolve = (state: ConsultationState | null, event: ConsultationEvent): ConsultationState =>
  CONSULTATION_LAW.evolve(state, event, undefined);

const opened = (more: Partial<Notice> = {}): ConsultationState =>
  evolve(null, evented(openConsultation({ ...NOTICE, ...more }, null, { on: OPENS, by: BY })));

function comment(more: Partial<NewComment> = {}): NewComment {
  return {
    ...{ channel: 'web', article: null, stance: null, consentToPublish: true, arrivedOn: OPENS },
    ...{ text: '建议增加公交线路', author: null, ...more },
  };
}

describe('opening a consultation', () => {
  it('takes the least period of the definition, or a reason in the notice', () => {
    const least = { closesOn: day('2026-04-01'), basis: ['决策条例 15.1'] };
    const at = (closesOn: string, reason?: string) =>
      openConsultation(
        { ...NOTICE, closesOn: day(closesOn), ...(reason !== undefined && { reason }) },
        null,
        { on: OPENS, by: BY },
        least,
      );
    expect(at('2026-04-01')).toMatchObject({ refused: false, event: { days: 30, shortened: false } });
    expect(at('2026-03-31')).toMatchObject({
      refused: true,
      unmet: [{ code: 'term-not-elapsed', basis: ['决策条例 15.1'], at: '/closesOn' }],
    });
    const shortened = at('2026-03-09', '防汛抢险，情况紧急');
    expect(shortened).toMatchObject({
      event: { days: 7, shortened: true },
      parts: { reason: '防汛抢险，情况紧急' },
    });
    expect(JSON.stringify(evented(shortened))).not.toContain('防汛');
    expect(at('2026-04-01', '不需要的理由')).toMatchObject({ parts: { notice: NOTICE.words } });
  });

  it('names every wrong day and the missing mode at once, and one that goes on already', () => {
    const wrong = { ...NOTICE, opensOn: day('2026-03-01'), closesOn: day('2026-02-01'), modes: [] };
    const decision = openConsultation(wrong, opened(), { on: OPENS, by: BY });
    expect(codes(decision)).toEqual([
      'not-in-this-state',
      'day-not-allowed',
      'day-not-allowed',
      'invalid-input',
    ]);
    const over = { withdrawnOn: null, resultOn: OPENS };
    expect(openConsultation(NOTICE, over, { on: OPENS, by: BY }).refused).toBe(false);
  });

  it('gives its case every field of its standing', () => {
    const [standing] = CONSULTATION_LAW.standings(opened());
    expect(standing).toMatchObject({ caseId: 'c', name: 'solicitation' });
    expect(Object.keys(standing?.standing ?? {}).toSorted()).toEqual(
      Object.keys(noStanding('consultation')).toSorted(),
    );
    expect(standing?.standing).toMatchObject({ exists: true, open: true, draftVersion: 2, unhandled: 0 });
  });
});

describe('the days of a consultation', () => {
  it('run by law: nobody opens or closes them', () => {
    const state = opened({ opensOn: day('2026-03-05'), closesOn: day('2026-04-10') });
    expect(
      ['2026-03-04', '2026-03-05', '2026-04-10', '2026-04-11'].map((on) => phaseOn(state, day(on))),
    ).toEqual([...['announced', 'open', 'open', 'closed']]);
  });

  it('are extended while they run, to a later day, and never after they are over', () => {
    const state = opened();
    const extend = (closesOn: string, on: string) =>
      extendConsultation(state, { closesOn: day(closesOn), reason: '意见较多' }, { on: day(on), by: BY });
    expect(evolve(state, evented(extend('2026-04-10', '2026-04-01'))).closesOn).toBe('2026-04-10');
    expect(codes(extend('2026-04-10', '2026-04-02'))).toEqual(['term-expired']);
    expect(codes(extend('2026-03-31', '2026-04-01'))).toEqual(['day-not-allowed']);
  });

  it('end a withdrawn consultation for everything', () => {
    const state = evolve(
      opened(),
      evented(withdrawConsultation(opened(), { reason: '草案重拟' }, { on: OPENS, by: BY })),
    );
    expect(CONSULTATION_LAW.standings(state)[0]?.standing).toMatchObject({ withdrawn: true, open: false });
    const doing = { on: OPENS, by: BY };
    for (const decision of [
      publishResults(state, doing),
      withdrawConsultation(state, { reason: 'x' }, doing),
      receiveComments(state, [comment()], { on: OPENS }, { perPart: 1 }),
      receiveComments(state, [comment({ channel: 'letter' })], doing, { perPart: 1 }),
      sortComments(state, { comments: [], as: 'normal' }, doing),
    ])
      expect(codes(decision)).toEqual(['not-in-this-state']);
  });
});

describe('comments', () => {
  it('are taken from the public on every day of the period and on no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40, max: 80 }), (days) => {
        const on = addDays(OPENS, days);
        const decision = receiveComments(opened(), [comment()], { on }, { perPart: 1 });
        expect(decision.refused).toBe(!(days >= 0 && days <= 30));
      }),
    );
  });

  it('are entered later when they had arrived in time; meetings and experts have days of their own', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CHANNELS),
        fc.integer({ min: -5, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        (channel, arrived, entered) => {
          const arrivedOn = addDays(OPENS, arrived);
          const on = addDays(OPENS, entered);
          const decision = receiveComments(
            opened(),
            [comment({ channel, arrivedOn })],
            { on, by: BY },
            { perPart: 1 },
          );
          const timely = !TIMELY_CHANNELS.includes(channel) || (arrived >= 0 && arrived <= 30);
          expect(decision.refused).toBe(!(timely && arrived <= entered));
        },
      ),
    );
  });

  it('leave no word and no name in the event, each with a part of its own', () => {
    const said = [
      comment({ text: '王大力反对', author: { name: '王大力', contact: '13800001111' } }),
      comment(),
    ];
    const decision = receiveComments(opened(), said, { on: OPENS }, { perPart: 1 });
    if (decision.refused) throw new Error('refused');
    expect(JSON.stringify(decision.event)).not.toMatch(/王大力|13800001111|公交/u);
    expect(Object.keys(decision.parts ?? {})).toEqual(['comments.1', 'authors.1', 'comments.2']);
    expect(JSON.stringify(decision.parts?.['comments.1'])).not.toContain('13800001111');
  });
});

/** Comments as the rows have them, so that the counters can be counted again. */
class Rows {
  readonly results: (CommentResult | 'unhandled')[] = [];
  readonly groups: (number | null)[] = [];

  of(chosen: { readonly comments: readonly number[] } | { readonly group: number }): readonly number[] {
    if ('comments' in chosen) return chosen.comments;
    return this.groups.flatMap((group, i) => (group === chosen.group ? [i + 1] : []));
  }

  selection(comments: readonly number[]): Selection {
    const from: Record<string, number> = {};
    for (const n of comments) {
      const result = this.results[n - 1] ?? 'unhandled';
      from[result] = (from[result] ?? 0) + 1;
    }
    return { count: comments.length, from: from as ResultCounts };
  }
}

const step = fc.oneof(
  fc.record({ do: fc.constant('receive' as const), count: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ do: fc.constant('group' as const), picks: fc.array(fc.nat(30), { maxLength: 6 }) }),
  fc.record({
    do: fc.constant('handle' as const),
    picks: fc.array(fc.nat(30), { maxLength: 6 }),
    result: fc.constantFrom(...RESULTS),
    group: fc.boolean(),
    reason: fc.boolean(),
  }),
  fc.record({ do: fc.constant('publish' as const), on: fc.integer({ min: 0, max: 40 }) }),
);

describe('counters', () => {
  it('are what the comments say, counted anew, and nothing unhandled is ever published', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const rows = new Rows();
        let state = opened();
        const apply = (decision: StreamDecision<ConsultationEvent>): boolean => {
          if (!decision.refused) state = evolve(state, decision.event);
          return !decision.refused;
        };
        for (const one of steps) {
          const picks =
            'picks' in one
              ? [...new Set(one.picks.map((n) => n + 1))].filter((n) => n <= state.received)
              : [];
          if (one.do === 'receive') {
            const comments = Array.from({ length: one.count }, () => comment({ channel: 'letter' }));
            if (apply(receiveComments(state, comments, { on: OPENS, by: BY }, { perPart: 1 })))
              for (const _ of comments) void (rows.results.push('unhandled'), rows.groups.push(null));
          } else if (one.do === 'group') {
            const wish = { chosen: { comments: picks }, title: '同类' };
            if (apply(groupComments(state, wish, rows.selection(picks), { on: OPENS, by: BY })))
              for (const n of picks) rows.groups[n - 1] = state.groups;
          } else if (one.do === 'handle') {
            const chosen = one.group ? { group: state.groups } : { comments: picks };
            const named = rows.of(chosen);
            const answer = { result: one.result, articles: [], ...(one.reason && { reason: '见说明' }) };
            const decision = handleComments(state, chosen, answer, rows.selection(named), {
              on: OPENS,
              by: BY,
            });
            if (apply(decision)) {
              expect(one.result === 'adopted' || one.reason).toBe(true);
              for (const n of named) rows.results[n - 1] = one.result;
            }
          } else {
            const on = addDays(OPENS, one.on);
            const open = rows.results.filter((result) => result === 'unhandled').length;
            const before = state.resultOn;
            const published = apply(publishResults(state, { on, by: BY }));
            expect(published).toBe(before === null && open === 0 && on > CLOSES);
          }
          const counted = Object.fromEntries(
            RESULTS.map((result) => [result, rows.results.filter((had) => had === result).length]),
          );
          expect(state.results).toEqual(counted);
          expect(state.received).toBe(rows.results.length);
          expect(unhandledOf(state)).toBe(rows.results.filter((result) => result === 'unhandled').length);
          if (state.resultOn !== null) expect(unhandledOf(state)).toBe(0);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('cannot take more than there is', () => {
    const event = {
      type: 'comments.handled',
      on: OPENS,
      chosen: { comments: [1] },
      result: 'adopted',
    } as const;
    expect(() => evolve(opened(), { ...event, articles: [], from: { unhandled: 1 } })).toThrow(
      /more comments/,
    );
    expect(() =>
      evolve(opened(), { type: 'comments.received', on: OPENS, first: 2, count: 1, channels: {} }),
    ).toThrow(/gap/);
  });
});

describe('handling comments', () => {
  const received = (count: number): ConsultationState =>
    evolve(
      opened(),
      evented(
        receiveComments(
          opened(),
          Array.from({ length: count }, () => comment()),
          { on: OPENS },
          { perPart: 1 },
        ),
      ),
    );
  const doing = { on: OPENS, by: BY };

  it('needs a reason unless the comment is adopted, and always once the results are out', () => {
    const state = received(1);
    const handle = (of: ConsultationState, result: CommentResult, reason?: string) =>
      handleComments(
        of,
        { comments: [1] },
        { result, articles: ['a3', 'a3'], ...(reason !== undefined && { reason }) },
        { count: 1, from: { unhandled: 1 } },
        doing,
      );
    expect(codes(handle(state, 'notAdopted'))).toEqual(['field-required']);
    expect(codes(handle(state, 'explained', '  '))).toEqual(['field-required']);
    const adopted = evented(handle(state, 'adopted'));
    expect(adopted).toMatchObject({ articles: ['a3'] });
    const after = day('2026-04-02');
    const published = evolve(
      evolve(state, adopted),
      evented(publishResults(evolve(state, adopted), { on: after, by: BY })),
    );
    expect(codes(handle(published, 'adopted'))).toEqual(['field-required']);
    const from = { adopted: 1 };
    const correction = handleComments(
      published,
      { comments: [1] },
      { result: 'notAdopted', reason: '笔误', articles: [] },
      { count: 1, from },
      { on: after, by: BY },
    );
    expect(evented(correction)).toMatchObject({ correction: true });
    expect(evolve(published, evented(correction))).toMatchObject({
      ...{ corrections: 1, resultOn: after, results: { adopted: 0, notAdopted: 1 } },
    });
    const late = receiveComments(
      published,
      [comment({ channel: 'letter' })],
      { on: after, by: BY },
      { perPart: 1 },
    );
    expect(codes(late)).toEqual(['term-expired']);
  });

  it('hides with a reason, masks with the masked words, and says of what one is a duplicate', () => {
    const state = received(3);
    const sort = (wish: Parameters<typeof sortComments>[1]) => codes(sortComments(state, wish, doing));
    expect(sort({ comments: [1], as: 'hidden' })).toEqual(['field-required']);
    expect(sort({ comments: [1], as: 'masked' })).toEqual(['invalid-input']);
    expect(sort({ comments: [1], as: 'duplicate' })).toEqual(['invalid-input']);
    expect(sort({ comments: [1], as: 'duplicate', of: 1 })).toEqual(['invalid-input']);
    expect(sort({ comments: [4], as: 'normal' })).toEqual(['invalid-input']);
    expect(sort({ comments: [1, 1], as: 'normal' })).toEqual(['invalid-input']);
    const hidden = sortComments(state, { comments: [1, 2], as: 'hidden', reason: '谩骂' }, doing);
    expect(hidden).toMatchObject({ refused: false, parts: { reason: '谩骂' } });
    expect(unhandledOf(evolve(state, evented(hidden)))).toBe(3);
  });

  it('names the group, not thousands of comments', () => {
    const state = received(MOST_NAMED + 1);
    const all = Array.from({ length: MOST_NAMED + 1 }, (_, i) => i + 1);
    const selection = { count: all.length, from: { unhandled: all.length } };
    const answer = { result: 'notAdopted', reason: '超出本决策范围', articles: [] } as const;
    expect(codes(handleComments(state, { comments: all }, answer, selection, doing))).toEqual([
      'invalid-input',
    ]);
    expect(codes(handleComments(state, { group: 1 }, answer, selection, doing))).toEqual(['invalid-input']);
    const grouped = evolve(
      state,
      evented(groupComments(state, { chosen: { sameAs: 1 }, title: '公交' }, selection, doing)),
    );
    const handled = evented(handleComments(grouped, { group: 1 }, answer, selection, doing));
    expect(JSON.stringify(handled).length).toBeLessThan(400);
    expect(unhandledOf(evolve(grouped, handled))).toBe(0);
    const apart = ungroupComments(grouped, { group: 1 }, selection, doing);
    expect(evented(apart)).toMatchObject({ count: all.length });
    expect(codes(ungroupComments(grouped, { group: 2 }, { count: 0, from: {} }, doing))).toEqual([
      ...['invalid-input', 'nothing-to-change'],
    ]);
  });

  it('makes a group with a title, and adds to one that there is', () => {
    const state = received(2);
    const group = (wish: Parameters<typeof groupComments>[1]) =>
      groupComments(state, wish, { count: 1, from: { unhandled: 1 } }, doing);
    expect(codes(group({ chosen: { comments: [1] } }))).toEqual(['field-required']);
    expect(codes(group({ chosen: { comments: [1] }, group: 1 }))).toEqual(['invalid-input']);
    expect(evented(group({ chosen: { article: 'a3' }, title: '第三条' }))).toMatchObject({ group: 1 });
  });

  it('leaves a refused attempt on record without a trace in the state', () => {
    const state = received(1);
    const attempt = { type: 'stream.refused', on: day('2026-05-01') } as unknown as ConsultationEvent;
    expect(evolve(state, attempt)).toBe(state);
  });
});
