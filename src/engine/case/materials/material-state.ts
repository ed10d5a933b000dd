import type { DigestPair } from '../../audit/record.js';
import type { CivilDate } from '../../clock/time.js';
import type { Text } from '../../law/definition.js';

/** 未提供, 已提供待核, 合格, 不合格, 免交. */
export type MaterialStanding = 'missing' | 'filed' | 'sound' | 'defective' | 'waived';

/** One row of a case's checklist of materials 材料清单, by id. Names of files are personal and live in parts. */
export interface MaterialState {
  /** Name of the row in the definition's `materials`; absent for what else was received or filed. */
  readonly item?: string;
  readonly standing: MaterialStanding;
  /** Oldest first. */
  readonly versions: readonly MaterialVersion[];
  /** `waived`: the provision. */
  readonly basis?: string;
}

export interface MaterialVersion {
  /** SHA-256 of the content: where it is stored. */
  readonly sha256: string;
  readonly sm3: string;
  readonly size: number;
  readonly mediaType: string;
  readonly form?: 'original' | 'copy' | 'electronic';
  /** Who brought it: the applicant, another authority (共享), or a case in which it was filed before. */
  readonly source: 'applicant' | 'shared' | 'reused';
  /** `reused`: the earlier case. */
  readonly from?: string;
  readonly on: CivilDate;
}

/** How much a case may hold, all versions together. */
export interface MaterialLimits {
  readonly count: number;
  /** Bytes. */
  readonly bytes: number;
}

/** A content that was kept: what it is, and how it was found when it was scanned. */
export interface ScannedContent extends DigestPair {
  /** Bytes. */
  readonly size: number;
  readonly mediaType: string;
  /** Absent: clean. `quarantined`: it could not be scanned yet. */
  readonly scan?: 'infected' | 'quarantined';
}

/** A file that was found unfit before it was kept: why, by code. */
export interface UnfitFile {
  /** Bytes. */
  readonly size: number;
  /** In words only while they are told; codes alone are on record. */
  readonly findings: readonly { readonly code: string; readonly say?: Text }[];
}

/**
 * What a filing is decided on beside the case. Where it is refused, this is on record with the attempt, so that it can be
 * decided anew. Nothing in it is personal: the name of a file is not.
 */
export interface FilingFacts {
  readonly content: ScannedContent | UnfitFile;
  /** What the installation takes. */
  readonly limits: MaterialLimits;
}

/** A row that a case begins with. */
export interface ListedMaterial {
  /** Of the definition's rows their name; `received-<n>` for the n-th entry of the list received that is none of them. */
  readonly id: string;
  readonly item?: string;
  /** As whoever received it found it. */
  readonly standing: 'missing' | 'sound' | 'defective';
}

export type MaterialChange =
  /** The checklist as the case begins with it. */
  | { readonly did: 'listed'; readonly rows: readonly ListedMaterial[] }
  | { readonly did: 'filed'; readonly id: string; readonly item?: string; readonly version: MaterialVersion }
  | {
      readonly did: 'judged';
      readonly id: string;
      readonly item?: string;
      readonly standing: 'sound' | 'defective';
      /** What was looked at was paper that was handed in, not a file. */
      readonly paper?: 'original' | 'copy';
    }
  | { readonly did: 'waived'; readonly id: string; readonly item?: string; readonly basis: string }
  /** Somebody opened this version: evidence of that, not of understanding. Changes nothing. */
  | { readonly did: 'opened'; readonly id: string; readonly sha256: string };
