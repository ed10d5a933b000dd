/** A piece of an XML document in order. Names carry their prefix. */
export type XmlEvent =
  | {
      readonly kind: 'open';
      readonly name: string;
      readonly attributes: Readonly<Record<string, string>>;
      /** `<w:tab/>`: no close comes. */
      readonly empty: boolean;
    }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

/** An XML document that is none, or has a document type. */
export class XmlFault extends Error {
  override readonly name = 'XmlFault';
}

const TOKEN =
  /<!\[CDATA\[([^]*?)\]\]>|<!--[^]*?-->|<\?[^]*?\?>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITY = /&(#\d{1,7}|#x[0-9a-fA-F]{1,6}|\w+);|&/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const MOST_DEPTH = 1_000;
/** Characters of a tag, a comment or a text at most, in a document that comes in pieces. */
const MOST_TOKEN = 1_048_576;

/**
 * Reads what programs write: elements, attributes and text, with the five entities that XML has. Document types and
 * entities of one's own are not read at all. What comes in pieces, cut anywhere, is never held as a whole.
 *
 * @throws XmlFault with the line on which the trouble begins
 */
export function* xmlEvents(xml: string | Iterable<string>): Generator<XmlEvent, void, undefined> {
  const open: string[] = [];
  const tokens = new Tokens(typeof xml === 'string' ? [xml] : xml);
  for (let token = tokens.next(); token; token = tokens.next()) {
    const event = tokens.placed(token, (found) => eventOf(found, open));
    if (event) yield event;
  }
  if (open.length > 0) throw new XmlFault(`<${open.at(-1)}> is not closed`);
}

function eventOf(token: RegExpExecArray, open: string[]): XmlEvent | undefined {
  const [, cdata, closed, name, attributes = '', slash, plain] = token;
  if (name !== undefined) {
    const empty = slash === '/';
    if (!empty && open.push(name) > MOST_DEPTH) throw new XmlFault('too deep');
    return { kind: 'open', name, attributes: attributesOf(attributes), empty };
  }
  if (closed !== undefined) {
    if (open.pop() !== closed) throw new XmlFault(`</${closed}> closes nothing`);
    return { kind: 'close', name: closed };
  }
  if (cdata !== undefined) return { kind: 'text', text: cdata };
  return plain === undefined ? undefined : { kind: 'text', text: decoded(plain) };
}

/** The tokens of a document, over a window that moves along. */
class Tokens {
  private readonly pieces: Iterator<string>;
  private readonly pattern = new RegExp(TOKEN);
  private window = '';
  /** Where in the window the next token begins, and on which line the window does. */
  private at = 0;
  private line = 1;
  private ended = false;

  constructor(pieces: Iterable<string>) {
    this.pieces = pieces[Symbol.iterator]();
    this.goOn();
    if (this.window.startsWith('\ufeff')) this.at = 1;
  }

  /** @throws XmlFault */
  next(): RegExpExecArray | undefined {
    for (;;) {
      this.pattern.lastIndex = this.at;
      const found = this.at < this.window.length ? this.pattern.exec(this.window) : null;
      // A text that touches the end of the window may go on behind it; every other token has an end of its own.
      if (found && (this.ended || found[6] === undefined || this.pattern.lastIndex < this.window.length)) {
        return found;
      }
      if (this.window.startsWith('<!DOCTYPE', this.at)) throw this.fault('a document type');
      if (this.ended && this.at === this.window.length) return undefined;
      if (this.ended || this.window.length - this.at > MOST_TOKEN) throw this.fault('not well-formed');
      this.goOn();
    }
  }

  /** What a token means; the token is done with then. A fault in it is told with its line. */
  placed<T>(token: RegExpExecArray, meaning: (token: RegExpExecArray) => T): T {
    try {
      return meaning(token);
    } catch (problem) {
      throw problem instanceof XmlFault ? this.fault(problem.message) : problem;
    } finally {
      this.at += token[0].length;
    }
  }

  private goOn(): void {
    const { done, value } = this.pieces.next();
    if (done === true) {
      this.ended = true;
      return;
    }
    this.line += linesIn(this.window, this.at);
    this.window = this.window.slice(this.at) + value;
    this.at = 0;
  }

  private fault(message: string): XmlFault {
    return new XmlFault(`line ${this.line + linesIn(this.window, this.at)}: ${message}`);
  }
}

function linesIn(text: string, until: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < until; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE)) {
    attributes[name] = decoded(double ?? single ?? '');
  }
  return attributes;
}

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(ENTITY, (whole, entity: string | undefined) => {
    if (entity === undefined) throw new XmlFault('a bare &');
    if (!entity.startsWith('#')) {
      const known = NAMED[entity];
      if (known === undefined) throw new XmlFault(`unknown entity ${whole}`);
      return known;
    }
    const point = entity.startsWith('#x') ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
    if (point === 0 || point > 0x10ffff) throw new XmlFault('no such character');
    return String.fromCodePoint(point);
  });
}
