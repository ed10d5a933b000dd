import { REDACTION } from '../../redaction.js';
import type { DigestPair } from '../../record.js';
import type { LawKind } from '../write/bundle-files.js';
import type { Stretch } from '../write/bundle-lines.js';
import {
  type BundleMaterial,
  type BundleRecord,
  HEADS_PUBLISHED,
  headsIn,
  LAW_MEMBERS,
  type PublishedHeads,
  relatedBy,
  renewalIn,
  type RenewedStamps,
  seenBy,
} from './bundle-record.js';
import { isCount, isObject } from './bundle-text.js';
import type { ScopedEvidence } from './evidence.js';
import type { ViolationPlace } from './violation.js';

/** A document of the law that records refer to. */
export interface LawReference extends DigestPair {
  /** A record of the subject needs it; otherwise it may be there. */
  required: boolean;
  readonly place: ViolationPlace;
}

/**
 * What is remembered of the records while they go by: few things for many records, so that memory stays flat. Later sections are
 * checked against it.
 */
export class RecordMemory {
  readonly materials = new Map<string, BundleMaterial>();
  readonly law = new Map<LawKind, Map<string, LawReference>>();
  /** Heads that records of the role `reference` published, by the line of the record, from 0. */
  readonly heads = new Map<number, PublishedHeads>();
  /** Stamps that records of the role `reference` renew, by the line of the record, from 0. */
  readonly renewals = new Map<number, RenewedStamps>();
  /** Index in the log of each record of the role `reference`, by its line, from 0. */
  readonly referenceIndex = new Map<number, number>();
  /** SHA-256 leaves of records that something refers to, by `leafKey`. */
  readonly leaves = new Map<string, DigestPair>();
  /** Least index in the log of each stream that the scope has whole. */
  readonly firstIndex = new Map<string, number>();
  /** Indexes of records that something refers to, by `leafKey`. */
  readonly indexes = new Map<string, number>();
  /** Cases to which the subject stands in a relation: their records are not in the bundle. */
  readonly related = new Set<string>();
  /** Index in the log of the subject's last record. */
  lastIndex = -1;
  records = 0;
  /** Sequence of the last record of the subject below each of these sizes of the log; the sizes are those of stamped checkpoints. */
  readonly lastBelow = new Map<number, number>();
  readonly #redactedParts = new Set<string>();
  readonly #redactedFiles = new Set<string>();
  readonly #redacted = new Set<string>();
  /** First and last record of each stream that names a material, by SHA-256. */
  readonly #mentions = new Map<string, Map<string, { readonly first: number; last: number }>>();
  /** Last record of a stream that redacts a content. */
  readonly #lastRedaction = new Map<string, number>();
  readonly #seen = new Map<string, { readonly leaf: string | undefined; readonly place: ViolationPlace }>();
  readonly #wanted = new Set<string>();

  readonly #beside: ReadonlyMap<string, number>;

  constructor(private readonly evidence: ScopedEvidence) {
    const beside = evidence.scope.streams.filter(({ role }) => role === 'beside');
    this.#beside = new Map(beside.map(({ stream, last }) => [stream, last]));
  }

  /** Asks that the leaf and the index of records be remembered. */
  want(stream: string, ...seqs: readonly number[]): void {
    for (const seq of seqs) this.#wanted.add(leafKey(stream, seq));
  }

  /** @param line of the record, from 0 */
  add(record: BundleRecord, stretch: Stretch, line: number, place: ViolationPlace): void {
    this.#addMaterials(record, place);
    this.#addLaw(record, stretch.role === 'subject', place);
    this.#addRedactions(record);
    if (stretch.role === 'reference' && record.type === HEADS_PUBLISHED) {
      const heads = headsIn(record);
      if (heads) this.heads.set(line, heads);
      else this.evidence.found.add('head-malformed', place);
    }
    const renewal = stretch.role === 'reference' ? renewalIn(record) : undefined;
    if (renewal) this.renewals.set(line, renewal);
    if (stretch.role !== 'subject') return;
    this.#addSeen(record, place);
    for (const one of relatedBy(record)) this.related.add(one);
  }

