import { HASH_BYTES } from '../../log/tree-hash.js';
import { provesInclusion } from '../../log/verify-proof.js';
import type { Suite } from './bundle-source.js';
import { cursorOf, type ScopedEvidence } from './evidence.js';
import type { Visit } from './itinerary.js';
import type { FileLine, LineCursor } from './read-lines.js';
import type { RecordMemory } from './record-memory.js';
import type { ViolationPlace } from './violation.js';

/** 64 hashes in Base64 and what stands around them. */
const MOST_BYTES = 4096;
/** A tree of 2^64 leaves is no deeper. */
const MOST_HASHES = 64;

/** File of a suite's proofs. */
export function proofsFile(suite: Suite): string {
  return `data/proofs/${suite}.jsonl`;
}

/** Section 9: each record is in the log that the as-of checkpoint is of, under every suite at the same place. */
export class ProofsCheck {
  readonly #cursors: readonly { readonly suite: Suite; readonly lines: LineCursor }[];
  /** Index of the last record of a stretch, by place of the stretch in the scope. */
  readonly #before = new Map<number, number>();

  /** @param roots of the as-of checkpoint; of a suite without, proofs are read and nothing follows from them */
  constructor(
    private readonly evidence: ScopedEvidence,
    private readonly memory: RecordMemory,
    private readonly roots: Readonly<Partial<Record<Suite, Uint8Array>>>,
  ) {
    this.#cursors = evidence.options.suites
      .filter((suite) => evidence.present.has(proofsFile(suite)))
      .map((suite) => ({ suite, lines: cursorOf(evidence, proofsFile(suite), MOST_BYTES) }));
  }

  /** The proofs of the next line of records. @param visit where the record belongs, and its `seq`, when it is in the scope */
  next(
    leaves: Readonly<Partial<Record<Suite, Uint8Array>>>,
    visit: PlacedRecord | undefined,
    record: ViolationPlace,
  ): void {
    const { found } = this.evidence;
    let index: number | undefined;
    for (const { suite, lines } of this.#cursors) {
      const line = lines.next();
      const { stream, seq } = record;
      const own = { ...(stream !== undefined && { stream }), ...(seq !== undefined && { seq }) };
      const place = { file: proofsFile(suite), line: record.line ?? 0, ...own };
      if (!line) {
        found.add('proof-missing', place);
        continue;
      }
      const proof = this.#read(line, place);
      if (!proof) continue;
      this.#verify(suite, proof, leaves[suite], place);
      if (index !== undefined && index !== proof.index) found.add('proof-indexes-differ', place);
      index ??= proof.index;
    }
    if (index !== undefined && visit) this.#place(index, visit, record);
  }

  end(): void {
    for (const { suite, lines } of this.#cursors)
      while (lines.next())
        this.evidence.found.add('proof-surplus', { file: proofsFile(suite), line: lines.number });
  }

  #read(line: FileLine, place: ViolationPlace): InclusionLine | undefined {
    const text = 'bytes' in line ? this.evidence.tools.decode(line.bytes) : undefined;
    const proof = text === undefined ? undefined : parseInclusion(text);
    if (!proof) this.evidence.found.add('proof-malformed', place);
    return proof;
  }

  #verify(
    suite: Suite,
    { index, path }: InclusionLine,
    leaf: Uint8Array | undefined,
    place: ViolationPlace,
  ): void {
    const { tools, found, scope } = this.evidence;
    const root = this.roots[suite];
    if (!root && index < scope.size) return;
    const claim = leaf && root && { index: BigInt(index), size: BigInt(scope.size), leaf, root };
    if (!claim || !provesInclusion(claim, path, tools.hash[suite])) found.add('proof-fails', place);
  }

  #place(index: number, { at, stretch, seq }: PlacedRecord, record: ViolationPlace): void {
    if (index <= (this.#before.get(at) ?? -1)) this.evidence.found.add('proof-index-not-growing', record);
    this.#before.set(at, index);
    this.memory.addIndex(stretch, seq, index);
    if (stretch.role === 'reference' && record.line !== undefined)
      this.memory.referenceIndex.set(record.line - 1, index);
    if (stretch.role !== 'subject') return;
    this.memory.lastIndex = Math.max(this.memory.lastIndex, index);
    for (const size of this.memory.lastBelow.keys()) if (index < size) this.memory.lastBelow.set(size, seq);
  }
}

type PlacedRecord = Visit & { readonly seq: number };

interface InclusionLine {
  readonly index: number;
  readonly path: readonly Uint8Array[];
}

const HEAD = /\{"index":(0|[1-9]\d{0,15}),"path":\[/y;
const ENCODED = 44;

/**
 * Reads a proof by its spelling. Canonical JSON leaves a line of this shape only one, so that no general reader need go over millions of
 * hashes; whatever is spelt otherwise is no proof.
 */
function parseInclusion(line: string): InclusionLine | undefined {
  HEAD.lastIndex = 0;
  const head = HEAD.exec(line);
  const index = Number(head?.[1]);
  if (!head || !Number.isSafeInteger(index)) return undefined;
  const path: Uint8Array[] = [];
  let at = head[0].length;
  if (line.slice(at) === ']}') return { index, path };
  for (; path.length < MOST_HASHES; at += ENCODED + 3) {
    const hash = decodeHash(line, at + 1);
    if (!hash || line[at] !== '"' || line[at + ENCODED + 1] !== '"') return undefined;
    path.push(hash);
    const next = line[at + ENCODED + 2];
    if (next === ']') return line.slice(at + ENCODED + 2) === ']}' ? { index, path } : undefined;
    if (next !== ',') return undefined;
  }
  return undefined;
}

const SEXTETS = new Int8Array(128).fill(-1);
for (const [value, letter] of [
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
].entries())
  SEXTETS[letter.charCodeAt(0)] = value;

/** The 32 bytes that stand at this place in Base64, whose last letter has two bits to spare that must be 0. */
function decodeHash(text: string, from: number): Uint8Array | undefined {
  const bytes = new Uint8Array(HASH_BYTES);
  let word = 0;
  let bits = 0;
  let to = 0;
  for (let at = from; at < from + ENCODED - 1; at++) {
    const sextet = SEXTETS[text.charCodeAt(at)] ?? -1;
    if (sextet < 0) return undefined;
    word = ((word << 6) | sextet) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[to++] = (word >> bits) & 0xff;
    }
  }
  const spare = word & ((1 << bits) - 1);
  return spare === 0 && text[from + ENCODED - 1] === '=' ? bytes : undefined;
}
