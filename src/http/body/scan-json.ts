/** Where a text stops being JSON that we accept. `offset` counts UTF-16 units from 0. */
export interface JsonFault {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  readonly zh: string;
  readonly en: string;
}

/** Containers inside containers; definitions need 4, no honest body needs more than this. */
export const MAX_JSON_DEPTH = 32;

const SPACE = /[ \t\n\r]*/y;
// From the space on, everything but the quotation mark and the backslash. Each pattern takes its characters in one way
// only, so that no text makes it try again.
const PLAIN = /[ !#-[\]-\uffff]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * Reads a text as strict JSON and says where it first fails: syntax, nesting beyond `MAX_JSON_DEPTH`, or a name
 * given twice in one object (which a ledger must not have to guess about). `undefined`: nothing is wrong.
 */
export function scanJson(text: string): JsonFault | undefined {
  const scan = new Scan(text);
  try {
    scan.value(0);
    scan.space();
    if (scan.at < text.length) scan.fail('多余的内容', 'content after the end');
    return undefined;
  } catch (stopped) {
    if (stopped instanceof Stopped) return stopped.fault;
    throw stopped;
  }
}

class Stopped extends Error {
  constructor(readonly fault: JsonFault) {
    super(fault.en);
  }
}

class Scan {
  at = 0;

  constructor(private readonly text: string) {}

  value(depth: number): void {
    this.space();
    const first = this.text[this.at];
    if (first === '{' || first === '[') {
      if (depth >= MAX_JSON_DEPTH) {
        this.fail(`嵌套超过 ${MAX_JSON_DEPTH} 层`, `nested deeper than ${MAX_JSON_DEPTH}`);
      }
      this.at += 1;
      return first === '{' ? this.object(depth + 1) : this.array(depth + 1);
    }
    if (first === '"') {
      this.string();
    } else if (!this.match(SCALAR)) {
      if (first === undefined) this.fail('内容提前结束', 'unexpected end');
      this.fail(`意外的字符 ${JSON.stringify(first)}`, `unexpected ${JSON.stringify(first)}`);
    }
  }

  space(): void {
    this.match(SPACE);
  }

  fail(zh: string, en: string): never {
    const before = this.text.slice(0, this.at);
    const line = before.split('\n').length;
    const column = this.at - (before.lastIndexOf('\n') + 1) + 1;
    throw new Stopped({ offset: this.at, line, column, zh, en });
  }

  private object(depth: number): void {
    const names = new Set<string>();
    this.space();
    if (this.take('}')) return;
    for (;;) {
      this.space();
      const start = this.at;
      const name = JSON.parse(this.string()) as string;
      if (names.has(name)) {
        this.at = start;
        this.fail(`名称 ${JSON.stringify(name)} 重复`, `the name ${JSON.stringify(name)} is given twice`);
      }
      names.add(name);
      this.space();
      if (!this.take(':')) this.fail('此处应为 ":"', 'expected ":"');
      this.value(depth);
      this.space();
      if (this.take('}')) return;
      if (!this.take(',')) this.fail('此处应为 "," 或 "}"', 'expected "," or "}"');
    }
  }

  private array(depth: number): void {
    this.space();
    if (this.take(']')) return;
    for (;;) {
      this.value(depth);
      this.space();
      if (this.take(']')) return;
      if (!this.take(',')) this.fail('此处应为 "," 或 "]"', 'expected "," or "]"');
    }
  }

  private string(): string {
    const start = this.at;
    if (!this.take('"')) this.fail('此处应为用双引号括起的名称', 'expected a name in double quotes');
    do this.match(PLAIN);
    while (this.match(ESCAPE) !== undefined);
    if (!this.take('"')) {
      this.fail(
        '文本未结束，或者含有错误的转义、未转义的控制字符',
        'unfinished string, wrong escape or raw control character',
      );
    }
    return this.text.slice(start, this.at);
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return undefined;
    this.at += found.length;
    return found;
  }
}
