import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chineseNumber } from '../../../src/engine/law/chinese-number.js';
import { draftDigest } from '../../../src/engine/draft/draft-digest.js';
import { articlesOf } from '../../../src/engine/draft/draft.js';
import { readNumeral } from '../../../src/engine/draft/numerals.js';
import { parseDraft } from '../../../src/engine/draft/parse-draft.js';
import { articleText, renderDraft } from '../../../src/engine/draft/render-draft.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { draftTexts } from './arbitrary-drafts.js';

const TEXT = `某市重大行政决策程序规定
（征求意见稿）

第一章　总　则
　　第一条　为了规范重大行政决策程序，制定本规定。
　　第二条　本规定所称重大行政决策事项包括：
　　（一）制定有关公共服务的重大公共政策；
　　（二）决定在本行政区域实施的重大公共建设项目，包括：
　　1．道路；
　　2. 桥梁。
　　（1）公路桥；
　　前款所称项目，由市人民政府确定。
第二章　附则
　　第二条之一　第三条规定的期限不适用于本条。
　　第三条规定的目录，每年公布。
　　第十条　本规定自2026年1月1日起施行。

附件：决策事项目录
第一条　这不是条文。`;

describe('a normative text', () => {
  const draft = parseDraft(TEXT);

  it('is read into chapters, articles, paragraphs and items', () => {
    expect(draft.preamble).toEqual(['某市重大行政决策程序规定', '（征求意见稿）']);
    expect(draft.body.map((one) => (one.kind === 'heading' ? one.title : one.number))).toEqual([
      ...['总则', 1, 2, '附则', 2, 10],
    ]);
    expect(articlesOf(draft)[1]?.paragraphs).toEqual([
      {
        text: '本规定所称重大行政决策事项包括：',
        items: [
          { level: 0, number: 1, text: '制定有关公共服务的重大公共政策；', items: [] },
          {
            ...{ level: 0, number: 2, text: '决定在本行政区域实施的重大公共建设项目，包括：' },
            items: [
              { level: 1, number: 1, text: '道路；', items: [] },
              {
                ...{ level: 1, number: 2, text: '桥梁。' },
                items: [{ level: 2, number: 1, text: '公路桥；', items: [] }],
              },
            ],
          },
        ],
      },
      { text: '前款所称项目，由市人民政府确定。', items: [] },
    ]);
    expect(draft.annexes).toEqual([['附件：决策事项目录', '第一条 这不是条文。']]);
  });

  it('keeps a sentence on another article where it stands', () => {
    const [, , inserted] = articlesOf(draft);
    expect(inserted).toMatchObject({ number: 2, insert: 1 });
    expect(inserted?.paragraphs.map(({ text }) => text)).toEqual([
      '第三条规定的期限不适用于本条。',
      '第三条规定的目录，每年公布。',
    ]);
  });

  it('has articles also where no blank follows their number', () => {
    const found = parseDraft(
      '第一条为了规范，制定本法。\n第二条规定的事项除外。\n第2条本法自公布之日起施行。',
    );
    expect(articlesOf(found).map((one) => articleText(one))).toEqual([
      '为了规范，制定本法。\n第二条规定的事项除外。',
      '本法自公布之日起施行。',
    ]);
  });

  it('keeps a line on another chapter where it stands', () => {
    const found = parseDraft('第一条 甲：\n第三章规定的措施\n第二章 措施\n第三节　罚款');
    expect(found.body.map(({ kind }) => kind)).toEqual(['article', 'heading', 'heading']);
    expect(articlesOf(found)[0]?.paragraphs.map(({ text }) => text)).toEqual(['甲：', '第三章规定的措施']);
  });

  it('lists its chapters in a table of contents without beginning there', () => {
    const found = parseDraft(
      '规定\n目　录\n第一章 总则……1\n第二章 附则……2\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。',
    );
    expect(found.preamble).toEqual(['规定', '目 录', '第一章 总则……1', '第二章 附则……2']);
    expect(found.body.map(({ kind }) => kind)).toEqual(['heading', 'article', 'heading', 'article']);
  });

  it('without articles is kept line by line', () => {
    const found = parseDraft('一、总体要求\n\n第一章 目标\n（一）坚持依法决策。');
    expect(found).toEqual({
      ...{ preamble: ['一、总体要求', '第一章 目标', '（一）坚持依法决策。'], body: [], annexes: [] },
    });
    expect(parseDraft(' \n')).toEqual({ preamble: [], body: [], annexes: [] });
  });

  it.each([
    ['line ends and blanks', '第一条\u3000甲乙。\r\n\r\n  （一） 丙；', '第一条 甲乙。\n（一）丙；'],
    ['numerals and brackets', '第10条 甲。\n(一)丙；\n1.丁。', '第十条 甲。\n（一）丙；\n1．丁。'],
    ['what nobody sees', '\ufeff第一条 甲\u200b乙\u202e。', '第一条 甲乙。'],
  ])('has one digest whatever its %s', (_, one, other) => {
    expect(draftDigest(parseDraft(one), nodeHash)).toEqual(draftDigest(parseDraft(other), nodeHash));
  });

  it('has another digest when anything that is read differs', () => {
    const digest = (text: string) => draftDigest(parseDraft(text), nodeHash).sm3;
    expect(new Set(['第一条 甲。', '第二条 甲。', '第一条 甲．', '第一条 甲', '甲。'].map(digest)).size).toBe(
      5,
    );
  });

  it('is the same again when it is rendered and read', () => {
    fc.assert(
      fc.property(draftTexts, (text) => {
        expect(parseDraft(renderDraft(text))).toEqual(text);
      }),
    );
    expect(parseDraft(renderDraft(draft))).toEqual(draft);
  });

  it('keeps a list whose entries begin with a number', () => {
    const once = parseDraft('第一条 下列期限：\n1. 15日\n2. 1.5倍');
    const [article] = once.body;
    expect(article).toMatchObject({ paragraphs: [{ items: [{ text: '15日' }, { text: '1.5倍' }] }] });
    expect(parseDraft(renderDraft(once))).toEqual(once);
  });

  it('is the same again whatever it says', () => {
    const pieces = [
      '第一条',
      '第二章 ',
      '（一）',
      '(1)',
      '1.',
      '附件：',
      '目录',
      '　',
      '\n',
      '甲',
      '第三条规定',
      '之一',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (some) => {
        const once = parseDraft(some.join(''));
        expect(parseDraft(renderDraft(once))).toEqual(once);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('Chinese numerals', () => {
  it('are read as they are written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999 }), (n) => {
        expect(readNumeral(chineseNumber(n))).toBe(n);
        expect(readNumeral(String(n))).toBe(n);
      }),
    );
    const read = ['二〇', '两千零六', '一十二', '１２', '百', '十百', '一二十', '〇', ''].map(readNumeral);
    expect(read).toEqual([20, 2006, 12, 12, undefined, undefined, undefined, undefined, undefined]);
  });
});
