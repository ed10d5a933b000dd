/** Type of the record that says which content of its stream was erased 抹除. */
export const REDACTION = 'audit.part.redacted';

/** A part of a record, by its place in the stream. */
export interface NamedPart {
  readonly seq: number;
  readonly name: string;
}

/** What a redaction record says: `data.redaction`. Nothing in it is personal. */
export interface Redaction {
  /** Parts whose value and salt are gone; their digests stay in their records. */
  readonly parts: readonly NamedPart[];
  /** SHA-256 of the contents of materials that are gone, lower-case hex. */
  readonly files: readonly string[];
  /** Code of the ground, from the installation's settings. */
  readonly ground: string;
  /** Stream of the request. */
  readonly request: string;
  /** Pseudonyms. */
  readonly requestedBy: string;
  readonly approvedBy: readonly string[];
}

/** The record that erased something, and on which ground. */
export interface ErasedBy {
  readonly seq: number;
  readonly ground: string;
}

/** Everything that the redaction records of one stream erased. */
export interface Redactions {
  /** The record by which a part is gone. Undefined: it must be there. */
  part(seq: number, name: string): ErasedBy | undefined;
  /** The record by which the content of a material is gone from this stream. */
  file(sha256: string): ErasedBy | undefined;
}

/** What is read of a record here. */
export interface RedactingRecord {
  readonly seq: number;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * What the redaction records among the records of one stream erased; other records may be among them. What is
 * erased twice counts as erased by the first. A record can only erase what was recorded before it, and only with a
 * list that is one: anything else in it erases nothing. Pure; never throws for bad records.
 */
export function redactionsOf(records: Iterable<RedactingRecord>): Redactions {
  const parts = new Map<string, ErasedBy>();
  const files = new Map<string, ErasedBy>();
  for (const { seq, type, data } of records) {
    if (type !== REDACTION) continue;
    const redaction = objectOf(data['redaction']);
    const ground = redaction['ground'];
    const by: ErasedBy = { seq, ground: typeof ground === 'string' ? ground : '' };
    for (const part of listOf(redaction['parts'])) {
      const { seq: of, name } = objectOf(part);
      if (typeof of !== 'number' || typeof name !== 'string' || of >= seq) continue;
      addFirst(parts, partKey(of, name), by);
    }
    for (const file of listOf(redaction['files'])) if (typeof file === 'string') addFirst(files, file, by);
  }
  return {
    part: (seq, name) => parts.get(partKey(seq, name)),
    file: (sha256) => files.get(sha256),
  };
}

function partKey(seq: number, name: string): string {
  return `${seq} ${name}`;
}

function addFirst(found: Map<string, ErasedBy>, key: string, by: ErasedBy): void {
  if (!found.has(key)) found.set(key, by);
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
