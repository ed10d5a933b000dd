import { canonicalJson } from '../audit/canonical-form.js';
import type { Hash } from '../audit/record.js';
import { canonicalPool } from './draw.js';
import type {
  DrawHash,
  DrawRole,
  DrawRule,
  DrawTerms,
  PanelDraft,
  PoolExpert,
  ClosingGround,
  LeavingGround,
} from './draw-words.js';

/** Format of the file by which anybody can do a draw again. */
export const DRAW_FORMAT = 'duecourse-expert-draw/1';

/** A member's seat went to somebody else: the next of the order, or somebody who was named because nobody was left. */
export interface SeatChange {
  readonly expert: string;
  readonly because: LeavingGround;
  readonly successor: string;
  /** Whoever was named instead of drawn, as a pool would show him. */
  readonly named?: PoolExpert;
}

/**
 * All of a draw that anybody needs who wants to do it again: published as it grows, from the opening of the panel on.
 * Experts by pseudonym, officers by role.
 */
export interface DrawFile {
  readonly format: typeof DRAW_FORMAT;
  readonly stream: string;
  /** Panels on the same matter before this one. */
  readonly previous?: string;
  readonly draft: PanelDraft;
  readonly hash: DrawHash;
  readonly pool: readonly PoolExpert[];
  readonly rule: DrawRule;
  readonly commitments: readonly { readonly role: DrawRole; readonly commitment: string }[];
  /** Leaf hash of the record with the last commitment: present once both are given. */
  readonly leaf?: string;
  readonly reveals: readonly { readonly role: DrawRole; readonly nonce: string }[];
  readonly beacon?: string;
  readonly seed?: string;
  /** As drawn, in the order of their tickets. */
  readonly drawn: readonly string[];
  /** Who was named instead of drawn from the beginning. */
  readonly named: readonly PoolExpert[];
  readonly changes: readonly SeatChange[];
  /** Who sits now, in the order of their codes. */
  readonly members: readonly string[];
  /** On which ground the panel is over. */
  readonly closed?: ClosingGround;
  /** Digest of all the rest. It finds mistakes of copying; against forgery the commitments and the leaf stand. */
  readonly digest: string;
}

/** The terms that a file fixes. */
export function termsOf({ stream, draft, hash, pool, rule }: Omit<DrawFile, 'digest'>): DrawTerms {
  return { stream, draft, hash, pool, rule };
}

/** The digest that the file must bear, hex. */
export function drawFileDigest(file: Omit<DrawFile, 'digest'>, hash: Hash): string {
  const rest = { ...file, pool: canonicalPool(file.pool), digest: null };
  return hash[file.hash](`expert-draw/file/v1\n${canonicalJson(rest)}`);
}

/** The file with its pool in canonical order and its digest. */
export function sealedDrawFile(file: Omit<DrawFile, 'digest'>, hash: Hash): DrawFile {
  const pool = canonicalPool(file.pool);
  return { ...file, pool, digest: drawFileDigest(file, hash) };
}