  /** Compares a record's leaf with what looked at it, and keeps it when somebody asked for it. */
  addLeaf(stream: string, seq: number, leaf: () => DigestPair, place: ViolationPlace): void {
    const key = leafKey(stream, seq);
    if (this.#wanted.has(key)) this.leaves.set(key, leaf());
    const seen = this.#seen.get(key);
    if (seen?.leaf !== undefined && seen.leaf !== leaf().sha256)
      this.evidence.found.add('seen-differs', seen.place, `${place.file} line ${place.line ?? 0}`);
  }

  /** Where in the log a record of a stretch is. */
  addIndex({ stream, role }: Stretch, seq: number, index: number): void {
    const key = leafKey(stream, seq);
    if (this.#wanted.has(key)) this.indexes.set(key, index);
    if (role === 'reference') return;
    this.firstIndex.set(stream, Math.min(index, this.firstIndex.get(stream) ?? index));
  }

  /** The record that a redacted part names does redact it. */
  redactsPart(stream: string, by: number, seq: number, name: string): boolean {
    return this.#redactedParts.has(`${stream}\n${by}\n${seq}\n${name}`);
  }

  /** Some redaction record of the bundle names the part. */
  isRedacted(stream: string, seq: number, name: string): boolean {
    return this.#redacted.has(`${stream}\n${seq}\n${name}`);
  }

  /** There is a redaction of a part in the bundle. */
  get hasRedactions(): boolean {
    return this.#redacted.size > 0;
  }

  /** The record does redact the content, which its stream had before. */
  redactsFile(stream: string, by: number, sha256: string): boolean {
    const first = this.#mentions.get(sha256)?.get(stream)?.first ?? by;
    return first < by && this.#redactedFiles.has(`${stream}\n${by}\n${sha256}`);
  }

  /** Every stream of the bundle that had the content has redacted it since. */
  isFileRedacted(sha256: string): boolean {
    const mentions = [...(this.#mentions.get(sha256) ?? [])];
    const isGone = (stream: string, last: number): boolean =>
      (this.#lastRedaction.get(`${stream}\n${sha256}`) ?? -1) > last;
    return mentions.length > 0 && mentions.every(([stream, { last }]) => isGone(stream, last));
  }

  refersTo(kind: LawKind, digest: DigestPair, required: boolean, place: ViolationPlace): void {
    const known = this.law.get(kind) ?? new Map<string, LawReference>();
    this.law.set(kind, known);
    const before = known.get(digest.sha256);
    if (!before) known.set(digest.sha256, { ...digest, required, place });
    else if (before.sm3 !== digest.sm3) this.evidence.found.add('law-differs', place, digest.sha256);
    else before.required ||= required;
  }

  #addMaterials({ materials = [], stream, seq }: BundleRecord, place: ViolationPlace): void {
    for (const { sha256, sm3, size } of materials) {
      const mentions =
        this.#mentions.get(sha256) ?? new Map<string, { readonly first: number; last: number }>();
      this.#mentions.set(sha256, mentions);
      mentions.set(stream, { first: mentions.get(stream)?.first ?? seq, last: seq });
      const before = this.materials.get(sha256);
      if (!before) this.materials.set(sha256, { sha256, sm3, size });
      else if (before.sm3 !== sm3 || before.size !== size)
        this.evidence.found.add('file-entry-differs', place, sha256);
    }
  }

  #addLaw(record: BundleRecord, required: boolean, place: ViolationPlace): void {
    for (const [member, kind] of Object.entries(LAW_MEMBERS)) {
      const digest = record[member as keyof typeof LAW_MEMBERS];
      if (digest) this.refersTo(kind, digest, required, place);
    }
  }

  #addSeen(record: BundleRecord, place: ViolationPlace): void {
    const { found } = this.evidence;
    const all = seenBy(record);
    if (!all) found.add('record-malformed', place, 'data.seen');
    for (const { stream, seq, leaf } of all ?? []) {
      if ((this.#beside.get(stream) ?? -1) < seq) {
        found.add('seen-missing', place, `${stream} ${seq}`);
        continue;
      }
      const key = leafKey(stream, seq);
      const before = this.#seen.get(key);
      if (before?.leaf === undefined) this.#seen.set(key, { leaf, place });
      else if (leaf !== undefined && leaf !== before.leaf) found.add('seen-differs', place);
    }
  }

  #addRedactions({ type, stream, seq: by, data }: BundleRecord): void {
    if (type !== REDACTION || !isObject(data['redaction'])) return;
    const { parts, files } = data['redaction'];
    for (const part of Array.isArray(parts) ? (parts as readonly unknown[]) : []) {
      if (!isObject(part) || !isCount(part['seq']) || typeof part['name'] !== 'string') continue;
      // Nothing can be redacted before it was recorded.
      if (part['seq'] >= by) continue;
      this.#redactedParts.add(`${stream}\n${by}\n${part['seq']}\n${part['name']}`);
      this.#redacted.add(`${stream}\n${part['seq']}\n${part['name']}`);
    }
    for (const file of Array.isArray(files) ? (files as readonly unknown[]) : [])
      if (typeof file === 'string') {
        this.#redactedFiles.add(`${stream}\n${by}\n${file}`);
        this.#lastRedaction.set(`${stream}\n${file}`, by);
      }
  }
}

/** A record by its place. */
export function leafKey(stream: string, seq: number): string {
  return `${seq} ${stream}`;
}
