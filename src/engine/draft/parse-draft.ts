import type { ArticleText, DraftText, Heading, Item, Paragraph } from './draft.js';
import { isAnnex, readArticle, readHeading, readItem } from './marks.js';
import { plainLines } from './plain-lines.js';

/**
 * Reads a normative text: 编、章、节、条、款、项、目, what stands before them and 附件 behind them. Numbers stay as they
 * are written, also where they skip or repeat. A text without any article is not structured: all of its lines are the
 * preamble. Never fails.
 */
export function parseDraft(text: string): DraftText {
  const lines = plainLines(text);
  const reader = new Reader();
  for (const line of lines) reader.read(line);
  const draft = reader.draft();
  return draft.body.some(({ kind }) => kind === 'article')
    ? draft
    : { preamble: lines, body: [], annexes: [] };
}

/** The same while it is being read. */
interface OpenItem extends Item {
  text: string;
  items: OpenItem[];
}

interface OpenParagraph extends Paragraph {
  items: OpenItem[];
}

interface OpenArticle extends ArticleText {
  paragraphs: OpenParagraph[];
}

interface OpenHeading extends Heading {
  lines: string[];
}

const CONTENTS = /^目 ?[录次]$/u;

class Reader {
  readonly #preamble: string[] = [];
  readonly #body: (OpenHeading | OpenArticle)[] = [];
  readonly #annexes: string[][] = [];
  #articles = 0;
  #expected = 1;
  /** A table of contents is being read; its first heading is where the body begins again. */
  #contents: { first?: Heading } | undefined;

  read(line: string): void {
    if (this.#annexes.length > 0 || (this.#articles > 0 && isAnnex(line))) this.#readAnnex(line);
    else if (!this.#readArticle(line) && !this.#readHeading(line)) this.#readPlain(line);
  }

  draft(): DraftText {
    return { preamble: this.#preamble, body: this.#body, annexes: this.#annexes };
  }

  #readAnnex(line: string): void {
    if (isAnnex(line)) this.#annexes.push([line]);
    else this.#annexes.at(-1)?.push(line);
  }

  #readArticle(line: string): boolean {
    const found = readArticle(line, this.#expected);
    if (!found) return false;
    const { rest, ...numbered } = found;
    const paragraphs = rest === '' ? [] : [{ text: rest, items: [] }];
    this.#body.push({ kind: 'article', ...numbered, paragraphs });
    this.#articles++;
    this.#expected = found.number + 1;
    this.#contents = undefined;
    return true;
  }

  #readHeading(line: string): boolean {
    const found = readHeading(line);
    if (!found || this.#isListed(found)) return false;
    this.#contents = undefined;
    this.#body.push({ ...found, lines: [] });
    return true;
  }

  /** Whether the heading is only listed in the table of contents. */
  #isListed({ level, number, ...heading }: Heading): boolean {
    const contents = this.#contents;
    if (!contents) return false;
    const { first } = contents;
    contents.first ??= { ...heading, level, number };
    return !(first && first.level === level && first.number === number);
  }

  #readPlain(line: string): void {
    const open = this.#body.at(-1);
    if (!open) {
      if (CONTENTS.test(line)) this.#contents = {};
      this.#preamble.push(line);
    } else if (open.kind === 'heading') open.lines.push(line);
    else readIntoArticle(open, line);
  }
}

function readIntoArticle({ paragraphs }: OpenArticle, line: string): void {
  const item = readItem(line);
  if (!item) {
    paragraphs.push({ text: line, items: [] });
    return;
  }
  if (paragraphs.length === 0) paragraphs.push({ text: '', items: [] });
  let into = paragraphs.at(-1)?.items ?? [];
  // Below the last of the items that it can be below.
  for (let last = into.at(-1); last && last.level < item.level; last = into.at(-1)) into = last.items;
  into.push({ ...item, items: [] });
}
