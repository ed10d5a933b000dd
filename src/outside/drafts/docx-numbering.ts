import { formattedNumber } from './number-format.js';
import { localName, type WordXml } from './word-xml.js';

/** A list that a paragraph is part of. */
export interface ListPlace {
  readonly list: string;
  readonly level: number;
}

interface Level {
  start: number;
  format: string;
  text: string;
  /** All numbers in figures. */
  legal: boolean;
  /** 0: goes on counting whatever stands above it. */
  restart: number | undefined;
}

interface List {
  readonly abstract: string;
  readonly starts: ReadonlyMap<number, number>;
}

/** A list whose numbers cannot be told. */
export class UnknownNumbering extends Error {
  override readonly name = 'UnknownNumbering';

  constructor(readonly format: string) {
    super(`number format ${format}`);
  }
}

/**
 * The automatic numbers of a Word document. Numbers are counted as the paragraphs come: ask once for each, in order.
 */
export class DocxNumbering {
  readonly #levels = new Map<string, Map<number, Level>>();
  readonly #lists = new Map<string, List>();
  readonly #counters = new Map<string, (number | undefined)[]>();
  readonly #begun = new Set<string>();
  /** Lists with levels of their own, which no office program in use writes. */
  readonly #special = new Set<string>();

  /** @param xml `word/numbering.xml`; undefined: no list has numbers */
  constructor(xml: WordXml | undefined) {
    if (xml) this.#read(xml);
  }

  /**
   * The number of the next paragraph of a list, such as 第三条 or （二）; empty for bullets and unknown lists.
   *
   * @throws UnknownNumbering
   */
  next({ list: id, level }: ListPlace): string {
    const list = this.#lists.get(id);
    const levels = list && this.#levels.get(list.abstract);
    const own = levels?.get(level);
    // A list that is defined elsewhere has numbers that would be lost.
    if (levels?.size === 0 || this.#special.has(id)) throw new UnknownNumbering('w:num');
    if (!list || !levels || !own) return '';
    const counters = this.#counted(list, id);
    counters[level] = (counters[level] ?? own.start - 1) + 1;
    for (const [deeper, { restart }] of levels) {
      if (deeper > level && restart !== 0) counters[deeper] = undefined;
    }
    if (own.format === 'bullet' || own.format === 'none') return '';
    return own.text.replaceAll(/%([1-9])/g, (_, digit: string) => {
      const at = Number(digit) - 1;
      const shown = levels.get(at);
      const format = own.legal ? 'decimal' : (shown?.format ?? 'decimal');
      const text = formattedNumber(format, counters[at] ?? shown?.start ?? 1);
      if (text === undefined) throw new UnknownNumbering(format);
      return text;
    });
  }

  /** Lists of one kind count on; one that says where it starts begins anew when it is first used. */
  #counted({ abstract, starts }: List, id: string): (number | undefined)[] {
    const counters = this.#counters.get(abstract) ?? [];
    this.#counters.set(abstract, counters);
    if (!this.#begun.has(id)) {
      this.#begun.add(id);
      for (const [level, start] of starts) counters[level] = start - 1;
    }
    return counters;
  }

  #read({ events, value }: WordXml): void {
    let [abstract, num, level]: (string | undefined)[] = [];
    let starts = new Map<number, number>();
    for (const event of events()) {
      if (event.kind === 'text') continue;
      const name = localName(event.name);
      if (event.kind === 'close') {
        if (name === 'abstractNum') abstract = undefined;
        else if (name === 'num') num = undefined;
        continue;
      }
      const val = value(event, 'val');
      if (name === 'abstractNum') {
        abstract = value(event, 'abstractNumId') ?? '';
        this.#levels.set(abstract, new Map());
      } else if (name === 'num') {
        num = value(event, 'numId') ?? '';
        starts = new Map();
      } else if (name === 'abstractNumId' && num !== undefined) {
        this.#lists.set(num, { abstract: val ?? '', starts });
      } else if (name === 'lvl' || name === 'lvlOverride') {
        level = value(event, 'ilvl') ?? '0';
        if (abstract !== undefined) this.#levels.get(abstract)?.set(Number(level), newLevel());
        else if (name === 'lvl' && num !== undefined) this.#special.add(num);
      } else if (name === 'startOverride' && num !== undefined) starts.set(Number(level), Number(val));
      else if (abstract !== undefined) {
        const own = this.#levels.get(abstract)?.get(Number(level));
        if (own) readLevel(own, name, val);
      }
    }
  }
}

function newLevel(): Level {
  return { start: 1, format: 'decimal', text: '', legal: false, restart: undefined };
}

function readLevel(level: Level, name: string, val: string | undefined): void {
  if (name === 'start') level.start = Number(val ?? 1);
  else if (name === 'numFmt') level.format = val ?? 'decimal';
  else if (name === 'lvlText') level.text = val ?? '';
  else if (name === 'isLgl') level.legal = val !== '0' && val !== 'false';
  else if (name === 'lvlRestart') level.restart = Number(val);
}
