import fc from 'fast-check';
import type { ArticleText, DraftText, Heading, Item, Paragraph } from '../../../src/engine/draft/draft.js';

/** Words of which sentences are made; none begins like a heading, an article or an item. */
const WORDS = [
  '行政',
  '机关',
  '应当',
  '公开',
  '决策',
  '承办',
  '单位',
  '意见',
  '审查',
  '期限',
  '公众',
  '𠮷',
  '，',
  '；',
];

const sentence = fc
  .tuple(
    fc.constantFrom('为了', '依照', '本办法', '市人民政府'),
    fc.array(fc.constantFrom(...WORDS), { minLength: 3, maxLength: 18 }),
  )
  .map(([first, words]) => `${first}${words.join('')}。`);
const number = fc.integer({ min: 1, max: 9_999 });

function itemOf(level: Item['level']): fc.Arbitrary<Item> {
  const items =
    level === 2
      ? fc.constant([])
      : fc.array(itemOf((level + 1) as Item['level']), { maxLength: level === 0 ? 2 : 1 });
  return fc.record({ level: fc.constant(level), number, text: fc.oneof(fc.constant(''), sentence), items });
}

const items = fc.array(itemOf(0), { maxLength: 3 });
const paragraph: fc.Arbitrary<Paragraph> = fc.record({ text: sentence, items });

const article: fc.Arbitrary<ArticleText> = fc
  .record({
    number,
    insert: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined, freq: 5 }),
    paragraphs: fc.array(paragraph, { maxLength: 3 }),
  })
  .map(({ number: n, insert, paragraphs }) => ({
    ...{ kind: 'article', number: n, paragraphs },
    ...(insert !== undefined && { insert }),
  }));

const heading: fc.Arbitrary<Heading> = fc.record({
  kind: fc.constant('heading' as const),
  level: fc.constantFrom('book' as const, 'chapter' as const, 'section' as const),
  number,
  title: fc.constantFrom('总则', '决策草案的形成', '合法性审查', '附则', ''),
  lines: fc.array(sentence, { maxLength: 1 }),
});

/** Structured texts as statutes have them, with at least one article. */
export const draftTexts: fc.Arbitrary<DraftText> = fc
  .record({
    preamble: fc.array(sentence, { maxLength: 3 }),
    first: article,
    rest: fc.array(fc.oneof({ weight: 4, arbitrary: article }, { weight: 1, arbitrary: heading }), {
      maxLength: 12,
    }),
    annexes: fc.array(
      fc
        .tuple(
          fc.constantFrom('附件', '附件1', '附件2：申请表', '附表'),
          fc.array(sentence, { maxLength: 3 }),
        )
        .map(([first, lines]) => [first, ...lines]),
      { maxLength: 2 },
    ),
  })
  .map(({ preamble, first, rest, annexes }) => ({ preamble, body: [first, ...rest], annexes }));
