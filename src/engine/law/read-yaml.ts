import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
  type Pair,
} from 'yaml';
import type { Position, Problem } from './problem.js';
import { pointerTo } from './shape/shape-check.js';
import { SourceMap } from './source-map.js';

/** A file of a procedure library, already decoded as UTF-8. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** What a file says, as plain JSON, and where it says it. `problems` has no errors when the value may be used. */
export interface YamlContent {
  readonly value: unknown;
  readonly source: SourceMap;
  readonly problems: readonly Problem[];
}

const MAX_CHARACTERS = 1_000_000;
const MAX_DEPTH = 40;
/** A replacement character means bytes that were not UTF-8; control characters and lone surrogates hide text. */
const UNREADABLE = /[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffd\ufffe\uffff]/u;

/**
 * Reads a YAML 1.2 file strictly: one document, no duplicate keys, no anchors, aliases, merge keys or tags (a reader
 * must see each rule where it stands), no unreadable characters. All problems at once.
 */
export function readYaml(file: SourceFile): YamlContent {
  const reading = new Reading(file);
  reading.read();
  return { value: reading.value, source: reading.source, problems: reading.problems };
}

class Reading {
  value: unknown;
  readonly source: SourceMap;
  readonly problems: Problem[] = [];
  private readonly lines = new LineCounter();

  constructor(private readonly file: SourceFile) {
    this.source = new SourceMap({ file: file.path, line: 1, column: 1 });
  }

  read(): void {
    const { text } = this.file;
    if (text.length > MAX_CHARACTERS) {
      return this.report(
        'too-large',
        0,
        `the file is longer than ${MAX_CHARACTERS} characters; split it into fragments`,
      );
    }
    const unreadable = UNREADABLE.exec(text);
    const document = parseDocument(text, {
      lineCounter: this.lines,
      version: '1.2',
      schema: 'core',
      merge: false,
      uniqueKeys: true,
      strict: true,
      prettyErrors: false,
      // With 'silent' a second document would be ignored without an error.
      logLevel: 'error',
    });
    if (unreadable) {
      return this.report(
        'not-readable-text',
        unreadable.index,
        'a character that cannot be read; save the file as UTF-8',
      );
    }
    for (const error of document.errors) this.reportSyntax(error);
    if (this.problems.length > 0) return;
    this.refuseIndirection(document);
    if (document.contents === null) return this.report('empty', 0, 'the file is empty');
    this.value = this.plain(document.contents, '', 0);
  }

  private reportSyntax(error: {
    readonly code: string;
    readonly message: string;
    readonly pos: readonly [number, number];
  }): void {
    if (error.code === 'DUPLICATE_KEY') {
      this.report(
        'duplicate-key',
        error.pos[0],
        'this key stands twice in the same map; only one rule can hold',
      );
    } else if (error.code === 'TAB_AS_INDENT') {
      this.report('tab', error.pos[0], 'a tab where spaces must be; indent with spaces');
    } else if (error.code === 'MULTIPLE_DOCS') {
      this.report(
        'several-documents',
        error.pos[0],
        'a second document begins here; one file holds one document',
      );
    } else if (error.code === 'BAD_ALIAS') {
      this.report('indirection', error.pos[0], 'aliases are refused: write the rule where it applies');
    } else {
      this.report('yaml-syntax', error.pos[0], `this is not YAML: ${error.message}`);
    }
  }

  private refuseIndirection(document: Document): void {
    visit(document, {
      Node: (_, node) => {
        const offset = node.range?.[0] ?? 0;
        if (isAlias(node))
          this.report('indirection', offset, 'aliases are refused: write the rule where it applies');
        else if (node.anchor)
          this.report('indirection', offset, 'anchors are refused: write the rule where it applies');
        else if (node.tag?.startsWith('!'))
          this.report('indirection', offset, 'tags are refused: write plain text, numbers, lists and maps');
      },
    });
  }

  private plain(node: unknown, path: string, depth: number): unknown {
    if (depth > MAX_DEPTH) {
      this.report('too-deep', offsetOf(node), `nested deeper than ${MAX_DEPTH} levels`);
      return null;
    }
    if (isScalar(node)) {
      this.source.setValue(path, this.at(offsetOf(node)), this.inlineOffset(node));
      return typeof node.value === 'bigint' ? Number(node.value) : node.value;
    }
    if (isSeq(node)) {
      this.source.setValue(path, this.at(offsetOf(node)));
      return node.items.map((item, index) => {
        const at = pointerTo(path, index);
        this.source.setKey(at, this.at(offsetOf(item)));
        return this.plain(item, at, depth + 1);
      });
    }
    if (!isMap(node)) return null;
    this.source.setValue(path, this.at(offsetOf(node)));
    const result: Record<string, unknown> = {};
    for (const pair of node.items) this.plainPair(pair, path, depth, result);
    return result;
  }

  private plainPair(pair: Pair, path: string, depth: number, into: Record<string, unknown>): void {
    const offset = offsetOf(pair.key);
    const key = isScalar(pair.key) ? pair.key.value : undefined;
    if (key === '<<')
      return this.report('indirection', offset, 'merge keys are refused: write the rule where it applies');
    if (typeof key !== 'string')
      return this.report('bad-key', offset, 'a key must be a text; put it in quotes');
    if (key === '__proto__') return this.report('bad-key', offset, '"__proto__" cannot be a key');
    const at = pointerTo(path, key);
    this.source.setKey(at, this.at(offset));
    this.source.setValue(at, this.at(offset));
    into[key] = pair.value === null ? null : this.plain(pair.value, at, depth + 1);
  }

  /** Expressions on one line have their own columns: where the text inside the scalar begins. */
  private inlineOffset(node: Node): number | undefined {
    if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return undefined;
    const raw = this.file.text.slice(node.range[0], node.range[1]);
    if (raw === node.value) return 0;
    return raw.slice(1, -1) === node.value ? 1 : undefined;
  }

  private at(offset: number): Position {
    const { line, col } = this.lines.linePos(offset);
    return { file: this.file.path, line: Math.max(1, line), column: Math.max(1, col) };
  }

  private report(code: string, offset: number, message: string): void {
    this.problems.push({ code, ...this.at(offset), path: '', message, severity: 'error' });
  }
}

function offsetOf(node: unknown): number {
  const range = (node as Node | null)?.range;
  return range ? range[0] : 0;
}
