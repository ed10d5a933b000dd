import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CaseState } from '../../../src/engine/case/case-state.js';
import { actorInPosts } from '../../../src/engine/case/command.js';
import { decide } from '../../../src/engine/case/decide.js';
import type { World } from '../../../src/engine/case/world.js';
import type { CivilDate, Instant } from '../../../src/engine/clock/time.js';
import { Defect } from '../../../src/engine/defect.js';
import {
  answersTo,
  COMMENT_ANSWERS,
  COMMENT_KINDS,
  mustBeAnswered,
  type CommentAnswer,
  type CommentKind,
  type CommentState,
} from '../../../src/engine/draft/comment.js';
import { standingOf } from '../../../src/engine/draft/comment-anchor.js';
import { decideAnswer, decideComment } from '../../../src/engine/draft/decide-comment.js';
import { decideSubmission, MOST_ARTICLES } from '../../../src/engine/draft/decide-submission.js';
import { decideWithdrawal } from '../../../src/engine/draft/decide-withdrawal.js';
import type { DraftPlace } from '../../../src/engine/draft/draft-place.js';
import { draftLaw, type DraftEvent, type DraftState } from '../../../src/engine/draft/draft-stream.js';
import type { Draft } from '../../../src/engine/draft/draft.js';
import { parseDraft } from '../../../src/engine/draft/parse-draft.js';
import { STREAM_KINDS } from '../../../src/engine/law/stream-definition.js';
import { postsAlone } from '../../../src/engine/powers/stand-in-check.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { officialCalendar } from '../../support/procedures.js';
import { draftProcedure } from '../../support/draft-procedure.js';

const compiled = draftProcedure();
const { definition } = compiled;
const declared = definition.streams?.['draft'];
if (!declared) throw new Error('no draft');
const world: World = {
  ...{ now: '2026-03-02T04:00:00.000Z' as Instant, zone: 'Asia/Shanghai' as World['zone'] },
  ...{ calendar: officialCalendar(), checkInput: () => [], checkPower: postsAlone },
};
const drafter = actorInPosts('li', ['reviewer']);
const lawyer = actorInPosts('fa', ['chair']);

function after(state: CaseState | null, act: string): CaseState {
  const answer = decide(compiled, state, { act, actor: drafter, input: {}, unit: 'office' }, world);
  if (answer.refused) throw new Error(JSON.stringify(answer.unmet));
  return answer.state;
}
const opened = after(null, 'open');
const started = after(opened, 'start');

/** A draft with all its versions, worked on without a store. */
class Desk {
  readonly drafts: Draft[] = [];
  state: DraftState | null = null;

  place(actor = drafter, caseState = started): DraftPlace {
    const draft = this.state;
    return { definition, name: 'draft', declared: declared!, caseId: 'c', caseState, actor, world, draft };
  }

  submit(text: string, more: { readonly replaces?: number } = {}, place = this.place()) {
    const before = this.drafts.at(-1) ?? null;
    const submission = { text: parseDraft(text), source: 'text' as const, before, hash: nodeHash, ...more };
    const decision = decideSubmission(place, submission);
    if (decision.refused) return decision.unmet.map(({ code, at }) => [code, at]);
    this.drafts.push(decision.draft);
    return this.evolve(decision.event);
  }

  comment(
    kind: CommentKind,
    article: string | null,
    more: { quote?: string; version?: number } = {},
    actor = lawyer,
  ) {
    const version = more.version ?? this.state?.version ?? 0;
    const comment = {
      kind,
      article,
      version,
      text: '请修改。',
      hash: nodeHash,
      on: this.drafts[version - 1],
    };
    const decision = decideComment(this.place(actor), {
      ...comment,
      ...(more.quote !== undefined && { quote: more.quote }),
    });
    return decision.refused ? decision.unmet.map(({ code, at }) => [code, at]) : this.evolve(decision.event);
  }

  withdraw(version = this.state?.version ?? 0, reason = '需要重新研究。', actor = drafter) {
    const decision = decideWithdrawal(this.place(actor), { version, reason });
    return decision.refused ? decision.unmet.map(({ code, at }) => [code, at]) : this.evolve(decision.event);
  }

  answer(
    answer: CommentAnswer,
    state: CommentState,
    more: { text?: string; version?: number } = {},
    actor = drafter,
  ) {
    const to = { comment: 1, kind: 'mustChange' as const, version: more.version ?? 1, state, post: 'chair' };
    const decision = decideAnswer(this.place(actor), {
      answer,
      to,
      ...(more.text !== undefined && { text: more.text }),
    });
    return decision.refused ? decision.unmet.map(({ code, at }) => [code, at]) : this.evolve(decision.event);
  }

  evolve(event: DraftEvent): DraftState {
    this.state = draftLaw.evolve(this.state, event, 'li');
    return this.state;
  }
}

const TEXT = '规定\n第一条 甲应当公开。\n第二条 乙应当论证。';

