import { Defect } from '../../defect.js';
import {
  readTemplate,
  type Template,
  type TemplateBlock,
  type TemplateField,
  type TemplatePart,
} from '../../law/template.js';
import type { DocumentBlock } from './composed-document.js';
import type { FieldText } from './field-text.js';

type Texts = Readonly<Record<string, FieldText>>;

/** A template with the texts of its fields in their places. A text of several lines makes several paragraphs. */
export function blocksOf(template: Template, texts: Texts): readonly DocumentBlock[] {
  return template.blocks.flatMap((block) => set(block, texts));
}

/** Lines with the texts of their fields in their places. */
export function linesOf(lines: readonly string[], texts: Texts): readonly string[] {
  return blocksOf(readTemplate(lines.join('\n')), texts).flatMap((block) =>
    block.kind === 'paragraph' ? [block.text] : [],
  );
}

function set(block: TemplateBlock, texts: Texts): readonly DocumentBlock[] {
  switch (block.kind) {
    case 'paragraph':
      return written(block.parts, texts)
        .split('\n')
        .map((text) => ({ kind: 'paragraph', text }));
    case 'heading':
      return [{ kind: 'heading', level: block.level, text: oneLine(block.parts, texts) }];
    case 'signatures':
      return [{ kind: 'signatures', lines: block.lines.map((line) => oneLine(line, texts)) }];
    case 'list':
      return [{ kind: 'list', items: itemsOf(block.items, texts) }];
    case 'table':
      return [{ kind: 'table', head: block.head, rows: rowsOf(block, texts) }];
  }
}

function itemsOf(items: (TemplateBlock & { kind: 'list' })['items'], texts: Texts): readonly string[] {
  if (!('field' in items)) return items.map((item) => oneLine(item, texts));
  const { items: entries, text } = textOf(items, texts);
  return (entries ?? [text]).map(flat);
}

function rowsOf(
  { head, rows }: TemplateBlock & { kind: 'table' },
  texts: Texts,
): readonly (readonly string[])[] {
  if (!('field' in rows)) return rows.map((cells) => cells.map((cell) => oneLine(cell, texts)));
  const value = textOf(rows, texts);
  // What is written instead of an empty table stands in its first column.
  const found = value.rows ?? [head.map((_, index) => (index === 0 ? value.text : ''))];
  return found.map((row) => row.map(flat));
}

function written(parts: readonly TemplatePart[], texts: Texts): string {
  return parts.reduce<string>((before, part) => {
    if (typeof part !== 'string') return before + textOf(part, texts).text;
    // What people write often ends its own sentence already.
    return before + (/[。！？；]$/.test(before) ? part.replace(/^。/, '') : part);
  }, '');
}

function oneLine(parts: readonly TemplatePart[], texts: Texts): string {
  return flat(written(parts, texts));
}

function flat(text: string): string {
  return text.replace(/\n/g, ' ');
}

function textOf({ field }: TemplateField, texts: Texts): FieldText {
  const found = texts[field];
  if (!found) throw new Defect(`the template asks for "${field}", which is no field of its document`);
  return found;
}
