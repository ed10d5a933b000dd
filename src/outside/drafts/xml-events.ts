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

/**
 * Reads the parts of office documents: elements, attributes and text, with the five entities that XML has. What office
 * programs never write (document types, entities of one's own) is not read at all.
 *
 * @throws XmlFault
 */
export function* xmlEvents(xml: string): Generator<XmlEvent, void, undefined> {
  const open: string[] = [];
  const text = xml.startsWith('\ufeff') ? xml.slice(1) : xml;
  const token = new RegExp(TOKEN);
  while (token.lastIndex < text.length) {
    const found = token.exec(text);
    if (!found) throw new XmlFault('not well-formed');
    const [, cdata, closed, name, attributes = '', slash, plain] = found;
    if (name !== undefined) {
      const empty = slash === '/';
      if (!empty && open.push(name) > MOST_DEPTH) throw new XmlFault('too deep');
      yield { kind: 'open', name, attributes: attributesOf(attributes), empty };
    } else if (closed !== undefined) {
      if (open.pop() !== closed) throw new XmlFault(`</${closed}> closes nothing`);
      yield { kind: 'close', name: closed };
    } else if (cdata !== undefined) yield { kind: 'text', text: cdata };
    else if (plain !== undefined) yield { kind: 'text', text: decoded(plain) };
  }
  if (open.length > 0) throw new XmlFault(`<${open.at(-1)}> is not closed`);
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