describe('a draft', () => {
  it('begins when the definition lets it, by the posts that keep it, and says all that is missing', () => {
    const desk = new Desk();
    const early = { ...desk.place(lawyer), caseState: opened };
    expect(desk.submit(' ', {}, early)).toEqual([
      ['power-missing', undefined],
      ['requirement-unmet', undefined],
      ['invalid-input', '/text'],
    ]);
    expect(desk.submit(TEXT)).toMatchObject({
      caseId: 'c',
      name: 'draft',
      version: 1,
      articles: 2,
      nextArticle: 3,
    });
    expect(desk.drafts[0]?.body.map((one) => (one.kind === 'article' ? one.id : ''))).toEqual(['a1', 'a2']);
  });

  it('has a new version for every other text, also one that was there before, and none for the same', () => {
    const desk = new Desk();
    desk.submit(TEXT);
    expect(desk.submit(`  ${TEXT.replaceAll('\n', '\r\n\r\n')}`)).toEqual([['nothing-to-change', '/text']]);
    expect(desk.submit('第一条 丙。')).toMatchObject({ version: 2 });
    expect(desk.submit(TEXT, { replaces: 1 })).toEqual([['seen-outdated', '/replaces']]);
    expect(desk.submit(TEXT, { replaces: 2 })).toMatchObject({ version: 3, nextArticle: 6 });
  });

  it('can be withdrawn with a reason: then there is none until the next version, and the same words may come again', () => {
    const desk = new Desk();
    expect(desk.withdraw()).toEqual([['not-in-this-state', undefined]]);
    desk.submit(TEXT);
    desk.submit('第一条 丙。');
    expect(desk.withdraw(1, ' ', lawyer)).toEqual([
      ['power-missing', undefined],
      ['seen-outdated', '/version'],
      ['field-required', '/reason'],
    ]);
    const gone = desk.withdraw() as DraftState;
    expect(gone).toMatchObject({ version: 2, withdrawn: true });
    const nothing = { exists: true, version: 0, draftVersion: 0, articles: 0 };
    expect(draftLaw.standings(gone)[0]?.standing).toMatchObject(nothing);
    expect(desk.withdraw()).toEqual([['not-in-this-state', undefined]]);
    expect(desk.comment('question', null)).toEqual([['not-in-this-state', undefined]]);
    const again = desk.submit('第一条 丙。', { replaces: 2 }) as DraftState;
    expect(again).toMatchObject({ version: 3, articles: 1 });
    expect(again.withdrawn).toBeUndefined();
    expect(draftLaw.standings(again)[0]?.standing).toMatchObject({ version: 3, articles: 1 });
    const event = { type: 'draft.withdrawn', on: '2026-03-02' as CivilDate, version: 2 } as const;
    expect(() => draftLaw.evolve(again, event, 'li')).toThrow(Defect);
  });

  it('has an end to what it may hold', () => {
    const long = Array.from({ length: MOST_ARTICLES + 1 }, (_, i) => `第${i + 1}条 甲。`).join('\n');
    expect(new Desk().submit(long)).toEqual([['invalid-input', '/text']]);
  });

  it('stands to its case with every field that its kind declares', () => {
    const desk = new Desk();
    desk.submit(TEXT);
    const [standing] = desk.state ? draftLaw.standings(desk.state) : [];
    expect(standing).toMatchObject({ caseId: 'c', name: 'draft' });
    expect(Object.keys(standing?.standing ?? {}).toSorted()).toEqual(
      Object.keys(STREAM_KINDS.draft).toSorted(),
    );
    expect(standing?.standing).toMatchObject({ version: 1, draftVersion: 1, openComments: 0 });
  });

  it('is a defect where its events do not follow on each other', () => {
    const event = { type: 'draft.commented', on: '2026-03-02' as CivilDate, comment: 2 } as DraftEvent;
    const desk = new Desk();
    expect(() => draftLaw.evolve(null, event, undefined)).toThrow(Defect);
    const first = desk.submit(TEXT) as DraftState;
    expect(() => draftLaw.evolve(first, event, undefined)).toThrow('comment 2 follows on 0');
    const again = { type: 'draft.submitted', version: 3 } as DraftEvent;
    expect(() => draftLaw.evolve(first, again, undefined)).toThrow('version 3 does not follow on 1');
  });
});

