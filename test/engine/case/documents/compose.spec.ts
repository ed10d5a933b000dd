import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  composeDocument,
  documentNumber,
  type Composition,
} from '../../../../src/engine/case/documents/compose.js';
import type { DocumentKnowledge } from '../../../../src/engine/case/documents/document-scope.js';
import { documentText } from '../../../../src/engine/case/documents/plain-text.js';
import {
  compiledPapers,
  day,
  knownOf,
  perform,
  received,
  settled,
  wang,
  worldOn,
  zhang,
  type PaperCase,
} from './papers.js';

const procedure = compiledPapers();
const { calendar } = worldOn('2026-03-02');

function composed(
  one: PaperCase,
  id: string,
  answers: Readonly<Record<string, unknown>> = {},
  known: DocumentKnowledge = knownOf(one),
): Composition {
  const wish = { id, answers, on: day('2026-03-05') };
  return composeDocument(procedure.definition, one.state, wish, known, calendar);
}

function missingFrom(composition: Composition): readonly string[] {
  return composition.complete ? [] : composition.missing.map(({ field }) => field);
}

describe('a document composed from the case', () => {
  it('holds its fields in their places, with table, list, minute and signature', () => {
    const composition = composed(received(procedure), 'd1');
    expect(composition).toMatchObject({
      complete: true,
      document: {
        document: 'receipt',
        title: '材料接收凭证',
        organ: '某市行政审批局',
        addressee: '刘一',
        on: '2026-03-05',
        seal: 'special',
        blocks: [
          { kind: 'paragraph', text: '当事人：刘一（R-1）' },
          { kind: 'paragraph', text: '本机关于2026年3月2日12时00分收到：' },
          {
            kind: 'table',
            head: ['材料', '形式'],
            rows: [
              ['申请书', '原件'],
              ['营业执照', '复印件'],
            ],
          },
          { kind: 'list', items: ['申请书', '营业执照'] },
          { kind: 'paragraph', text: '说明：无。' },
          { kind: 'signatures', lines: ['收件人：'] },
        ],
        footer: [
          '依据：《中华人民共和国行政许可法》第三十一条第一款、第三十二条第一款第（四）项',
          '承办人：张敏',
        ],
        fields: { 材料: '申请书，原件；营业执照，复印件', 收到时间: '2026年3月2日12时00分' },
      },
    });
  });

  it('takes the first source that gives something', () => {
    const first = received(procedure);
    const again = perform(procedure, first, { on: '2026-03-03', act: 'again', actor: zhang });
    expect(composed(again, 'd1')).toMatchObject({ document: { fields: { 说明: '已听证' } } });
  });

  it('speaks of the performance that ordered it, and of the others as they are now', () => {
    const first = received(procedure);
    const again = perform(procedure, first, { on: '2026-03-03', act: 'again', actor: zhang });
    expect(composed(again, 'd1')).toMatchObject({
      document: { fields: { 收到时间: '2026年3月2日12时00分' } },
    });
    expect(composed(again, 'd2')).toMatchObject({
      document: { fields: { 收到时间: '2026年3月3日12时00分' } },
    });
  });

  it('knows the due day before an extension and after it', () => {
    const extended = perform(procedure, received(procedure), {
      on: '2026-03-03',
      act: 'extend',
      actor: wang,
    });
    expect(composed(extended, 'd2')).toMatchObject({
      // 5 wd after 2026-03-02: 03-03..03-06 (4), 03-09 (5); two more: 03-10, 03-11
      document: { fields: { 原截止日: '2026年3月9日', 延长: '2个工作日', 新截止日: '2026年3月11日' } },
    });
  });

  it('knows the lapse that ordered it', () => {
    const first = received(procedure);
    const lapsed = { ...first, state: settled(procedure, first.state, '2026-03-20') };
    expect(composed(lapsed, 'd2')).toMatchObject({
      document: {
        document: 'deemed',
        fields: { 届满日: '2026年3月9日', 视为受理日: '2026年3月2日', 期限: '一次性告知期限' },
      },
    });
  });

  it('names every field that nobody knows, with what may be answered', () => {
    const refused = perform(procedure, received(procedure), {
      ...{ on: '2026-03-04', act: 'refuse', actor: wang },
      input: { reasons: '不符合条件' },
    });
    const known = { ...knownOf(refused), names: {}, organ: { name: '某局', codeWord: '某' } };
    expect(composed(refused, 'd2', {}, known)).toMatchObject({
      complete: false,
      missing: [
        { field: '当事人' },
        { field: '事实', ask: { type: 'string' } },
        { field: '复议前置', ask: { type: 'boolean' } },
        { field: '复议机关', why: { zh: '《不予许可决定书》的“复议机关”尚无记录' } },
        { field: '管辖法院' },
      ],
    });
  });

  it('takes the word of the case before an answer, and an answer where the case is silent', () => {
    const input = { reasons: '不符合条件', facts: '现场查明' };
    const refused = perform(procedure, received(procedure), {
      on: '2026-03-04',
      act: 'refuse',
      actor: wang,
      input,
    });
    const answers = { 事实: '另有说法', 复议前置: false };
    expect(composed(refused, 'd2', answers)).toMatchObject({ document: { fields: { 事实: '现场查明' } } });
  });

  it('is the same for the same case', () => {
    const one = received(procedure);
    expect(composed(one, 'd1')).toEqual(composed(structuredClone(one), 'd1'));
  });

  it('says of reconsideration and suit what the law says', () => {
    const refused = perform(procedure, received(procedure), {
      ...{ on: '2026-03-04', act: 'refuse', actor: wang },
      input: { reasons: '不符合条件', facts: '查明' },
    });
    expect(composed(refused, 'd2', { 复议前置: false })).toMatchObject({
      document: {
        remedies:
          '如不服本决定，可以自收到本决定书之日起六十日内向某市人民政府申请行政复议，或者自收到本决定书之日起六个月内向某区人民法院提起行政诉讼。',
      },
    });
    expect(composed(refused, 'd2', { 复议前置: true })).toMatchObject({
      document: { remedies: expect.stringContaining('应当先') },
    });
  });
});

