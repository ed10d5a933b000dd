import { DocxNumbering, type ListPlace } from './docx-numbering.js';
import { localName, type WordXml } from './word-xml.js';

/** The parts of a Word document that its text is made of. */
export interface DocxParts {
  readonly document: WordXml;
  readonly numbering?: WordXml;
  readonly styles?: WordXml;
}

/** What is no part of the text: what tracked changes took away or replaced, codes of fields, text boxes, fallbacks. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  ...['w:del', 'w:moveFrom', 'w:instrText', 'w:delText', 'w:txbxContent', 'mc:Fallback'],
  ...['w:pPrChange', 'w:rPrChange'],
]);
const SEPARATORS: Readonly<Record<string, string>> = {
  'w:tab': '\t',
  'w:br': '\n',
  'w:cr': '\n',
  'w:noBreakHyphen': '-',
};

/**
 * The text of a Word document as it would be printed once all tracked changes are accepted: a line for each paragraph,
 * with the numbers that Word counts by itself, also for each in the cells of tables. Hidden text, text boxes, notes, headers and footers are left out.
 *
 * @throws UnknownNumbering, XmlFault
 */
export function docxText({ document, numbering, styles }: DocxParts): string {
  const lists = new DocxNumbering(numbering);
  const styled = styles ? styleLists(styles) : new Map<string, ListPlace>();
  const lines: string[] = [];
  let leftOut: string | undefined;
  let depth = 0;
  let paragraph = new OpenParagraph();
  for (const event of document.events()) {
    if (leftOut !== undefined) {
      if (event.kind === 'open' && event.name === leftOut && !event.empty) depth++;
      else if (event.kind === 'close' && event.name === leftOut && --depth === 0) leftOut = undefined;
    } else if (event.kind === 'open') {
      const { name, empty } = event;
      if (name === 'w:p') paragraph = new OpenParagraph();
      // Inside w:rPr of a paragraph's mark w:del says that the mark was deleted; it holds nothing.
      if (LEFT_OUT.has(name) && !empty) [leftOut, depth] = [name, 1];
      else paragraph.open(name, (attribute) => document.value(event, attribute), empty);
      if (name === 'w:p' && empty) lines.push('');
    } else if (event.kind === 'text') paragraph.add(event.text);
    else if (event.name === 'w:p') lines.push(paragraph.line(lists, styled));
    else paragraph.close(event.name);
  }
  return lines.join('\n');
}

class OpenParagraph {
  #text = '';
  #isText = false;
  #properties = false;
  #hidden = false;
  #style: string | undefined;
  #list: string | undefined;
  #level: string | undefined;

  open(name: string, value: (attribute: string) => string | undefined, empty: boolean): void {
    if (name === 'w:pPr') this.#properties = !empty;
    else if (name === 'w:r') this.#hidden = false;
    else if (name === 'w:t') this.#isText = !empty;
    else if (name === 'w:pStyle') this.#style = value('val');
    else if (name === 'w:numId') this.#list ??= value('val');
    else if (name === 'w:ilvl') this.#level ??= value('val');
    else if (this.#properties) return;
    else if (name === 'w:vanish') this.#hidden = !['0', 'false', 'off'].includes(value('val') ?? '');
    else this.#text += this.#hidden ? '' : (SEPARATORS[name] ?? '');
  }

  add(text: string): void {
    if (this.#isText && !this.#hidden) this.#text += text;
  }

  close(name: string): void {
    if (name === 'w:pPr') this.#properties = false;
    else if (name === 'w:t') this.#isText = false;
    else if (name === 'w:r') this.#hidden = false;
  }

  line(lists: DocxNumbering, styled: ReadonlyMap<string, ListPlace>): string {
    const fromStyle = this.#style === undefined ? undefined : styled.get(this.#style);
    const list = this.#list ?? fromStyle?.list;
    const level = Number(this.#level ?? (this.#list === undefined ? fromStyle?.level : 0) ?? 0);
    // A list of number 0 takes a paragraph out of the list of its style.
    const label = list === undefined || list === '0' ? '' : lists.next({ list, level });
    return label === '' ? this.#text : `${label} ${this.#text}`;
  }
}

/** Lists that paragraphs are in by their style, or by the style that it is based on. */
function styleLists({ events, value }: WordXml): ReadonlyMap<string, ListPlace> {
  const own = new Map<string, { list?: string; level?: number; based?: string }>();
  let style: { list?: string; level?: number; based?: string } | undefined;
  for (const event of events()) {
    if (event.kind !== 'open') continue;
    const name = localName(event.name);
    const val = value(event, 'val');
    if (name === 'style') own.set(value(event, 'styleId') ?? '', (style = {}));
    else if (!style || val === undefined) continue;
    else if (name === 'basedOn') style.based = val;
    else if (name === 'numId') style.list = val;
    else if (name === 'ilvl') style.level = Number(val);
  }
  const places = new Map<string, ListPlace>();
  for (const id of own.keys()) {
    const seen = new Set<string>();
    let at: string | undefined = id;
    let level: number | undefined;
    while (at !== undefined && !seen.has(at)) {
      seen.add(at);
      const one = own.get(at);
      level ??= one?.level;
      if (one?.list !== undefined) {
        places.set(id, { list: one.list, level: level ?? 0 });
        break;
      }
      at = one?.based;
    }
  }
  return places;
}
