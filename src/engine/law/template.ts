/**
 * The text of a document 文书 with fields in it. The notation is closed: whatever a line is not one of the forms below is
 * a paragraph.
 *
 * ```
 * # heading        ## smaller heading
 * text with {{字段}} in it
 * - {{list}}       the entries of a list, numbered     - text {{字段}}   one entry
 * | head | head |  a table; under it rows, or one row `| {{table}} |` for all rows of a table
 * @ 申请人（签名）：  a line for signatures
 * ```
 */
export interface Template {
  readonly blocks: readonly TemplateBlock[];
  readonly problems: readonly TemplateProblem[];
}

/** A text, or the field that stands there. */
export type TemplatePart = string | TemplateField;

export interface TemplateField {
  readonly field: string;
  /** 1-based place of its braces. */
  readonly line: number;
  readonly column: number;
}

export type TemplateBlock =
  | { readonly kind: 'paragraph'; readonly parts: readonly TemplatePart[] }
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly parts: readonly TemplatePart[] }
  /** All entries of a list, or entries written out. */
  | { readonly kind: 'list'; readonly items: TemplateField | readonly (readonly TemplatePart[])[] }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: TemplateField | readonly (readonly (readonly TemplatePart[])[])[];
    }
  | { readonly kind: 'signatures'; readonly lines: readonly (readonly TemplatePart[])[] };

/** What is wrong with a template, 1-based. */
export interface TemplateProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

const templates = new Map<string, Template>();
const MAX_TEMPLATES = 2_000;

/** Reads a template; the same text gives the same object. */
export function readTemplate(text: string): Template {
  const known = templates.get(text);
  if (known) return known;
  if (templates.size >= MAX_TEMPLATES) templates.clear();
  const template = new Reading(text).read();
  templates.set(text, template);
  return template;
}

/** A field with the form that its place asks for. */
export type PlacedField = TemplateField & { readonly place: 'text' | 'list' | 'table' };

/** Every field of a template, in reading order. */
export function placedFields({ blocks }: Template): readonly PlacedField[] {
  const inText = (parts: readonly TemplatePart[]): readonly PlacedField[] =>
    parts.flatMap((part) => (typeof part === 'string' ? [] : [{ ...part, place: 'text' }]));
  return blocks.flatMap((block): readonly PlacedField[] => {
    if (block.kind === 'list') {
      return 'field' in block.items ? [{ ...block.items, place: 'list' }] : block.items.flatMap(inText);
    }
    if (block.kind === 'table') {
      return 'field' in block.rows ? [{ ...block.rows, place: 'table' }] : block.rows.flat().flatMap(inText);
    }
    return block.kind === 'signatures' ? block.lines.flatMap(inText) : inText(block.parts);
  });
}

type LineKind = 'heading' | 'list' | 'table' | 'signatures' | 'paragraph' | 'blank';

interface Line {
  readonly number: number;
  readonly kind: LineKind;
  /** Without the mark that says its kind. */
  readonly text: string;
  /** Columns before `text`. */
  readonly indent: number;
  readonly mark: string;
}

class Reading {
  private readonly problems: TemplateProblem[] = [];
  private readonly lines: readonly Line[];

  constructor(text: string) {
    this.lines = text.split(/\r?\n/).map(lineOf);
  }

  read(): Template {
    const blocks: TemplateBlock[] = [];
    for (let at = 0; at < this.lines.length;) {
      const line = this.lines[at] as Line;
      const run = this.runFrom(at);
      at += run.length;
      if (line.kind === 'blank') continue;
      if (line.kind === 'list') blocks.push(this.list(run));
      else if (line.kind === 'table') blocks.push(this.table(run));
      else if (line.kind === 'signatures') {
        blocks.push({ kind: 'signatures', lines: run.map((one) => this.parts(one)) });
      } else if (line.kind === 'heading') {
        const level = line.mark === '#' ? 1 : 2;
        blocks.push({ kind: 'heading', level, parts: this.parts(line) });
      } else blocks.push({ kind: 'paragraph', parts: this.parts(line) });
    }
    return { blocks, problems: this.problems };
  }

