import { joined } from '../../log/bytes.js';
import type { DigestPair } from '../../record.js';
import { utf8 } from '../../utf8.js';
import { BUNDLE_FILE } from '../write/bundle-files.js';
import type { BundleRecord } from './bundle-record.js';
import {
  fromHex,
  hasExactly,
  isCount,
  isHexDigest,
  type Members,
  parseCanonical,
  toHex,
} from './bundle-text.js';
import { cursorOf, jsonLines, jsonOf, type ScopedEvidence } from './evidence.js';
import { StretchPlaces } from './itinerary.js';
import type { LineCursor } from './read-lines.js';
import type { RecordMemory } from './record-memory.js';
import type { ViolationPlace } from './violation.js';

const FILE = BUNDLE_FILE.parts;

type PartLine = { readonly seq: number; readonly name: string; readonly stream: string } & (
  | { readonly salt: string; readonly value: string }
  | { readonly withheld: true }
  | { readonly redacted: number }
);

type LinePlace = ViolationPlace & { readonly line: number };

/** Where a part belongs: stretch of the scope, record, name. */
interface PartPlace {
  readonly stretch: number;
  readonly seq: number;
  readonly name: string;
}

/** Section 6: for every part of every record one line, in their order. */
export class PartsCheck {
  readonly counts = { disclosed: 0, withheld: 0, redacted: 0 };
  /** Lines that are of no record or not in their order: nothing follows from them. */
  readonly surplus = new Set<number>();
  readonly #lines: LineCursor;
  #held: { readonly line: PartLine; readonly place: LinePlace } | undefined;
  readonly #places: StretchPlaces;

  constructor(private readonly evidence: ScopedEvidence) {
    this.#lines = cursorOf(evidence, FILE);
    this.#places = new StretchPlaces(evidence.scope.streams);
    this.#advance();
  }

  /** The parts of the next record. @param stretch place of its stretch in the scope */
  of({ stream, seq, parts }: BundleRecord, stretch: number): void {
    const { found, present } = this.evidence;
    if (!present.has(FILE)) return;
    // By UTF-16 code units, as the format orders them.
    for (const name of Object.keys(parts).sort()) {
      const order = this.#skipTo({ stretch, seq, name });
      const held = this.#held;
      if (order !== 0 || !held) {
        found.add('part-missing', { file: FILE, stream, seq, part: name });
        continue;
      }
      this.#compare(held.line, parts[name] as DigestPair, held.place);
      this.#advance();
    }
  }

  /** No record comes any more: what is left belongs to none. */
  end(): void {
    for (; this.#held; this.#advance()) this.#addSurplus(this.#held.place);
  }

  #skipTo(wanted: PartPlace): number {
    for (; this.#held; this.#advance()) {
      const order = compare(this.#placeOf(this.#held.line), wanted);
      if (order >= 0) return order;
      this.#addSurplus(this.#held.place);
    }
    return 1;
  }

  #addSurplus(place: LinePlace): void {
    this.surplus.add(place.line);
    this.evidence.found.add('part-surplus', place);
  }

  #placeOf({ stream, seq, name }: PartLine): PartPlace {
    return { stretch: this.#places.find(stream, seq) ?? -1, seq, name };
  }

  #advance(): void {
    this.#held = undefined;
    for (let next = this.#lines.next(); next; next = this.#lines.next()) {
      const at = { file: FILE, line: this.#lines.number };
      const json = jsonOf(this.evidence, next, at, 'part-malformed');
      if (!json) continue;
      if (isPartLine(json.value)) {
        const { stream, seq, name } = json.value;
        this.#held = { line: json.value, place: { ...at, stream, seq, part: name } };
        return;
      }
      this.evidence.found.add('part-malformed', at);
    }
  }

  #compare(line: PartLine, digest: DigestPair, place: ViolationPlace): void {
    const { found, tools, options } = this.evidence;
    if ('withheld' in line) this.counts.withheld++;
    else if ('redacted' in line) this.counts.redacted++;
    else {
      this.counts.disclosed++;
      const bytes = joined(utf8(`audit-part/v1\n${line.name}\n`), fromHex(line.salt), utf8(line.value));
      const fits = options.suites.every((suite) => toHex(tools.hash[suite](bytes)) === digest[suite]);
      if (!fits) found.add('part-differs', place);
      else if (!parseCanonical(line.value)) found.add('part-malformed', place, 'value');
    }
  }
}

/**
 * What can be said of redactions only when every record was read: the part says truly under which record it went, and what went is not
 * here after all.
 */
export function checkRedactedParts(evidence: ScopedEvidence, memory: RecordMemory, parts: PartsCheck): void {
  if (parts.counts.redacted === 0 && !memory.hasRedactions) return;
  const { found } = evidence;
  // What is malformed was reported when the lines went by for the first time.
  const again = { ...evidence, found: evidence.found.deaf() };
  for (const { value, place } of jsonLines(again, FILE, 'part-malformed')) {
    if (!isPartLine(value) || parts.surplus.has(place.line)) continue;
    const { stream, seq, name } = value;
    const own = { ...place, stream, seq, part: name };
    if ('redacted' in value && !memory.redactsPart(stream, value.redacted, seq, name))
      found.add('part-redacted-without-ground', own);
    if ('salt' in value && memory.isRedacted(stream, seq, name))
      found.add('part-disclosed-though-redacted', own);
  }
}

function compare(a: PartPlace, b: PartPlace): number {
  if (a.stretch !== b.stretch) return a.stretch - b.stretch;
  if (a.seq !== b.seq) return a.seq - b.seq;
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

function isPartLine(value: unknown): value is PartLine {
  if (hasExactly(value, 'name', 'salt', 'seq', 'stream', 'value'))
    return isPlace(value) && isHexDigest(value['salt']) && typeof value['value'] === 'string';
  if (hasExactly(value, 'name', 'seq', 'stream', 'withheld'))
    return isPlace(value) && value['withheld'] === true;
  return (
    hasExactly(value, 'name', 'redacted', 'seq', 'stream') && isPlace(value) && isCount(value['redacted'])
  );
}

function isPlace({ name, seq, stream }: Members): boolean {
  return typeof name === 'string' && isCount(seq) && typeof stream === 'string';
}