describe('what people wrote', () => {
  it('stands in a document as they wrote it: it is never read as a template', () => {
    const line = fc
      .string({ minLength: 1, maxLength: 60, unit: 'grapheme' })
      .map((text) => text.replace(/\s+/g, ' ').trim())
      .filter((text) => text !== '' && !/[。！？；]$/.test(text));
    const hostile = fc.oneof(
      line,
      fc.constantFrom('{{理由}}', '# 标题', '- 项', '| a | b |', '@ 签', '{{', '}}'),
    );
    fc.assert(
      fc.property(hostile, (reasons) => {
        const input = { reasons, facts: '查明' };
        const one = perform(procedure, received(procedure), {
          on: '2026-03-04',
          act: 'refuse',
          actor: wang,
          input,
        });
        const composition = composed(one, 'd2', { 复议前置: false });
        if (!composition.complete) throw new Error(missingFrom(composition).join());
        expect(composition.document.blocks).toContainEqual({ kind: 'paragraph', text: reasons });
        expect(documentText(composition.document)).toContain(reasons);
      }),
    );
  });

  it('makes a paragraph of every line, and counts as nothing when it is blank', () => {
    const of = (reasons: string) =>
      perform(procedure, received(procedure), {
        ...{ on: '2026-03-04', act: 'refuse', actor: wang },
        input: { reasons, facts: '查明' },
      });
    const composition = composed(of('第一段 \n\n 第二段'), 'd2', { 复议前置: false });
    expect(composition).toMatchObject({
      document: {
        blocks: expect.arrayContaining([
          { kind: 'paragraph', text: '第一段' },
          { kind: 'paragraph', text: '第二段' },
        ]),
      },
    });
    expect(missingFrom(composed(of('  \n '), 'd2', { 复议前置: false }))).toEqual(['理由']);
  });
});

describe('a document number', () => {
  it('has the year in hexagonal brackets, and neither 第 nor zeros', () => {
    expect(documentNumber('云审批', '许受', 2026, 7)).toBe('云审批许受〔2026〕7号');
  });
});