  /** Lists, tables and signatures go on over neighbouring lines; everything else is one line. */
  private runFrom(at: number): readonly Line[] {
    const first = this.lines[at] as Line;
    if (!['list', 'table', 'signatures'].includes(first.kind)) return [first];
    const end = this.lines.findIndex((line, index) => index > at && line.kind !== first.kind);
    return this.lines.slice(at, end < 0 ? undefined : end);
  }

  private list(run: readonly Line[]): TemplateBlock {
    const items = run.map((line) => this.parts(line));
    const [only] = items;
    if (items.length === 1 && only) {
      const [field, ...rest] = only;
      if (typeof field === 'object' && rest.length === 0) return { kind: 'list', items: field };
    }
    return { kind: 'list', items };
  }

  private table(run: readonly Line[]): TemplateBlock {
    const [first, ...rows] = run.map((line) => this.cells(line));
    const head = (first ?? []).map((cell) => cell.map((part) => this.headText(part)).join(''));
    const [only] = rows;
    const [field] = only?.[0] ?? [];
    if (rows.length === 1 && only?.length === 1 && only[0]?.length === 1 && typeof field === 'object') {
      return { kind: 'table', head, rows: field };
    }
    rows.forEach((cells, index) => {
      if (cells.length === head.length) return;
      const line = run[index + 1]?.number ?? 1;
      const message = `this row has ${cells.length} cells, the head of the table ${head.length}; give every row as many`;
      this.problems.push({ line, column: 1, message });
    });
    if (rows.length === 0) {
      const message =
        'this table has a head and no row; add rows, or `| {{field}} |` for a field written as table';
      this.problems.push({ line: run[0]?.number ?? 1, column: 1, message });
    }
    return { kind: 'table', head, rows };
  }

  private headText(part: TemplatePart): string {
    if (typeof part === 'string') return part;
    const message = `the head of a table is fixed text; "{{${part.field}}}" cannot stand there`;
    this.problems.push({ line: part.line, column: part.column, message });
    return '';
  }

  private cells(line: Line): readonly (readonly TemplatePart[])[] {
    const inner = line.text.trimEnd().replace(/\|$/, '');
    let indent = line.indent;
    return inner.split('|').map((cell) => {
      const parts = this.parts({ ...line, text: cell.trim(), indent: indent + leading(cell) });
      indent += cell.length + 1;
      return parts;
    });
  }

  private parts({ text, number, indent }: Line): readonly TemplatePart[] {
    const parts: TemplatePart[] = [];
    let from = 0;
    for (const match of text.matchAll(/\{\{([^{}]*)\}\}/g)) {
      if (match.index > from) parts.push(this.plain(text.slice(from, match.index), number, indent + from));
      const field = (match[1] ?? '').trim();
      const column = indent + match.index + 1;
      if (field === '') this.problems.push({ line: number, column, message: 'these braces name no field' });
      parts.push({ field, line: number, column });
      from = match.index + match[0].length;
    }
    if (from < text.length) parts.push(this.plain(text.slice(from), number, indent + from));
    return parts;
  }

  private plain(text: string, line: number, indent: number): string {
    const stray = /\{\{|\}\}/.exec(text);
    if (stray) {
      const message = `"${stray[0]}" has no partner; a field is written {{field}} on one line`;
      this.problems.push({ line, column: indent + stray.index + 1, message });
    }
    return text;
  }
}

const MARKS: readonly (readonly [RegExp, LineKind])[] = [
  [/^(##?) +/, 'heading'],
  [/^(-) +/, 'list'],
  [/^(\|) ?/, 'table'],
  [/^(@) +/, 'signatures'],
];

function lineOf(raw: string, index: number): Line {
  const number = index + 1;
  if (raw.trim() === '') return { number, kind: 'blank', text: '', indent: 0, mark: '' };
  for (const [pattern, kind] of MARKS) {
    const match = pattern.exec(raw);
    if (!match) continue;
    const indent = match[0].length;
    return { number, kind, text: raw.slice(indent).trimEnd(), indent, mark: match[1] ?? '' };
  }
  const indent = leading(raw);
  return { number, kind: 'paragraph', text: raw.trim(), indent, mark: '' };
}

function leading(text: string): number {
  return text.length - text.trimStart().length;
}
