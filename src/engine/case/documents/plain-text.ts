import type { ComposedDocument, DocumentBlock } from './composed-document.js';
import { dateText } from './field-text.js';

const SEALS = { organ: '（机关印章）', special: '（专用印章）', none: undefined } as const;

/** A document as plain text, line by line, with everything that it says: for approval, comparison and search. */
export function documentText(document: ComposedDocument): string {
  const { organ, title, number, addressee, blocks, remedies, on, seal, footer, basis } = document;
  const lines = [
    organ,
    title,
    ...(number === undefined ? [] : [number]),
    '',
    ...(addressee === undefined ? [] : [`${addressee}：`]),
    ...blocks.flatMap(blockLines),
    ...(remedies === undefined ? [] : ['', remedies]),
    '',
    ...(seal === 'none' ? [] : [organ]),
    dateText(on) ?? on,
    ...(SEALS[seal] === undefined ? [] : [SEALS[seal]]),
    ...smallPrint(footer, basis),
  ];
  return `${lines.join('\n')}\n`;
}

function smallPrint(footer: readonly string[], basis: readonly string[]): readonly string[] {
  if (footer.length > 0) return ['', ...footer];
  return basis.length === 0 ? [] : ['', `依据：${basis.join('、')}`];
}

function blockLines(block: DocumentBlock): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return [`　　${block.text}`];
    case 'heading':
      return ['', block.level === 1 ? `【${block.text}】` : `〔${block.text}〕`];
    case 'list':
      return block.items.map((item, index) => `　　${index + 1}. ${item}`);
    case 'table':
      return [block.head, ...block.rows].map((row) => `　　${row.join(' | ')}`);
    case 'signatures':
      return ['', ...block.lines.map((line) => `　　${line}`)];
  }
}
