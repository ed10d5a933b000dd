import type { DigestPair } from '../../engine/audit/record.js';
import type { MaterialChange, MaterialLimits } from '../../engine/case/materials/material-state.js';
import type { Instant } from '../../engine/clock/time.js';
import type { Text } from '../../engine/law/definition.js';

/** Something wrong with a file: why it is not accepted, by code. */
export interface FileFinding {
  readonly code: FileFindingCode;
  readonly say: Exclude<Text, string>;
}

/** The closed list of what a file is refused for. Meaning: docs/operations/materials.md. */
export type FileFindingCode =
  | 'name-not-allowed'
  | 'kind-not-allowed'
  | 'type-differs'
  | 'content-differs'
  | 'empty-file'
  | 'polyglot'
  | 'broken-file'
  | 'encrypted'
  | 'too-many-entries'
  | 'unpacks-to-too-much'
  | 'nested-archive'
  | 'path-not-allowed'
  | 'overlapping-entries'
  | 'macros'
  | 'external-content'
  | 'entities'
  | 'active-content'
  | 'embedded-file'
  | 'not-text';

/** What is said of a file before its content is there. */
export interface FileClaim {
  readonly name: string;
  /** As declared by whoever sends it; empty: nothing declared. */
  readonly mediaType: string;
  readonly size: number;
}

/** Looks at files. Pure for `judgeClaim`; `inspect` reads, in bounded memory, and unpacks nothing that it has not measured. */
export interface FileInspector {
  /** What is wrong with name, declared type and size alone. */
  judgeClaim(claim: FileClaim): readonly FileFinding[];
  /** What is wrong with the content; else the media type that it truly has. */
  inspect(file: LocalFile, claim: FileClaim): Promise<Inspection>;
}

export type Inspection =
  | { readonly accepted: true; readonly mediaType: string }
  | { readonly accepted: false; readonly findings: readonly FileFinding[] };

/** A file on this machine, whole and closed. */
export interface LocalFile {
  readonly path: string;
  readonly size: number;
}

/** An upload 上传: a person's own, and no part of any case until it is filed. Transient. */
export interface Upload extends FileClaim {
  readonly id: string;
  readonly person: string;
  /** Bytes that are safely on disk. */
  readonly received: number;
  readonly state: 'open' | 'settled' | 'refused';
  /** Whole: both digests. */
  readonly digest?: DigestPair;
  /** Settled: the media type that it truly has. */
  readonly trueType?: string;
  /** Refused: why. */
  readonly findings: readonly FileFinding[];
  readonly expiresAt: Instant;
}

/** The book of uploads. All instants are of the wall clock: uploads go on while a simulated clock stands still. */
export interface Uploads {
  /** Opens one. `tooMuch`: the person has more than `most` bytes under way that he has not filed. */
  open(upload: Omit<Upload, 'received' | 'state' | 'findings'>, most: number): Promise<'opened' | 'tooMuch'>;
  find(id: string): Promise<Upload | undefined>;
  /** Gives the upload to one writer until then, unless another one has it. One statement: processes cannot both have it. */
  claim(id: string, writer: string, now: Instant, until: Instant): Promise<Upload | undefined>;
  /** Counts what is safely on disk and keeps the claim. False: somebody else has it by now. */
  count(id: string, writer: string, received: number, until: Instant): Promise<boolean>;
  release(id: string, writer: string): Promise<void>;
  /** The upload is whole: what it holds. From then on nobody clears that content away. */
  digested(id: string, digest: DigestPair): Promise<void>;
  /** What came of looking at it: refused with findings, settled without. */
  settle(id: string, result: Pick<Upload, 'findings' | 'trueType'>): Promise<void>;
  remove(id: string): Promise<void>;
  /** Ids of those that are past their day. */
  expired(now: Instant, limit: number): Promise<readonly string[]>;
}

/** The bytes of uploads, on a disk of this machine or one that all processes share. */
export interface UploadFiles {
  /**
   * Appends to the upload's file from `from` on, which cuts off whatever lies beyond it. `counted` is told now and then,
   * and at the end, how much is safely on disk; when it throws, the writing ends. Keeps small chunks in memory only.
   *
   * @returns how much is safely on disk: less than announced when the sender went away.
   * @throws TooManyBytes when more than `most` bytes would be there: nothing beyond it is kept.
   */
  append(
    id: string,
    from: number,
    most: number,
    bytes: AsyncIterable<Uint8Array>,
    counted: (received: number) => Promise<void>,
  ): Promise<number>;
  /** Both digests of the first `size` bytes. What was not digested while it came is read again. */
  digest(id: string, size: number): Promise<DigestPair>;
  file(id: string, size: number): LocalFile;
  /** Ends whoever is appending to it in this process; resolves when he has come to an end. */
  stop(id: string): Promise<void>;
  remove(id: string): Promise<void>;
}

