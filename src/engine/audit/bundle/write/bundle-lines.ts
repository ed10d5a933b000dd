import { canonicalJson } from '../../canonical-form.js';
import { toBase64 } from '../../log/base64.js';
import type { SignedNote } from '../../log/signed-note.js';
import type { DigestPair } from '../../record.js';
import { BUNDLE_FORMAT } from './bundle-files.js';

/** What is in `records.jsonl`: the records `first` to `last` of a stream. */
export interface Stretch {
  readonly stream: string;
  /** `subject`: the case; `beside`: a stream it looked at, whole; `reference`: stretches of other streams. */
  readonly role: 'subject' | 'beside' | 'reference';
  readonly first: number;
  readonly last: number;
}

/** Section 4. The stretches are in the order in which their records stand. */
export function scopeText(log: string, size: number, stretches: readonly Stretch[]): string {
  const streams = stretches.map(({ first, last, role, stream }) => ({ first, last, role, stream }));
  return canonicalJson({ format: BUNDLE_FORMAT, log, size, streams });
}

/** The stretches in the format's order: the subject, what is beside it, single stretches of others. */
export function inScopeOrder<T extends Stretch>(stretches: readonly T[]): T[] {
  const rank = { subject: 0, beside: 1, reference: 2 };
  return [...stretches].sort(
    (a, b) =>
      rank[a.role] - rank[b.role] ||
      (a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : 0) ||
      a.first - b.first,
  );
}

/** A part of a record as the bundle has it: disclosed, held back by the profile, or erased under a record. */
export type DisclosedPart =
  | { readonly salt: string; readonly value: string }
  | { readonly withheld: true }
  /** Sequence of the redaction record in the same stream. */
  | { readonly redacted: number };

/** Section 6. */
export function partLine(place: { stream: string; seq: number; name: string }, part: DisclosedPart): string {
  const { stream, seq, name } = place;
  return lineOf({ ...part, name, seq, stream });
}

/** The content of a material as the bundle has it; in the bundle itself when nothing else is said. */
export type DisclosedFile =
  | { readonly disclosed: true }
  | { readonly withheld: true }
  | { readonly apart: true }
  | { readonly redacted: number; readonly stream: string };

/** Section 7. `size` in bytes. */
export function fileLine(file: DigestPair & { readonly size: number }, as: DisclosedFile): string {
  const { sha256, sm3, size } = file;
  return lineOf({ ...('disclosed' in as ? {} : as), sha256, size, sm3 });
}

/** Section 9: where a record stands in the log, and the hashes from its leaf to the root. */
export function proofLine(index: number, path: readonly Uint8Array[]): string {
  return lineOf({ index, path: path.map(toBase64) });
}

/** Section 11: an older checkpoint, how the as-of checkpoint continues it, and its time stamps. */
export function anchorLine(anchor: {
  readonly size: number;
  readonly sha256: readonly Uint8Array[];
  readonly sm3: readonly Uint8Array[];
  /** Who signed the notes: `signersOf`. */
  readonly signers: { readonly sha256: readonly string[]; readonly sm3: readonly string[] };
  /** Names of the `.tsr` files in the checkpoint's folder. */
  readonly stamps: readonly string[];
  /** Names of the `.crl` files there; left out: none. */
  readonly lists?: readonly string[];
}): string {
  const { size, signers, stamps, lists = [] } = anchor;
  const [sha256, sm3] = [anchor.sha256.map(toBase64), anchor.sm3.map(toBase64)];
  return lineOf({ ...(lists.length > 0 && { lists }), sha256, signers, size, sm3, stamps });
}

/** Section 11: a stamp's place in the tree of those that a record of the bundle renewed. */
export function renewalLine(renewal: {
  /** The stamp: entries of its checkpoint, and its file. */
  readonly size: number;
  readonly name: string;
  /** Position of the leaf in the renewal tree. */
  readonly index: number;
  /** Line of `records.jsonl` with the record that renewed, from 0. */
  readonly record: number;
  readonly sha256: readonly Uint8Array[];
  readonly sm3: readonly Uint8Array[];
}): string {
  const { size, name, index, record } = renewal;
  const paths = { sha256: renewal.sha256.map(toBase64), sm3: renewal.sm3.map(toBase64) };
  return lineOf({ index, name, record, size, ...paths });
}

/** The signature lines of a note, each by the name and id of its key. */
export function signersOf({ signatures }: Pick<SignedNote, 'signatures'>): readonly string[] {
  return signatures.map(({ name, id }) => `${name}+${id}`);
}

/** Section 12: a stream's place in the tree of heads that a record of the bundle published. */
export function headLine(head: {
  readonly leaf: { readonly count: number; readonly leaf: DigestPair; readonly stream: string };
  /** Position of the leaf in the tree of heads. */
  readonly index: number;
  /** Line of `records.jsonl` with the record that published the heads, from 0. */
  readonly record: number;
  readonly sha256: readonly Uint8Array[];
  readonly sm3: readonly Uint8Array[];
}): string {
  const { index, record } = head;
  const { count, leaf, stream } = head.leaf;
  const paths = { sha256: head.sha256.map(toBase64), sm3: head.sm3.map(toBase64) };
  return lineOf({ index, leaf: { count, leaf, stream }, record, ...paths });
}

/** Section 8: a calendar is the list of the notices it rests on. */
export function calendarText(notices: readonly DigestPair[]): string {
  return canonicalJson({ notices });
}

function lineOf(value: object): string {
  return `${canonicalJson(value)}\n`;
}
