import { describe, expect, it } from '@jest/globals';
import {
  AlignmentType,
  DeletedTextRun,
  Document,
  InsertedTextRun,
  LevelFormat,
  Packer,
  Paragraph,
  Tab,
  TextRun,
} from 'docx';
import { articlesOf } from '../../../src/engine/draft/draft.js';
import { parseDraft } from '../../../src/engine/draft/parse-draft.js';
import { draftFileReader } from '../../../src/outside/drafts/draft-file-reader.js';
import { formattedNumber } from '../../../src/outside/drafts/number-format.js';
import { xmlEvents, XmlFault } from '../../../src/outside/xml/xml-events.js';
import { packZip } from '../../../src/outside/tables/zip-archive.js';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
}

async function textOf(bytes: Uint8Array, mediaType = DOCX): Promise<string> {
  const read = await draftFileReader.read(mediaType, inPieces(bytes));
  if (!read?.ok) throw new Error(JSON.stringify(read ?? 'not a draft'));
  return read.text;
}

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** A document from parts written by hand, as other programs write them. */
function byHand(body: string, numbering?: string, styles?: string): Buffer {
  const part = (root: string, xml: string): Buffer =>
    Buffer.from(`<?xml version="1.0" encoding="UTF-8"?><w:${root} xmlns:w="${W}">${xml}</w:${root}>`);
  return packZip(
    new Map([
      ['word/document.xml', part('document', `<w:body>${body}</w:body>`)],
      ...(numbering === undefined ? [] : [['word/numbering.xml', part('numbering', numbering)] as const]),
      ...(styles === undefined ? [] : [['word/styles.xml', part('styles', styles)] as const]),
    ]),
  );
}

const p = (text: string, properties = ''): string =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}<w:r><w:t>${text}</w:t></w:r></w:p>`;
const listed = (list: number, level = 0): string =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`;
const level = (n: number, format: string, text: string, more = ''): string =>
  `<w:lvl w:ilvl="${n}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>${more}</w:lvl>`;
const num = (id: number, abstract: number, more = ''): string =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstract}"/>${more}</w:num>`;

