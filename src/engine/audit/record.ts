import type { Instant } from '../clock/time.js';

/** A digest under both hash suites, lower-case hex. */
export interface DigestPair {
  readonly sha256: string;
  readonly sm3: string;
}

/** Hash functions are handed in: the engine has no Node API. Input is UTF-8 text or bytes. */
export interface Hash {
  sha256(data: string | Uint8Array): string;
  sm3(data: string | Uint8Array): string;
}

/**
 * The skeleton of one append, canonical JSON (RFC 8785), without personal data, at most 64 KiB.
 * Field list: reference design of the ledger; `stream` is the key of the stream (for a case its random key).
 */
export interface LedgerRecord {
  readonly v: 1;
  /** Origin of the log: never changes for an installation. */
  readonly log: string;
  readonly stream: string;
  readonly seq: number;
  /** Leaf hash of the stream's previous record; null at 0. */
  readonly prev: DigestPair | null;
  /** UUIDv7. */
  readonly id: string;
  readonly type: string;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  /** Present and true in every record of a simulated installation. */
  readonly simulated?: true;
  /** Absent for acts of the law (lapses). */
  readonly actor?: RecordActor;
  readonly def?: DigestPair;
  readonly rules?: DigestPair;
  readonly cal?: DigestPair;
  readonly dir?: DigestPair;
  readonly engine: string;
  /**
   * Digest of what was asked, when a person or machine asked: its plain words and the salted digests of the record's
   * parts. What may be personal enters by the salted digests alone, so nobody can guess it from here.
   */
  readonly cmd?: DigestPair;
  /** Digest of the folded state before and after. */
  readonly before?: DigestPair;
  readonly after?: DigestPair;
  readonly basis?: readonly RecordBasis[];
  readonly clock?: readonly RecordClock[];
  readonly materials?: readonly Readonly<Record<string, unknown>>[];
  readonly rel?: readonly { readonly rel: string; readonly leaf: DigestPair }[];
  readonly exc?: { readonly kind: string; readonly basis: string; readonly approvedBy: DigestPair };
  /** What happened, without personal data: what the fold reads. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly parts: Readonly<Record<string, DigestPair>>;
}

export interface RecordActor {
  readonly person: string;
  readonly post?: string;
  readonly unit?: string;
  readonly onBehalfOf?: string;
  readonly delegation?: string;
  /** Strength of sign-in: `bearer`, later `password+totp`, `certificate` ... */
  readonly signIn?: string;
  /** What his token narrowed his powers to. Absent: it did not. */
  readonly scopes?: readonly string[];
  /** Standing of the account of a member of the public; absent when it is in order. */
  readonly standing?: string;
}

export interface RecordBasis {
  readonly law: string;
  readonly article: string;
}

export interface RecordClock {
  readonly id: string;
  readonly action: string;
  readonly ground?: string;
  readonly dueOn?: string;
}

/** Content that may be personal: referenced by salted digest, erasable without breaking the chain. */
export interface RecordPart {
  readonly name: string;
  /** 32 random bytes, hex. */
  readonly salt: string;
  /** Canonical JSON of the value. */
  readonly value: string;
  readonly digest: DigestPair;
}

/** A record sealed into bytes: the text is stored as it is and never serialised again. */
export interface SealedRecord {
  readonly record: LedgerRecord;
  readonly text: string;
  readonly leaf: DigestPair;
  readonly parts: readonly RecordPart[];
}
