import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { withIds } from '../../../src/engine/draft/align-articles.js';
import { compareDrafts, newSide } from '../../../src/engine/draft/compare-drafts.js';
import { articlesOf, type Draft, type DraftText } from '../../../src/engine/draft/draft.js';
import { parseDraft } from '../../../src/engine/draft/parse-draft.js';
import { articleText, renderDraft } from '../../../src/engine/draft/render-draft.js';
import { textChanges } from '../../../src/engine/draft/text-changes.js';
import { draftTexts } from './arbitrary-drafts.js';

const versions = (...texts: readonly string[]): readonly Draft[] => {
  const drafts: Draft[] = [];
  let next = 1;
  for (const text of texts) {
    const made = withIds(parseDraft(text), drafts.at(-1) ?? null, next);
    drafts.push(made.draft);
    next = made.nextId;
  }
  return drafts;
};
const idsOf = (draft: Draft | undefined): readonly string[] =>
  draft ? articlesOf(draft).map(({ id }) => id) : [];

const A = '行政机关应当依法公开决策草案，征求公众意见。';
const B = '承办单位应当组织专家论证，听取不同意见。';
const C = '合法性审查的时间一般不少于七个工作日。';
const numbered = (...texts: readonly string[]): string =>
  texts.map((text, i) => `第${'一二三四五六七'[i]}条 ${text}`).join('\n');

describe('articles', () => {
  it('keep their ids when they are changed, moved and numbered anew', () => {
    const [first, second] = versions(
      numbered(A, B, C),
      numbered('本办法自公布之日起施行。', C, A.replace('公众', '社会公众'), B),
    );
    expect(idsOf(first)).toEqual(['a1', 'a2', 'a3']);
    expect(idsOf(second)).toEqual(['a4', 'a3', 'a1', 'a2']);
  });

  it('that were deleted never come back under their id', () => {
    const [, without, again] = versions(numbered(A, B), numbered(A), numbered(A, B));
    expect(idsOf(without)).toEqual(['a1']);
    expect(idsOf(again)).toEqual(['a1', 'a3']);
  });

  it('that say the same are told apart by their numbers', () => {
    const [, after] = versions(numbered(A, B, A), `第三条 ${A}\n第四条 ${A}`);
    expect(idsOf(after)).toEqual(['a3', 'a1']);
  });

  it('have ids that are unique, stable and never given twice', () => {
    fc.assert(
      fc.property(fc.array(draftTexts, { minLength: 1, maxLength: 5 }), (texts) => {
        const ever = new Map<string, number>();
        let [before, next]: [Draft | null, number] = [null, 1];
        texts.forEach((text, version) => {
          const made = withIds(text, before, next);
          const ids = idsOf(made.draft);
          expect(new Set(ids).size).toBe(ids.length);
          for (const id of ids) {
            expect([undefined, version - 1]).toContain(ever.get(id));
            ever.set(id, version);
          }
          expect(withIds(text, made.draft, made.nextId)).toEqual(made);
          [before, next] = [made.draft, made.nextId];
        });
      }),
    );
  });
});

describe('a comparison', () => {
  it('says what became of each article', () => {
    const [first, second] = versions(
      `规定\n第一章 总则\n${numbered(A, B, C)}`,
      `规定\n第一章 总则\n${numbered('本办法自公布之日起施行。', C, A.replace('公众', '社会各界'))}`,
    );
    const told = compareDrafts(first as Draft, second as Draft);
    expect(told.map(({ id, change, oldLabel, newLabel }) => [id, change, oldLabel, newLabel])).toEqual([
      ['preamble', 'unchanged', '', ''],
      ['chapter 总则', 'unchanged', '第一章', '第一章'],
      ['a4', 'added', null, '第一条'],
      ['a3', 'moved', '第三条', '第二条'],
      ['a1', 'changed', '第一条', '第三条'],
      ['a2', 'deleted', '第二条', null],
    ]);
    const changed = told.find(({ id }) => id === 'a1');
    expect(told.filter(({ moved }) => moved).map(({ id }) => id)).toEqual(['a3']);
    expect(changed?.spans.slice(1, 3)).toEqual([
      { kind: 'del', text: '公众' },
      { kind: 'ins', text: '社会各界' },
    ]);
  });

  it('of a text with itself finds nothing', () => {
    fc.assert(
      fc.property(draftTexts, (text) => {
        const { draft } = withIds(text, null, 1);
        expect(
          compareDrafts(draft, draft).filter(({ change, moved }) => change !== 'unchanged' || moved),
        ).toEqual([]);
      }),
    );
  });

  it('holds the whole new text, and of each article both sides', () => {
    const both = fc.tuple(draftTexts, draftTexts).chain(([one, other]) =>
      // Half of the new text is the old one, shuffled: otherwise nothing would ever be found again.
      fc.shuffledSubarray([...one.body], { minLength: Math.floor(one.body.length / 2) }).map((kept) => ({
        one,
        other: { ...other, body: [...kept, ...other.body.slice(0, 3)] } as DraftText,
      })),
    );
    fc.assert(
      fc.property(both, ({ one, other }) => {
        const first = withIds(one, null, 1);
        const second = withIds(other, first.draft, first.nextId);
        const told = compareDrafts(first.draft, second.draft);
        expect(newSide(told)).toBe(renderDraft(other));
        const old = new Map(articlesOf(first.draft).map((article) => [article.id, articleText(article)]));
        for (const { unit, id, oldLabel, spans } of told) {
          if (unit !== 'article' || oldLabel === null) continue;
          const said = spans.flatMap(({ kind, text }) => (kind === 'ins' ? [] : [text])).join('');
          expect(said).toBe(old.get(id));
        }
      }),
    );
  });
});

describe('changes of a text', () => {
  const joined = (spans: ReturnType<typeof textChanges>, without: string) =>
    spans.flatMap(({ kind, text }) => (kind === without ? [] : [text])).join('');

  it('give both texts', () => {
    const text = fc.string({ unit: fc.constantFrom(...'甲乙丙丁𠮷ab。'), maxLength: 60 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const spans = textChanges(before, after);
        expect(joined(spans, 'ins')).toBe(before);
        expect(joined(spans, 'del')).toBe(after);
        expect(spans.every((span) => span.text !== '')).toBe(true);
        if (before === after) expect(spans.every(({ kind }) => kind === 'same')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('are of characters, and give up on a text that is another one', () => {
    expect(textChanges('不少于七个工作日。', '不少于十个工作日。')).toEqual([
      { kind: 'same', text: '不少于' },
      { kind: 'del', text: '七' },
      { kind: 'ins', text: '十' },
      { kind: 'same', text: '个工作日。' },
    ]);
    const [old, now] = ['甲'.repeat(9_000), '乙'.repeat(9_000)];
    expect(textChanges(old, now).map(({ kind }) => kind)).toEqual(['del', 'ins']);
  });
});
