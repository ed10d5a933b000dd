import { createHash } from 'node:crypto';
import type { DocumentBlock } from '../../engine/case/documents/composed-document.js';
import type { PaperPage } from '../../usecases/papers/paper.js';
import type { Sheet, SheetSignature } from './sheet.js';
import { SHEET_STYLE } from './sheet-style.js';

const STYLE_HASH = createHash('sha256').update(SHEET_STYLE).digest('base64');

/** The style by its hash, nothing else from anywhere: what is in the text can neither run nor call out. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${STYLE_HASH}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** @param code drawing of the receipt, as SVG; undefined when there is nothing to check at any address */
export function sheetPage(sheet: Sheet, code: string | undefined): PaperPage {
  const heading = sheet.number === undefined ? sheet.title : `${sheet.title} ${sheet.number}`;
  const html = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(heading)}</title>
<style>${SHEET_STYLE}</style>
</head>
<body>
<main>
${[...headOf(sheet), ...bodyOf(sheet), ...footOf(sheet, code)].join('\n')}
</main>
</body>
</html>
`;
  return { html, contentPolicy: POLICY };
}

function headOf({ organ, number, preview, title, addressee }: Sheet): readonly string[] {
  return [
    '<header>',
    `<p class="organ">${escaped(organ)}</p>`,
    ...(number === undefined ? [] : [`<p class="number">${escaped(number)}</p>`]),
    '<hr class="rule">',
    ...(preview === undefined ? [] : [`<p class="preview" role="note">${escaped(preview)}</p>`]),
    `<h1>${escaped(title)}</h1>`,
    '</header>',
    ...(addressee === undefined ? [] : [`<p class="to">${escaped(addressee)}</p>`]),
  ];
}

function bodyOf({ blocks, remedies, signature }: Sheet): readonly string[] {
  return [
    ...blocks.flatMap(blockOf),
    ...(remedies.length === 0
      ? []
      : ['<section class="remedies" aria-label="救济告知">', ...remedies.map(paragraph), '</section>']),
    ...signatureOf(signature),
  ];
}

function blockOf(block: DocumentBlock): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return [paragraph(block.text)];
    case 'heading': {
      const tag = block.level === 1 ? 'h2' : 'h3';
      return [`<${tag}>${escaped(block.text)}</${tag}>`];
    }
    case 'list':
      return ['<ol>', ...block.items.map((item) => `<li>${escaped(item)}</li>`), '</ol>'];
    case 'table':
      return tableOf(block.head, block.rows);
    case 'signatures':
      return ['<div class="signatures">', ...block.lines.map(paragraph), '</div>'];
  }
}

/** Without a head the first cell of each row is its label. */
function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const labelled = head.length === 0;
  const headRow = head.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join('');
  return [
    '<table>',
    ...(labelled ? [] : [`<thead><tr>${headRow}</tr></thead>`]),
    '<tbody>',
    ...rows.map(
      (row) => `<tr>${row.map((cell, index) => cellOf(cell, labelled && index === 0)).join('')}</tr>`,
    ),
    '</tbody>',
    '</table>',
  ];
}

function cellOf(text: string, label: boolean): string {
  return label ? `<th scope="row">${escaped(text)}</th>` : `<td>${escaped(text)}</td>`;
}

function signatureOf({ organ, date, seal }: SheetSignature): readonly string[] {
  return [
    '<div class="signature">',
    ...(seal === undefined ? [] : [`<p class="seal">${escaped(seal)}</p>`]),
    `<p>${escaped(organ)}</p>`,
    `<p>${escaped(date)}</p>`,
    '</div>',
  ];
}

function footOf({ footer, proof, print }: Sheet, code: string | undefined): readonly string[] {
  return [
    ...(footer.length === 0 ? [] : ['<footer class="footer">', ...footer.map(paragraph), '</footer>']),
    ...(proof.length === 0
      ? []
      : [
          '<section class="proof" aria-label="核验">',
          ...(code === undefined ? [] : [code]),
          `<div>${proof.map(paragraph).join('')}</div>`,
          '</section>',
        ]),
    ...(print.length === 0
      ? []
      : ['<aside class="print" aria-label="打印信息">', ...print.map(paragraph), '</aside>']),
  ];
}

function paragraph(text: string): string {
  return `<p>${escaped(text)}</p>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML, in elements and attributes alike. */
function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (found) => ENTITIES[found] ?? found);
}
