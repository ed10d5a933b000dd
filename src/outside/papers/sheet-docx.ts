import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  Packer,
  PageNumber,
  Paragraph,
  type IParagraphOptions,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { DocumentBlock } from '../../engine/case/documents/composed-document.js';
import { coreProperties, font, MM } from './docx-terms.js';
import { withFixedDates } from './fixed-zip-dates.js';
import type { Sheet } from './sheet.js';

/** Lengths of the file format: twentieths of a point; type sizes are half points. */
const LINE = 579; // 28.95 pt
const CHARACTER = 316; // 15.79 pt
const THREE = 32; // 3号, 16 pt
const SMALL = 24; // 小四, 12 pt

const BODY_FONT = font('仿宋');
const TITLE_FONT = font('方正小标宋简体');
const HEADING_FONTS = { 1: font('黑体'), 2: font('楷体') } as const;

/** The sheet as .docx. The same sheet gives the same bytes: no date and no chance in them. */
export async function sheetDocx(sheet: Sheet): Promise<Uint8Array> {
  const file = new Document({
    creator: '正程 DueCourse',
    lastModifiedBy: '正程 DueCourse',
    title: sheet.title,
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: { font: BODY_FONT, size: THREE, language: { value: 'zh-CN', eastAsia: 'zh-CN' } },
          paragraph: { spacing: { line: LINE, lineRule: 'exact' } },
        },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: Math.round(210 * MM), height: Math.round(297 * MM) },
            margin: {
              top: Math.round(37 * MM),
              right: Math.round(26 * MM),
              bottom: Math.round(35 * MM),
              left: Math.round(28 * MM),
              footer: Math.round(22 * MM),
            },
          },
          grid: { type: DocumentGridType.LINES, linePitch: LINE },
        },
        footers: { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) },
        children: [...headOf(sheet), ...bodyOf(sheet), ...footOf(sheet)],
      },
    ],
  });
  const core = { path: 'docProps/core.xml', data: coreProperties(sheet.title) };
  return withFixedDates(await Packer.toBuffer(file, undefined, [core]));
}

/** 4号半角宋体, on the outside. */
function pageNumber(alignment: (typeof AlignmentType)['LEFT' | 'RIGHT']): Footer {
  const run = new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], size: 28, font: font('宋体') });
  return new Footer({ children: [new Paragraph({ alignment, children: [run] })] });
}

function headOf({ organ, number, preview, title, addressee }: Sheet): Paragraph[] {
  const red = { style: BorderStyle.SINGLE, size: 12, color: 'CC0000', space: 8 };
  const last = { border: { bottom: red } };
  const centred = { alignment: AlignmentType.CENTER } as const;
  const organRun = new TextRun({ text: organ, font: TITLE_FONT, bold: true, size: 60, color: 'CC0000' });
  const auto = { spacing: { line: 240, lineRule: 'auto' as const } };
  return [
    new Paragraph({ ...centred, ...auto, ...(number === undefined && last), children: [organRun] }),
    ...(number === undefined
      ? []
      : [line(number, { ...centred, ...last, spacing: { before: 280, line: LINE } })]),
    ...(preview === undefined ? [] : [line(preview, { ...centred, spacing: { before: 280, line: LINE } })]),
    new Paragraph({
      ...centred,
      spacing: { before: LINE, after: LINE, line: 640 },
      heading: 'Heading1',
      children: [new TextRun({ text: title, font: TITLE_FONT, bold: true, size: 44, color: '000000' })],
    }),
    ...(addressee === undefined ? [] : [line(addressee)]),
  ];
}

function bodyOf({ blocks, remedies, signature }: Sheet): (Paragraph | Table)[] {
  const right = {
    alignment: AlignmentType.RIGHT,
    indent: { right: 4 * CHARACTER },
    keepLines: true,
  } as const;
  return [
    ...blocks.flatMap(blockOf),
    ...remedies.map((text) => line(text, { ...INDENTED, keepLines: true })),
    ...(signature.seal === undefined ? [] : [small(signature.seal, { ...right, spacing: { before: LINE } })]),
    line(signature.organ, { ...right, keepNext: true }),
    line(signature.date, right),
  ];
}

const INDENTED = { alignment: AlignmentType.BOTH, indent: { firstLine: 2 * CHARACTER } } as const;

function blockOf(block: DocumentBlock): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'paragraph':
      return [line(block.text, INDENTED)];
    case 'heading': {
      const run = new TextRun({ text: block.text, font: HEADING_FONTS[block.level], color: '000000' });
      const heading = block.level === 1 ? 'Heading2' : 'Heading3';
      return [new Paragraph({ ...INDENTED, heading, keepNext: true, children: [run] })];
    }
    case 'list':
      return block.items.map((item, index) => line(`${index + 1}. ${item}`, INDENTED));
    case 'table':
      return block.rows.length + block.head.length === 0 ? [] : [tableOf(block.head, block.rows)];
    case 'signatures':
      return block.lines.map((text) => line(text, { spacing: { before: LINE, line: LINE } }));
  }
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): Table {
  const cell = (text: string): TableCell =>
    new TableCell({ margins: { left: 100, right: 100 }, children: [small(text)] });
  const headRow = new TableRow({ tableHeader: true, cantSplit: true, children: head.map(cell) });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      ...(head.length === 0 ? [] : [headRow]),
      ...rows.map((row) => new TableRow({ cantSplit: true, children: row.map(cell) })),
    ],
  });
}

function footOf({ footer, proof, print }: Sheet): Paragraph[] {
  const rule = { style: BorderStyle.SINGLE, size: 6, color: '000000', space: 4 };
  return [...footer, ...proof, ...print].map((text, index) =>
    small(text, index === 0 ? { border: { top: rule }, spacing: { before: LINE } } : {}),
  );
}

function line(text: string, options: IParagraphOptions = {}): Paragraph {
  return new Paragraph({ ...options, children: [new TextRun(text)] });
}

function small(text: string, options: IParagraphOptions = {}): Paragraph {
  const spacing = { ...options.spacing, line: 360, lineRule: 'atLeast' as const };
  return new Paragraph({ ...options, spacing, children: [new TextRun({ text, size: SMALL })] });
}
