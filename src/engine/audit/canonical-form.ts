/** A value that has no canonical form: what is wrong, and where (JSON pointer into the value). */
export class NotCanonical extends Error {
  override readonly name = 'NotCanonical';

  constructor(
    readonly problem: string,
    readonly at: string,
  ) {
    super(`${problem} at "${at}"`);
  }
}

/** Deeper nesting is an attack or a mistake, and would overflow the stack of a verifier. */
const MAX_DEPTH = 100;

/**
 * The one text that stands for a JSON value: RFC 8785 (JCS), stricter than the RFC where the RFC lets two readers
 * differ. Numbers must be integers of at most 2^53 - 1 in size (money and identifiers are strings); texts must be
 * well-formed and in Unicode normalisation form C; objects must be plain; nothing may be `undefined`.
 *
 * @throws NotCanonical naming the first offending place.
 */
export function canonicalJson(value: unknown): string {
  place.length = 0;
  return write(value);
}

// Where the writer is, kept aside so that a pointer is only put together when something is wrong: this runs for every
// record and state. The writer never waits, so one place serves all.
const place: (string | number)[] = [];

function refused(problem: string): NotCanonical {
  const steps = place.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1'));
  return new NotCanonical(problem, steps.map((step) => `/${step}`).join(''));
}

/** A value whose canonical text is known already; it is put in as it stands, not written a second time. */
export class CanonicalText {
  constructor(readonly text: string) {}
}

/** True when `text` is the canonical form of the value it holds: no other spelling of that value is accepted. */
export function isCanonicalJson(text: string): boolean {
  try {
    return canonicalJson(JSON.parse(text)) === text;
  } catch (problem) {
    if (problem instanceof SyntaxError || problem instanceof NotCanonical) return false;
    throw problem;
  }
}

function write(value: unknown): string {
  if (place.length > MAX_DEPTH) throw refused(`nested deeper than ${MAX_DEPTH}`);
  switch (typeof value) {
    case 'string':
      return writeText(value);
    case 'number':
      return writeNumber(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (value instanceof CanonicalText) return value.text;
      return Array.isArray(value) ? writeArray(value) : writeObject(value);
    case 'bigint':
    case 'function':
    case 'symbol':
    case 'undefined':
      throw refused(`a value of type ${typeof value} is not JSON`);
  }
}

function writeNumber(value: number): string {
  if (!Number.isSafeInteger(value)) {
    throw refused(`the number ${value} is not an integer of at most 2^53 - 1; write it as text`);
  }
  return String(value);
}

// Every text made of these characters alone is in form C, which spares nearly all texts the costlier test.
// oxlint-disable-next-line no-control-regex -- control characters are in form C too; JSON escapes them
const SURELY_NFC = /^[\u0000-\u02ff\u2010-\u2027\u3001-\u3029\u4e00-\u9fff\uff01-\uff60]*$/;
const LONE_SURROGATE = /\p{Surrogate}/u;

function writeText(text: string): string {
  if (!SURELY_NFC.test(text)) {
    if (LONE_SURROGATE.test(text)) throw refused('the text holds half of a surrogate pair');
    if (text.normalize('NFC') !== text) throw refused('the text is not in Unicode form NFC');
  }
  return JSON.stringify(text);
}

// Names come from definitions and formats and are few; a text made of names alone would still be bounded here.
const MAX_KNOWN_NAMES = 5_000;
const knownNames = new Map<string, string>();

function writeName(name: string): string {
  const known = knownNames.get(name);
  if (known !== undefined) return known;
  const text = writeText(name);
  if (knownNames.size < MAX_KNOWN_NAMES && name.length < 100) knownNames.set(name, text);
  return text;
}

function writeArray(items: readonly unknown[]): string {
  let text = '[';
  for (let i = 0; i < items.length; i++) {
    place.push(i);
    text += (i === 0 ? '' : ',') + write(items[i]);
    place.pop();
  }
  return text + ']';
}

function writeObject(value: object): string {
  if (!isPlain(value)) throw refused('only plain objects have a canonical form');
  if (Object.getOwnPropertySymbols(value).length > 0) throw refused('a symbol is not a name');
  const members = value as Readonly<Record<string, unknown>>;
  let text = '{';
  for (const name of inOrder(Object.keys(members))) {
    place.push(name);
    text += (text === '{' ? '' : ',') + writeName(name) + ':' + write(members[name]);
    place.pop();
  }
  return text + '}';
}

// The default order is by UTF-16 code units, which is what RFC 8785 asks for. What was read from canonical text is in
// order already, and looking is cheaper than sorting.
function inOrder(names: string[]): string[] {
  for (let i = 1; i < names.length; i++) {
    if ((names[i - 1] as string) > (names[i] as string)) return names.sort();
  }
  return names;
}

// A plain object's prototype is null or the root of some realm (tests and workers bring their own `Object`).
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
