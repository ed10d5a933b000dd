import { canonicalJson, NotCanonical } from './canonical-form.js';
import { leafDigest, partDigest, sameDigest } from './digest.js';
import type { DigestPair, Hash, LedgerRecord } from './record.js';
import { redactionsOf, type Redactions } from './redaction.js';
import { MAX_RECORD_BYTES } from './seal-record.js';
import { utf8Length } from './utf8.js';

/** A record as it was kept: its exact text, and whatever is stored beside it. */
export interface KeptRecord {
  readonly text: string;
  /** The sequence under which it is stored, when the store has one. */
  readonly seq?: number;
  /** The leaf hash that the store remembers, when it does. */
  readonly leaf?: DigestPair;
  /** The parts still kept; absent when only the skeletons are at hand. */
  readonly parts?: readonly KeptPart[];
}

export interface KeptPart {
  readonly name: string;
  readonly salt: string;
  readonly value: string;
}

export type StreamFindingCode =
  | 'not-json'
  | 'not-canonical'
  | 'malformed'
  | 'too-large'
  | 'wrong-stream'
  | 'wrong-log'
  | 'wrong-seq'
  | 'wrong-prev'
  | 'wrong-leaf'
  | 'time-backwards'
  | 'part-altered'
  | 'part-missing'
  | 'part-not-erased'
  | 'part-unreferenced';

/** Something that must not be in an untouched stream. `seq` is the place at which it was met. */
export interface StreamFinding {
  readonly seq: number;
  readonly code: StreamFindingCode;
  readonly message: string;
}

/** How far a stream has been verified. Hand it to the next call to verify a long stream piece by piece. */
export interface StreamPosition {
  readonly seq: number;
  readonly leaf: DigestPair | null;
  readonly stream?: string;
  readonly log?: string;
  readonly recordedAt?: string;
}

export interface StreamVerification {
  readonly findings: readonly StreamFinding[];
  readonly position: StreamPosition;
}

/** Before a stream's first record. */
export const STREAM_START: StreamPosition = { seq: 0, leaf: null };

/**
 * Checks records of one stream in order, trusting nothing that is stored beside them: canonical bytes, dense
 * sequence, one stream and one log, previous digests, leaf hashes under both suites, time that does not run
 * backwards, and each part against its salted digest. Pure; never throws for bad records.
 *
 * @param redactions what the redaction records of the whole stream erased: such a part must be gone, and no other may.
 */
export function verifyStream(
  records: readonly KeptRecord[],
  hash: Hash,
  from: StreamPosition = STREAM_START,
  redactions: Redactions = NOTHING_ERASED,
): StreamVerification {
  const findings: StreamFinding[] = [];
  let position = from;
  for (const kept of records) {
    const report = (code: StreamFindingCode, message: string): void => {
      findings.push({ seq: position.seq, code, message });
    };
    position = verifyRecord(kept, position, { hash, redactions }, report);
  }
  return { findings, position };
}

const NOTHING_ERASED = redactionsOf([]);

type Report = (code: StreamFindingCode, message: string) => void;

/** What records are held against. */
interface Standard {
  readonly hash: Hash;
  readonly redactions: Redactions;
}

function verifyRecord(
  kept: KeptRecord,
  at: StreamPosition,
  standard: Standard,
  report: Report,
): StreamPosition {
  const leaf = leafDigest(kept.text, standard.hash);
  if (kept.leaf && !sameDigest(kept.leaf, leaf))
    report('wrong-leaf', 'the stored leaf is not the hash of the text');
  if (kept.seq !== undefined && kept.seq !== at.seq) {
    report('wrong-seq', `stored as ${kept.seq}, expected ${at.seq}`);
  }
  const record = readRecord(kept.text, report);
  if (!record) return { ...at, seq: at.seq + 1, leaf };
  verifyPlace(record, at, report);
  if (kept.parts) verifyParts(record, kept.parts, standard, report);
  return {
    seq: at.seq + 1,
    leaf,
    stream: at.stream ?? record.stream,
    log: at.log ?? record.log,
    recordedAt: record.recordedAt,
  };
}

function readRecord(text: string, report: Report): LedgerRecord | undefined {
  if (utf8Length(text) > MAX_RECORD_BYTES) report('too-large', `more than ${MAX_RECORD_BYTES} bytes`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    report('not-json', 'the text is not JSON');
    return undefined;
  }
  try {
    if (canonicalJson(value) !== text) report('not-canonical', 'the text is not in canonical form');
  } catch (problem) {
    if (!(problem instanceof NotCanonical)) throw problem;
    report('not-canonical', problem.message);
  }
  const wrong = malformation(value);
  if (wrong) report('malformed', wrong);
  return wrong ? undefined : (value as LedgerRecord);
}

const DIGEST = /^[0-9a-f]{64}$/;
const TEXT_MEMBERS = ['log', 'stream', 'id', 'type', 'occurredAt', 'recordedAt', 'engine'] as const;

function malformation(value: unknown): string | undefined {
  if (!isObject(value)) return 'a record is an object';
  if (value['v'] !== 1) return 'record format is not 1';
  for (const member of TEXT_MEMBERS) if (typeof value[member] !== 'string') return `${member} is not a text`;
  if (!Number.isSafeInteger(value['seq'])) return 'seq is not an integer';
  if (value['prev'] !== null && !isDigestPair(value['prev'])) return 'prev is not a digest';
  if (!isObject(value['data'])) return 'data is not an object';
  const parts = value['parts'];
  if (!isObject(parts) || !Object.values(parts).every(isDigestPair)) return 'parts are not digests by name';
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDigestPair(value: unknown): value is DigestPair {
  return (
    isObject(value) &&
    typeof value['sha256'] === 'string' &&
    typeof value['sm3'] === 'string' &&
    DIGEST.test(value['sha256']) &&
    DIGEST.test(value['sm3'])
  );
}

function verifyPlace(record: LedgerRecord, at: StreamPosition, report: Report): void {
  if (record.seq !== at.seq) report('wrong-seq', `says ${record.seq}, expected ${at.seq}`);
  if (!sameDigest(record.prev, at.leaf)) report('wrong-prev', 'prev is not the leaf of the record before');
  if (at.stream !== undefined && record.stream !== at.stream) report('wrong-stream', `says ${record.stream}`);
  if (at.log !== undefined && record.log !== at.log) report('wrong-log', `says ${record.log}`);
  if (at.recordedAt !== undefined && record.recordedAt < at.recordedAt) {
    report('time-backwards', `recorded at ${record.recordedAt}, after ${at.recordedAt}`);
  }
}

function verifyParts(
  record: LedgerRecord,
  parts: readonly KeptPart[],
  { hash, redactions }: Standard,
  report: Report,
): void {
  const kept = new Set<string>();
  for (const part of parts) {
    kept.add(part.name);
    const named = Object.hasOwn(record.parts, part.name) ? record.parts[part.name] : undefined;
    if (!named) report('part-unreferenced', `part ${part.name} is in no record`);
    else if (!partMatches(part, named, hash))
      report('part-altered', `part ${part.name} does not match its digest`);
  }
  for (const name of Object.keys(record.parts)) {
    const erased = redactions.part(record.seq, name);
    if (!kept.has(name) && !erased) report('part-missing', `part ${name} is not kept`);
    if (kept.has(name) && erased)
      report('part-not-erased', `part ${name} is kept, but record ${erased.seq} erased it`);
  }
}

function partMatches(part: KeptPart, named: DigestPair, hash: Hash): boolean {
  if (!DIGEST.test(part.salt)) return false;
  return sameDigest(partDigest(part.name, part.salt, part.value, hash), named);
}