describe('a comment on a draft', () => {
  it('is made in any post of the procedure, on words that are there', () => {
    const desk = new Desk();
    desk.submit(TEXT);
    expect(desk.comment('mustChange', 'a2', { quote: '第二条　乙应当' })).toMatchObject({
      comments: 1,
      openComments: 1,
    });
    expect(desk.comment('suggestion', null, { quote: '规定' })).toMatchObject({
      comments: 2,
      openComments: 1,
    });
    expect(desk.comment('question', 'a2', { quote: '丙' })).toEqual([['invalid-input', '/quote']]);
    expect(desk.comment('question', 'a9')).toEqual([['invalid-input', '/article']]);
    const stranger = actorInPosts('x', []);
    expect(desk.comment('question', 'a1', { version: 2 }, stranger)).toEqual([
      ['power-missing', undefined],
      ['invalid-input', '/version'],
    ]);
  });

  it('stays where it was made: untouched, touched with the change, or of a deleted article', () => {
    const desk = new Desk();
    desk.submit(TEXT);
    const first = desk.drafts[0] as Draft;
    const anchors = (['a1', 'a2', null] as const).map((article) => {
      const decision = decideComment(desk.place(lawyer), {
        ...{ kind: 'question' as const, article, version: 1, text: '？', hash: nodeHash, on: first },
      });
      if (decision.refused) throw new Error('refused');
      return { article, digest: decision.event.anchor };
    });
    const where = (now: Draft) =>
      anchors.map((anchor) => standingOf(anchor, now, () => first, nodeHash)).map((one) => one.where);
    expect(where(first)).toEqual(['untouched', 'untouched', 'untouched']);
    desk.submit('规定\n第一条 乙应当组织论证。\n第二条 甲应当公开。');
    const second = desk.drafts[1] as Draft;
    expect(where(second)).toEqual(['untouched', 'touched', 'touched']);
    expect(standingOf(anchors[1]!, second, () => first, nodeHash)).toEqual({
      ...{ where: 'touched', label: '第一条' },
      spans: [
        { kind: 'same', text: '乙应当' },
        { kind: 'ins', text: '组织' },
        { kind: 'same', text: '论证。' },
      ],
    });
    desk.submit('规定\n第一条 甲应当公开。');
    expect(where(desk.drafts[2] as Draft)).toEqual(['untouched', 'articleDeleted', 'touched']);
    // The words are back, the article is another one.
    desk.submit(TEXT);
    expect(where(desk.drafts[3] as Draft)).toEqual(['untouched', 'articleDeleted', 'untouched']);
  });

  it('is answered by the keepers, and they by whoever holds the post that made it', () => {
    const desk = new Desk();
    desk.submit(TEXT);
    desk.comment('mustChange', 'a1');
    expect(desk.answer('revised', 'open')).toEqual([['requirement-unmet', '/answer']]);
    expect(desk.answer('declined', 'open', {}, lawyer)).toEqual([
      ['power-missing', undefined],
      ['invalid-input', '/text'],
    ]);
    expect(desk.answer('confirmed', 'open', {}, lawyer)).toEqual([['not-in-this-state', '/answer']]);
    desk.submit('第一条 丙。');
    expect(desk.answer('revised', 'open')).toMatchObject({ openComments: 0 });
    expect(desk.answer('confirmed', 'revised')).toEqual([['power-missing', undefined]]);
    expect(desk.answer('maintained', 'revised', {}, lawyer)).toMatchObject({ openComments: 1 });
    expect(desk.answer('declined', 'maintained', { text: '上位法另有规定。' })).toMatchObject({
      openComments: 0,
    });
    expect(desk.answer('confirmed', 'declined', {}, lawyer)).toMatchObject({ openComments: 0 });
    expect(desk.answer('revised', 'confirmed')).toEqual([['not-in-this-state', '/answer']]);
  });

  it('counts while it must be answered and is not, whatever is said in whatever order', () => {
    const kinds = Object.keys(COMMENT_KINDS) as CommentKind[];
    const answers = Object.keys(COMMENT_ANSWERS) as CommentAnswer[];
    const step = fc.oneof(
      fc.record({ comment: fc.constantFrom(...kinds) }),
      fc.record({ to: fc.nat(20), answer: fc.constantFrom(...answers) }),
    );
    const first = new Desk().submit(TEXT) as DraftState;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const made: { kind: CommentKind; state: CommentState }[] = [];
        let state = first;
        const on = '2026-03-02' as CivilDate;
        for (const one of steps) {
          if ('comment' in one) {
            made.push({ kind: one.comment, state: 'open' });
            const event = { comment: made.length, kind: one.comment, version: 1, article: null, anchor: '' };
            state = draftLaw.evolve(state, { type: 'draft.commented', on, ...event }, 'fa');
            continue;
          }
          const at = made.length === 0 ? -1 : one.to % made.length;
          const comment = made[at];
          if (!comment || !answersTo(comment.state).includes(one.answer)) continue;
          const event = {
            comment: at + 1,
            kind: comment.kind,
            before: comment.state,
            answer: one.answer,
            version: 1,
          };
          state = draftLaw.evolve(state, { type: 'draft.commentAnswered', on, ...event }, 'li');
          comment.state = one.answer;
        }
        const open = made.filter(({ kind, state: now }) => mustBeAnswered(kind, now)).length;
        expect(state).toMatchObject({ comments: made.length, openComments: open });
      }),
    );
  });
});
