import {
  AlignmentType,
  Document,
  Footer,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { TableReport } from '../../usecases/organisation/table-files.js';
import { coreProperties, font, MM } from './docx-terms.js';
import { withFixedDates } from './fixed-zip-dates.js';
import { visibleLines, visibleText } from './visible-text.js';

/** Type sizes in half points: 小二 for the title, 小四 for lines, 五号 in cells. */
const [TITLE, LINE, CELL] = [36, 24, 21];

/** Width within the margins of an A4 sheet that lies across. */
const WIDTH = Math.round((297 - 2 * 20) * MM);

/**
 * A table to be printed and laid before a meeting, as .docx: A4 across, the header on each page, no row broken by the end
 * of a page, numbers of pages. The same report gives the same bytes.
 */
export async function tableDocx({ title, lines, table, widths }: TableReport): Promise<Uint8Array> {
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const columnWidths = widths.map((width) => Math.round((WIDTH * width) / whole));
  const rows = [
    new TableRow({
      tableHeader: true,
      cantSplit: true,
      children: table.header.map((text) => cell(text, '黑体')),
    }),
    ...table.rows.map((row) => new TableRow({ cantSplit: true, children: row.map((text) => cell(text)) })),
  ];
  const file = new Document({
    ...{ creator: '正程 DueCourse', lastModifiedBy: '正程 DueCourse', title },
    styles: {
      default: {
        document: {
          run: { font: font('仿宋'), size: LINE, language: { value: 'zh-CN', eastAsia: 'zh-CN' } },
        },
      },
    },
    sections: [
      {
        properties: { page: { size: acrossA4(), margin: margins() } },
        footers: { default: pageNumber() },
        children: [
          new Paragraph({
            ...{ alignment: AlignmentType.CENTER, heading: 'Heading1', spacing: { after: 240 } },
            children: [
              new TextRun({
                ...{ text: visibleText(title), font: font('方正小标宋简体'), bold: true, size: TITLE },
                color: '000000',
              }),
            ],
          }),
          ...lines.map(
            (text) => new Paragraph({ spacing: { after: 120 }, children: [new TextRun(visibleText(text))] }),
          ),
          new Table({
            ...{ width: { size: WIDTH, type: WidthType.DXA }, columnWidths },
            ...{ layout: TableLayoutType.FIXED, rows },
          }),
        ],
      },
    ],
  });
  const core = { path: 'docProps/core.xml', data: coreProperties(title) };
  return withFixedDates(await Packer.toBuffer(file, undefined, [core]));
}

/** The library turns a sheet that lies across itself. */
function acrossA4(): object {
  const [width, height] = [Math.round(210 * MM), Math.round(297 * MM)];
  return { width, height, orientation: PageOrientation.LANDSCAPE };
}

function margins(): object {
  const edge = Math.round(20 * MM);
  return { top: edge, right: edge, bottom: edge, left: edge };
}

function cell(text: string, face?: string): TableCell {
  const runs = visibleLines(text).map(
    (line, at) =>
      new TextRun({
        ...{ text: line, size: CELL },
        ...(face && { font: font(face) }),
        ...(at > 0 && { break: 1 }),
      }),
  );
  return new TableCell({ margins: { left: 80, right: 80 }, children: [new Paragraph({ children: runs })] });
}

function pageNumber(): Footer {
  const run = new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], size: LINE, font: font('宋体') });
  return new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [run] })] });
}