describe('a draft in a Word document', () => {
  it('is read with the numbers that Word counts', async () => {
    const numbered = (n: number, text: string) =>
      new Paragraph({ numbering: { reference: 'law', level: n }, children: [new TextRun(text)] });
    const chinese = LevelFormat.CHINESE_COUNTING_THOUSAND;
    const levels = [`第%1章`, `第%2条`, `（%3）`].map((text, n) => ({
      ...{ level: n, format: chinese, text, alignment: AlignmentType.LEFT },
      ...(n === 1 && { start: 1 }),
    }));
    const file = new Document({
      numbering: { config: [{ reference: 'law', levels }] },
      sections: [
        {
          children: [
            new Paragraph('某市重大行政决策程序规定'),
            numbered(0, '总则'),
            numbered(1, '为了规范决策，制定本规定。'),
            numbered(1, '决策事项包括：'),
            numbered(2, '公共政策；'),
            numbered(2, '建设项目。'),
            numbered(1, '决策应当依法。'),
            numbered(2, '公开；'),
          ],
        },
      ],
    });
    const draft = parseDraft(await textOf(await Packer.toBuffer(file)));
    expect(draft.preamble).toEqual(['某市重大行政决策程序规定']);
    expect(
      articlesOf(draft).map(({ number, paragraphs }) => [number, paragraphs[0]?.items.map((i) => i.number)]),
    ).toEqual([
      [1, []],
      [2, [1, 2]],
      [3, [1]],
    ]);
  });

  it('is read as it is once tracked changes are accepted, without what is hidden', async () => {
    const change = { id: 1, author: '甲', date: '2026-09-01T00:00:00Z' };
    const file = new Document({
      sections: [
        {
          children: [
            new Paragraph({
              children: [
                new TextRun('第一条　期限不少于'),
                new DeletedTextRun({ ...change, text: '七' }),
                new InsertedTextRun({ ...change, id: 2, text: '十' }),
                new TextRun({ text: '个工作日', bold: true }),
                new TextRun({ text: '（内部）', vanish: true }),
                new TextRun({ children: [new Tab(), '。&<'] }),
                new TextRun({ break: 1, text: '第二条　施行。' }),
              ],
            }),
          ],
        },
      ],
    });
    const text = await textOf(await Packer.toBuffer(file));
    expect(text).toBe('第一条　期限不少于十个工作日\t。&<\n第二条　施行。');
  });

  it('counts on where lists go on, anew where they begin anew, and by the style of a paragraph', async () => {
    const numbering =
      `<w:abstractNum w:abstractNumId="0">${level(0, 'japaneseCounting', '第%1条')}${level(1, 'decimal', '%2.')}</w:abstractNum>` +
      num(1, 0) +
      num(2, 0) +
      num(3, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="10"/></w:lvlOverride>');
    const styles =
      '<w:style w:styleId="tiao"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>' +
      '<w:style w:styleId="kuan"><w:basedOn w:val="tiao"/></w:style>';
    const body =
      p('甲。', listed(1)) +
      p('子；', listed(1, 1)) +
      p('丑；', listed(2, 1)) +
      p('乙。', listed(2)) +
      p('寅；', listed(1, 1)) +
      p('丙。', listed(3)) +
      p('丁。', '<w:pStyle w:val="kuan"/>') +
      p('戊。', '<w:pStyle w:val="tiao"/><w:numPr><w:numId w:val="0"/></w:numPr>');
    expect((await textOf(byHand(body, numbering, styles))).split('\n')).toEqual([
      ...[
        '第一条 甲。',
        '1. 子；',
        '2. 丑；',
        '第二条 乙。',
        '1. 寅；',
        '第十条 丙。',
        '第十一条 丁。',
        '戊。',
      ],
    ]);
  });

  it.each([
    [2, 'decimal', '2'],
    [20, 'chineseCounting', '二十'],
    [3, 'decimalEnclosedCircle', '③'],
    [27, 'lowerLetter', 'aa'],
    [1994, 'upperRoman', 'MCMXCIV'],
    [4, 'ideographTraditional', '丁'],
    [12, 'decimalFullWidth', '１２'],
    [7, 'bullet', ''],
    [7, 'thaiNumbers', undefined],
  ])('writes %d in the format %s', (n, format, text) => {
    expect(formattedNumber(format, n)).toBe(text);
  });

  it('is refused rather than read without its numbers', async () => {
    const numbering = (lvl: string) =>
      `<w:abstractNum w:abstractNumId="0">${lvl}</w:abstractNum>${num(1, 0)}`;
    for (const lvl of [level(0, 'chineseLegalSimplified', '第%1条'), '<w:numStyleLink w:val="x"/>']) {
      const file = byHand(p('甲。', listed(1)), numbering(lvl));
      expect(await draftFileReader.read(DOCX, inPieces(file))).toMatchObject({
        ok: false,
        say: { zh: expect.stringContaining('自动编号') },
      });
    }
  });

  it('is refused when it is broken, or is something else', async () => {
    const broken = [byHand('<w:p>'), byHand('<w:p></w:r>'), byHand('&nbsp;'), Buffer.from('PK\x03\x04')];
    for (const file of [...broken, packZip(new Map([['a', Buffer.from('b')]]))]) {
      expect(await draftFileReader.read(DOCX, inPieces(file))).toMatchObject({ ok: false });
    }
    expect(await draftFileReader.read('application/pdf', inPieces(Buffer.from('%PDF')))).toBeUndefined();
    expect(() => [...xmlEvents('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')]).toThrow(XmlFault);
  });

  it('may be written with another prefix, and in plain text of either encoding', async () => {
    const xml = `<x:document xmlns:x="${W}"><x:body><x:p><x:r><x:t>甲</x:t></x:r></x:p><x:p/></x:body></x:document>`;
    expect(await textOf(packZip(new Map([['word/document.xml', Buffer.from(xml)]])))).toBe('甲\n');
    expect(await textOf(Buffer.from('\ufeff第一条　甲'), 'text/plain')).toBe('第一条　甲');
    expect(await textOf(Buffer.from([0xb5, 0xda, 0xd2, 0xbb]), 'text/plain')).toBe('第一');
  });
});
