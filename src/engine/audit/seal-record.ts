import { Defect } from '../defect.js';
import { canonicalJson } from './canonical-form.js';
import { leafDigest, partDigest, textDigest } from './digest.js';
import type { DigestPair, Hash, LedgerRecord, RecordPart, SealedRecord } from './record.js';
import { utf8Length } from './utf8.js';

/** What the ledger does not know by itself: everything but the place in the stream and the parts' digests. */
export type RecordDraft = Omit<LedgerRecord, 'v' | 'stream' | 'seq' | 'prev' | 'parts' | 'cmd'> & {
  /** What was asked, in words that are never personal; the rest of it are the parts. */
  readonly command?: Readonly<Record<string, unknown>>;
};

/** Where the record goes: the next free sequence of a stream and the leaf of its last record. */
export interface SealingHead {
  readonly stream: string;
  readonly seq: number;
  readonly leaf: DigestPair | null;
}

/** A log entry is at most 64 KiB less one byte (its length is written in 16 bits). */
export const MAX_RECORD_BYTES = 65_535;

/** A record grew beyond what a log entry may hold: long content belongs into parts. */
export class RecordTooLarge extends Error {
  override readonly name = 'RecordTooLarge';

  constructor(readonly bytes: number) {
    super(`the record has ${bytes} bytes, the limit is ${MAX_RECORD_BYTES}; long content belongs into parts`);
  }
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * Seals one append into bytes that are stored as they are and never serialised again: place in the stream,
 * digest of the previous record, salted digests of the parts, canonical text, leaf hash under both suites.
 *
 * @param parts content by name, canonicalised here; @param salt gives 32 fresh random bytes in hex per call.
 * @throws NotCanonical for content without canonical form; RecordTooLarge; Defect for a head that fits no stream.
 */
export function sealRecord(
  draft: RecordDraft,
  head: SealingHead,
  parts: Readonly<Record<string, unknown>>,
  hash: Hash,
  salt: () => string,
): SealedRecord {
  if ((head.seq === 0) !== (head.leaf === null))
    throw new Defect('only the first record of a stream has no previous');
  if (!INSTANT.test(draft.recordedAt) || !INSTANT.test(draft.occurredAt)) {
    throw new Defect('an instant of a record has exactly 24 characters: 2026-01-01T00:00:00.000Z');
  }
  const sealedParts = Object.entries(parts).map(([name, value]) => sealPart(name, value, hash, salt));
  const digests = Object.fromEntries(sealedParts.map((part) => [part.name, part.digest]));
  const { command, ...said } = draft;
  const record: LedgerRecord = {
    ...said,
    ...(command && { cmd: commandDigest(command, digests, hash) }),
    v: 1,
    stream: head.stream,
    seq: head.seq,
    prev: head.leaf,
    parts: digests,
  };
  const text = canonicalJson(record);
  const bytes = utf8Length(text);
  if (bytes > MAX_RECORD_BYTES) throw new RecordTooLarge(bytes);
  return { record, text, leaf: leafDigest(text, hash), parts: sealedParts };
}

/** The `cmd` of a record: what was asked in plain words, with the salted digests of its parts. */
export function commandDigest(
  command: Readonly<Record<string, unknown>>,
  parts: LedgerRecord['parts'],
  hash: Hash,
): DigestPair {
  return textDigest(`command/v1\n${canonicalJson({ ...command, parts })}`, hash);
}

function sealPart(name: string, value: unknown, hash: Hash, salt: () => string): RecordPart {
  if (!/^[a-zA-Z][a-zA-Z0-9._-]{0,99}$/.test(name)) throw new Defect(`"${name}" is no name for a part`);
  const canonical = canonicalJson(value);
  const own = salt();
  return { name, salt: own, value: canonical, digest: partDigest(name, own, canonical, hash) };
}
