import { leafHash } from '../../log/tree-hash.js';
import type { DigestPair } from '../../record.js';
import { MAX_RECORD_BYTES } from '../../seal-record.js';
import { BUNDLE_FILE } from '../write/bundle-files.js';
import type { Stretch } from '../write/bundle-lines.js';
import { type BundleRecord, flawOf } from './bundle-record.js';
import type { Suite } from './bundle-source.js';
import { toHex } from './bundle-text.js';
import type { PartsCheck } from './check-parts.js';
import type { ProofsCheck } from './check-proofs.js';
import { jsonOf, type ScopedEvidence } from './evidence.js';
import { Itinerary, type Visit } from './itinerary.js';
import { type FileLine, LineCursor } from './read-lines.js';
import type { RecordMemory } from './record-memory.js';
import type { ViolationPlace } from './violation.js';

const FILE = BUNDLE_FILE.records;

/** Leaves of the line before in the same stretch, and when it was recorded. */
interface Before {
  readonly leaf: Readonly<Partial<DigestPair>> | null;
  readonly recordedAt?: string;
}

/**
 * Section 5: the records one after the other, each in its place and joined to the one before; their parts and proofs are walked in step.
 * What is needed later goes into the memory.
 */
export class RecordsCheck {
  readonly #itinerary: Itinerary;
  #before: Before = { leaf: null };
  #line = 0;

  constructor(
    private readonly evidence: ScopedEvidence,
    private readonly memory: RecordMemory,
    private readonly parts: PartsCheck,
    private readonly proofs: ProofsCheck,
  ) {
    this.#itinerary = new Itinerary(evidence.scope.streams, (stretch, from, to) => {
      const { found } = this.evidence;
      found.add(
        'record-missing',
        { file: FILE, line: this.#line, stream: stretch.stream, seq: from },
        from === to ? undefined : `${from}–${to}`,
      );
    });
  }

  run(): void {
    const { files } = this.evidence;
    const lines = new LineCursor(files.read(FILE), MAX_RECORD_BYTES);
    for (let line = lines.next(); line; line = lines.next()) {
      this.#line = lines.number;
      this.#check(line);
    }
    this.#line++;
    this.#itinerary.end();
    this.memory.records = lines.number;
  }

  #check(line: FileLine): void {
    const { tools, options } = this.evidence;
    const expected = this.#placeOf(this.#itinerary.expected);
    const leaves: Partial<Record<Suite, Uint8Array>> = {};
    if ('bytes' in line)
      for (const suite of options.suites) leaves[suite] = leafHash(tools.hash[suite], line.bytes);
    const record = this.#read(line, expected);
    if (!record) this.#itinerary.skip();
    const visit = record && this.#visit(record, expected);
    // A line that begins a later stretch is in its place; any other is spoken of by the place that it should have had.
    const place =
      record && visit?.begins ? this.#placeOf({ stretch: visit.stretch, seq: record.seq }) : expected;
    if (record && record.log !== this.evidence.scope.log) this.evidence.found.add('record-wrong-log', place);
    this.proofs.next(leaves, record && visit && { ...visit, seq: record.seq }, place);
    if (record && visit) {
      this.#checkJoint(record, visit, place);
      this.parts.of(record, visit.at);
      this.memory.add(record, visit.stretch, this.#line - 1, place);
      this.memory.addLeaf(record.stream, record.seq, () => pairOf(leaves), place);
    }
    // What stands where no record of the scope is does not come between two that are joined.
    if (record && !visit) return;
    const recordedAt = record?.recordedAt;
    this.#before = { leaf: pairOf(leaves), ...(recordedAt !== undefined && { recordedAt }) };
  }

  #placeOf(at: { readonly stretch: Stretch; readonly seq: number } | undefined): ViolationPlace {
    return { file: FILE, line: this.#line, ...(at && { stream: at.stretch.stream, seq: at.seq }) };
  }

  #read(line: FileLine, place: ViolationPlace): BundleRecord | undefined {
    const { found } = this.evidence;
    if ('problem' in line && line.problem === 'too-long') {
      found.add('record-too-long', place);
      return undefined;
    }
    const json = jsonOf(this.evidence, line, place, 'record-malformed');
    if (!json) return undefined;
    const flaw = flawOf(json.value);
    if (flaw === undefined) return json.value as BundleRecord;
    found.add('record-malformed', place, flaw);
    return undefined;
  }

  /** Where the record belongs; undefined when that is nowhere in the scope, or behind a line that was read. */
  #visit({ stream, seq }: BundleRecord, place: ViolationPlace): Visit | undefined {
    const { found } = this.evidence;
    const visit = this.#itinerary.visit(stream, seq);
    if (visit === 'nowhere') found.add('record-surplus', place, `${stream} ${seq}`);
    else if (visit === 'behind' || visit.isAhead) found.add('record-out-of-place', place, `${stream} ${seq}`);
    if (visit === 'nowhere' || visit === 'behind') return undefined;
    if (visit.begins) this.#before = { leaf: null };
    return visit;
  }

  #checkJoint({ prev, seq, recordedAt }: BundleRecord, { begins }: Visit, place: ViolationPlace): void {
    const { found, options } = this.evidence;
    const { leaf, recordedAt: earlier } = this.#before;
    const joined = !leaf
      ? prev === null
      : prev !== null && options.suites.every((suite) => prev[suite] === leaf[suite]);
    const isChecked = !begins || seq === 0;
    if (isChecked && !joined) found.add('record-wrong-prev', place);
    if (earlier !== undefined && recordedAt < earlier) found.add('record-time-backwards', place);
  }
}

/** Both digests; under a suite that is not computed, an empty text that nothing equals. */
function pairOf(leaves: Readonly<Partial<Record<Suite, Uint8Array>>>): DigestPair {
  const { sha256, sm3 } = leaves;
  return { sha256: sha256 ? toHex(sha256) : '', sm3: sm3 ? toHex(sm3) : '' };
}
