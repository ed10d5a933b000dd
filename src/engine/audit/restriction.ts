import { type ErasedBy, REDACTION, type Redaction, type RedactingRecord } from './redaction.js';

/** Type of the record by which content is no longer processed, and only kept: 停止除存储和采取必要的安全保护措施之外的处理. */
export const RESTRICTION = 'audit.part.restricted';

/** Type of the record that ends a restriction before the content is erased. */
export const RELEASE = 'audit.part.released';

/** The records that put content aside, bring it back or erase it: none of them changes a state. */
export const CONTENT_RECORDS: ReadonlySet<string> = new Set([REDACTION, RESTRICTION, RELEASE]);

/** What a record of restriction or release says: `data.restriction`. Nothing in it is personal. */
export interface Restriction extends Redaction {
  /** Nobody named these parts: they repeat what the request is about. */
  readonly repeats?: true;
}

/** What is restricted 限制处理 in one stream. */
export interface Restrictions {
  /** The record by which a part is kept and not processed. Undefined: it is not restricted, or erased since. */
  part(seq: number, name: string): ErasedBy | undefined;
  /** The record by which the content of a material is not given out from this stream. */
  file(sha256: string): ErasedBy | undefined;
}

/**
 * What stands restricted after the records of one stream, in their order; other records may be among them. A release
 * or a redaction ends it. A list that is none, and what is not recorded before, restricts nothing. Pure; never throws
 * for bad records.
 */
export function restrictionsOf(records: Iterable<RedactingRecord>): Restrictions {
  const parts = new Map<string, ErasedBy>();
  const files = new Map<string, ErasedBy>();
  for (const { seq, type, data } of records) {
    if (!CONTENT_RECORDS.has(type)) continue;
    const said = objectOf(data[type === REDACTION ? 'redaction' : 'restriction']);
    const ground = typeof said['ground'] === 'string' ? said['ground'] : '';
    for (const part of listOf(said['parts'])) {
      const { seq: of, name } = objectOf(part);
      if (typeof of !== 'number' || typeof name !== 'string' || of >= seq) continue;
      const key = `${of} ${name}`;
      if (type === RESTRICTION) parts.set(key, { seq, ground });
      else parts.delete(key);
    }
    for (const file of listOf(said['files'])) {
      if (typeof file !== 'string') continue;
      if (type === RESTRICTION) files.set(file, { seq, ground });
      else files.delete(file);
    }
  }
  return {
    part: (seq, name) => parts.get(`${seq} ${name}`),
    file: (sha256) => files.get(sha256),
  };
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