/** A sender sent more than he announced. */
export class TooManyBytes extends Error {
  override readonly name = 'TooManyBytes';
}

/** Part of a content: from byte `from` to byte `to`, both included. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** Where contents are kept, by their SHA-256: what is there never changes. */
export interface Blobs {
  /** Keeps the file's content under its digest, durably. The file may be gone afterwards. Again: changes nothing. */
  put(digest: DigestPair, file: LocalFile): Promise<void>;
  /** Bytes of a content; undefined when it is not there. */
  size(sha256: string): Promise<number | undefined>;
  /**
   * The content, checked against its digest on the way out.
   *
   * @throws BrokenBlob before or while reading when the content is missing or no longer what it was.
   */
  read(sha256: string, range?: ByteRange): AsyncIterable<Uint8Array>;
  /** For what nobody ever filed. */
  remove(sha256: string): Promise<void>;
}

/** A stored content is missing, or is no longer what its digest says. */
export class BrokenBlob extends Error {
  override readonly name = 'BrokenBlob';
}

/** `quarantined`: nobody has found it clean yet. */
export type BlobStanding = 'quarantined' | 'clean' | 'infected';

/** What is known of a stored content. */
export interface BlobFacts {
  readonly digest: DigestPair;
  readonly size: number;
  readonly mediaType: string;
  readonly standing: BlobStanding;
}

/** The book of contents. */
export interface BlobBook {
  /** Notes a content that is stored by now, as quarantined; one that is known stays as it is. */
  note(facts: Omit<BlobFacts, 'standing'>, at: Instant): Promise<BlobFacts>;
  find(sha256: string): Promise<BlobFacts | undefined>;
  /** What the scanner found. What is infected stays so. */
  judge(sha256: string, standing: 'clean' | 'infected'): Promise<void>;
  /** Forgets a content that is in no case and in no upload. False: it is in one. */
  forget(sha256: string): Promise<boolean>;
  /** Contents that are in a case, in the order of their digests, beyond that one. */
  filed(after: string, limit: number): Promise<readonly BlobFacts[]>;
}

export type ScanResult =
  | { readonly found: 'clean' }
  | { readonly found: 'infected'; readonly what: string }
  /** It could not be scanned; the sentence is for the operator. */
  | { readonly found: 'unknown'; readonly why: string };

/** Looks for malicious content. Never throws: what cannot be scanned is unknown. */
export interface Scanner {
  scan(content: AsyncIterable<Uint8Array>): Promise<ScanResult>;
}

/** A record about a material, with what is personal in it. */
export interface MaterialRecord {
  readonly seq: number;
  readonly recordedAt: Instant;
  readonly person: string | null;
  readonly post: string | null;
  readonly change: MaterialChange;
  /** Part values still present, by name. */
  readonly parts: Readonly<Record<string, unknown>>;
}

/** A material of an earlier case that may be filed again. */
export interface ReusableMaterial {
  readonly caseId: string;
  readonly procedure: string;
  readonly subject: string;
  readonly applicantName: string;
  readonly openedOn: string;
  readonly id: string;
  readonly item: string | null;
  readonly sha256: string;
  readonly size: number;
  readonly mediaType: string;
  readonly filedOn: string;
}

/** Why a content that was filed is not given out. */
export type GoneContent = 'erased' | 'restricted';

/** Reads about materials: plain rows, no locks, read-your-writes. */
export interface MaterialReads {
  /** All records of a case about materials, oldest first; openings at most so many, the latest. */
  history(caseId: string, openings: number): Promise<readonly MaterialRecord[]>;
  /** Whether the content was erased 抹除 from this case, or is kept there and given out no longer 限制处理. */
  gone(caseId: string, sha256: string): Promise<GoneContent | undefined>;
  /** What the opening act received: the names of its list, in order. Empty when its content is erased. */
  receivedNames(caseId: string): Promise<readonly string[]>;
  /** Sound or filed materials of other cases of these parties, the latest first. */
  reusable(caseId: string, parties: readonly string[], limit: number): Promise<readonly ReusableMaterial[]>;
}

/** How much may be sent and kept, and for how long. */
export interface UploadLimits extends MaterialLimits {
  /** Bytes of one file. */
  readonly file: number;
  /** Hours after which an upload that is not filed is gone. */
  readonly hours: number;
}

/** What the use-cases of materials are given, beside `Ports`. */
export interface MaterialPorts {
  readonly uploads: Uploads;
  readonly files: UploadFiles;
  readonly inspector: FileInspector;
  readonly blobs: Blobs;
  readonly book: BlobBook;
  readonly scanner: Scanner;
  readonly reads: MaterialReads;
  readonly limits: UploadLimits;
  /** The wall clock. */
  readonly wall: () => Instant;
}
