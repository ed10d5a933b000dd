import { sameBytes } from '../../engine/audit/log/bytes.js';
import { checkpointOf, rootsAt } from './log-heads.js';
import { LOG_SUITES, type LogHashes } from './log-ports.js';
import type { LogStateReads, SignedHeads } from './log-store.js';
import { LogTilesMissing } from './log-tiles-missing.js';
import { type TrustedCheckpoint, TrustedCheckpointUnreadable } from './trusted-checkpoint.js';

/** How the database stands to the last checkpoint that was signed. */
export type LogStanding =
  | { readonly kind: 'sound'; readonly size: number }
  /** It has fewer entries than were signed: an older state was restored. The first that is missing is `from`. */
  | { readonly kind: 'behind'; readonly size: number; readonly trusted: number; readonly from: number }
  /** It has as many, but not the same; what differs begins at `from` or later. */
  | { readonly kind: 'different'; readonly size: number; readonly trusted: number; readonly from: number }
  /** Checkpoints were published, and the trusted one is gone or is no checkpoint of this log. */
  | { readonly kind: 'untrusted'; readonly size: number };

/** A standing in which nothing may be written or signed. */
export type BrokenStanding = Exclude<LogStanding, { readonly kind: 'sound' }>;

/** What the standing is found by. */
export interface StandingPorts {
  readonly log: string;
  readonly hashes: LogHashes;
  readonly trusted: TrustedCheckpoint;
}

/**
 * Compares the database with the trusted checkpoint: it must have all entries that were signed, under the same roots.
 * What was appended after that checkpoint and is lost shows nowhere but in somebody's receipt.
 */
export async function ledgerStanding(ports: StandingPorts, log: LogStateReads): Promise<LogStanding> {
  const trusted = await readable(ports.trusted);
  const size = await log.size();
  if (trusted === 'unreadable') return { kind: 'untrusted', size };
  if (!trusted) {
    const published = await log.publishedAtMost(Number.MAX_SAFE_INTEGER);
    return { kind: published ? 'untrusted' : 'sound', size };
  }
  if (LOG_SUITES.some((suite) => !checkpointOf(ports.log, trusted, suite)))
    return { kind: 'untrusted', size };
  if (size < trusted.size) return { kind: 'behind', size, trusted: trusted.size, from: size };
  if (await leadsTo(ports, log, trusted)) return { kind: 'sound', size };
  return { kind: 'different', size, trusted: trusted.size, from: await lastCommon(ports, log, trusted.size) };
}

async function readable(trusted: TrustedCheckpoint): Promise<SignedHeads | undefined | 'unreadable'> {
  try {
    return await trusted.read();
  } catch (problem) {
    if (problem instanceof TrustedCheckpointUnreadable) return 'unreadable';
    throw problem;
  }
}

/** Whether the tiles lead to the roots of these heads, under both suites. */
export async function leadsTo(
  ports: Pick<StandingPorts, 'log' | 'hashes'>,
  log: LogStateReads,
  heads: SignedHeads,
): Promise<boolean> {
  try {
    const roots = await rootsAt(log, heads.size, ports.hashes);
    return LOG_SUITES.every((suite) => {
      const claimed = checkpointOf(ports.log, heads, suite);
      return claimed !== undefined && sameBytes(claimed.root, roots[suite]);
    });
  } catch (problem) {
    if (problem instanceof LogTilesMissing) return false;
    throw problem;
  }
}

/** Size of the largest published checkpoint that the tiles still lead to: what differs comes after it. */
async function lastCommon(ports: StandingPorts, log: LogStateReads, below: number): Promise<number> {
  // A tree that leads to a checkpoint leads to all before it, so that halving finds the last.
  let [common, low, above] = [0, 0, below];
  while (above - low > 1) {
    const middle = low + Math.floor((above - low) / 2);
    const heads = await log.publishedAtMost(middle);
    if (!heads || heads.size <= common) low = middle;
    else if (await leadsTo(ports, log, heads)) [common, low] = [heads.size, middle];
    else above = heads.size;
  }
  return common;
}
