import type { DigestPair } from '../../record.js';
import type { Stretch } from '../write/bundle-lines.js';
import type { BundleFiles, Suite, VerifierOptions, VerifierTools } from './bundle-source.js';
import { LineCursor, type FileLine } from './read-lines.js';
import { parseCanonical } from './bundle-text.js';
import { type ViolationCode, type ViolationPlace, Violations } from './violation.js';

/** Bytes that a line may have where the format says nothing else (section 1). */
export const MOST_OF_A_LINE = 16 * 1024 * 1024;

/** What every check works with: the bundle, the machine's functions, and what was found so far. */
export interface Evidence {
  readonly files: BundleFiles;
  readonly present: ReadonlySet<string>;
  readonly tools: VerifierTools;
  readonly options: VerifierOptions;
  readonly found: Violations;
}

/** What a bundle says it holds (section 4). */
export interface Scope {
  /** Origin of the log. */
  readonly log: string;
  /** Entries of the as-of checkpoint. */
  readonly size: number;
  /** The subject first. */
  readonly streams: readonly Stretch[];
}

/** Evidence whose scope is known: the checks of sections 5 to 12. */
export interface ScopedEvidence extends Evidence {
  readonly scope: Scope;
}

/** The digests of a file's bytes, in the suites that are computed, and how many bytes there were. */
export function digestOf(
  { tools, options }: Evidence,
  chunks: Iterable<Uint8Array>,
  prefix?: Uint8Array,
): { readonly size: number; readonly hex: Readonly<Partial<DigestPair>> } {
  const digest = tools.digest(options.suites);
  if (prefix) digest.update(prefix);
  let size = 0;
  for (const chunk of chunks) {
    digest.update(chunk);
    size += chunk.length;
  }
  return { size, hex: digest.hex() };
}

/** The digests agree in every suite that is computed. */
export function agrees(
  suites: readonly Suite[],
  a: Readonly<Partial<DigestPair>>,
  b: Readonly<Partial<DigestPair>>,
): boolean {
  return suites.every((suite) => a[suite] !== undefined && a[suite] === b[suite]);
}

/** A line of canonical JSON. */
export interface JsonLine {
  readonly text: string;
  readonly value: unknown;
}

/** The canonical JSON of a line; undefined for everything else, which is then reported. */
export function jsonOf(
  { tools, found }: Evidence,
  line: FileLine,
  place: ViolationPlace,
  malformed: ViolationCode,
): JsonLine | undefined {
  const text = 'bytes' in line ? tools.decode(line.bytes) : undefined;
  const parsed = text === undefined ? undefined : parseCanonical(text);
  if (text !== undefined && parsed) return { text, value: parsed.value };
  const problem = 'problem' in line ? line.problem : 'not canonical JSON';
  found.add(malformed, place, problem);
  return undefined;
}

/** Lines of a file of the bundle; none when it is not there, which the bag's check reports. */
export function cursorOf({ files, present }: Evidence, file: string, most = MOST_OF_A_LINE): LineCursor {
  return new LineCursor(present.has(file) ? files.read(file) : [], most);
}

/** Every line of a small file as canonical JSON, with its place; what is none is reported and left out. */
export function* jsonLines(
  evidence: Evidence,
  file: string,
  malformed: ViolationCode,
): Generator<JsonLine & { readonly place: ViolationPlace & { readonly line: number } }> {
  const cursor = cursorOf(evidence, file);
  for (let line = cursor.next(); line; line = cursor.next()) {
    const place = { file, line: cursor.number };
    const json = jsonOf(evidence, line, place, malformed);
    if (json) yield { ...json, place };
  }
}
