import { sameBytes } from '../../engine/audit/log/bytes.js';
import { type SignedCheckpoint, shownCheckpoint } from './shown-checkpoint.js';
import { checkpointOf, rootOf } from './log-heads.js';
import { LOG_SUITES, type LogHashes, type LogSuite } from './log-ports.js';
import type { LogStateReads, SignedHeads } from './log-store.js';
import { LogTilesMissing } from './log-tiles-missing.js';
import { type TrustedCheckpoint, TrustedCheckpointUnreadable } from './trusted-checkpoint.js';
import type { WitnessedCheckpoints } from './witnessed-checkpoints.js';

/** How the database stands to what was signed. */
export type LogStanding =
  | { readonly kind: 'sound'; readonly size: number }
  /** It has fewer entries than were signed: an older state was restored. The first that is missing is `from`. */
  | (AgainstSigned & { readonly kind: 'behind' })
  /** It has as many, but not the same; what differs begins at `from` or later. */
  | (AgainstSigned & { readonly kind: 'different' })
  /** Checkpoints were published, and the trusted one is gone or is none that this log has signed. */
  | { readonly kind: 'untrusted'; readonly size: number };

interface AgainstSigned {
  readonly size: number;
  /** Entries of the checkpoint that was signed. */
  readonly trusted: number;
  readonly from: number;
  /** A witness has shown that checkpoint; absent: it is the trusted one, or was published. */
  readonly shownBy?: 'witness';
}

/** A standing in which nothing may be written or signed. */
export type BrokenStanding = Exclude<LogStanding, { readonly kind: 'sound' }>;

/** What the standing is found by. */
export interface StandingPorts {
  readonly log: string;
  readonly hashes: LogHashes;
  readonly trusted: TrustedCheckpoint;
  /** Whether a key of the log, one in use or one that its policy still names, has signed a note. */
  readonly signedByLog: (suite: LogSuite, note: string) => boolean;
  /** Absent: what witnesses have seen shuts nothing. */
  readonly witnessed?: WitnessedCheckpoints;
}

/** A tree that was signed: its root, under one suite or both. */
interface SignedTree extends Pick<AgainstSigned, 'shownBy'> {
  readonly size: number;
  readonly roots: readonly (readonly [LogSuite, Uint8Array | undefined])[];
}

/**
 * Compares the database with all that is known to have been signed: it must have those entries, under the same roots. The
 * trusted checkpoint comes first; then the last published one, when it is ahead of it because an older file was put back;
 * then those that witnesses have shown. What was appended after all of them and is lost shows nowhere but in somebody's
 * receipt.
 */
export async function ledgerStanding(ports: StandingPorts, log: LogStateReads): Promise<LogStanding> {
  const trusted = await believedCheckpoint(ports);
  const size = await log.size();
  if (trusted === 'unreadable') return { kind: 'untrusted', size };
  const published = await log.publishedAtMost(Number.MAX_SAFE_INTEGER);
  if (!trusted && published) return { kind: 'untrusted', size };
  const ahead = published && published.size > (trusted?.size ?? 0) ? [published] : [];
  const heads = [...(trusted ? [trusted] : []), ...ahead].map((one) => treeOf(ports.log, one));
  const shown = (await shownToCount(ports)).map(({ size: count, root }) => ({
    ...{ size: count, roots: [['sha256', root]] as const, shownBy: 'witness' as const },
  }));
  for (const tree of [...heads, ...shown]) {
    const standing = await standingTo(ports, log, { tree, size });
    if (standing.kind !== 'sound') return standing;
  }
  // Some of its tables were put back, and others know of more.
  const vouched = await log.vouchedSize();
  return vouched > size ? { kind: 'behind', size, trusted: vouched, from: size } : { kind: 'sound', size };
}

/**
 * The trusted checkpoint, when it is one of this log and the log's keys have signed both its notes: whoever can write the
 * file and has no key makes nobody believe anything.
 */
export async function believedCheckpoint(
  ports: Pick<StandingPorts, 'log' | 'trusted' | 'signedByLog'>,
): Promise<SignedHeads | undefined | 'unreadable'> {
  const heads = await readable(ports.trusted);
  if (!heads || heads === 'unreadable') return heads;
  const own = LOG_SUITES.every(
    (suite) => checkpointOf(ports.log, heads, suite) && ports.signedByLog(suite, heads.notes[suite]),
  );
  return own ? heads : 'unreadable';
}

/** What witnesses have shown and the log has signed, the largest first, each with its note. */
export async function shownToCount(
  ports: Pick<StandingPorts, 'log' | 'signedByLog' | 'witnessed'>,
): Promise<readonly SignedCheckpoint[]> {
  const notes = (await ports.witnessed?.open()) ?? [];
  const shown = notes.map((note) => shownCheckpoint(ports, note)).filter((one) => one !== undefined);
  return shown.toSorted((a, b) => b.size - a.size);
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
export function leadsTo(
  ports: Pick<StandingPorts, 'log' | 'hashes'>,
  log: Pick<LogStateReads, 'nodes'>,
  heads: SignedHeads,
): Promise<boolean> {
  return leadsToTree(ports, log, treeOf(ports.log, heads));
}

/** Whether the tiles lead to the SHA-256 root of a checkpoint. */
export function leadsToShown(
  ports: Pick<StandingPorts, 'hashes'>,
  log: Pick<LogStateReads, 'nodes'>,
  { size, root }: Pick<SignedCheckpoint, 'size' | 'root'>,
): Promise<boolean> {
  return leadsToTree(ports, log, { size, roots: [['sha256', root]] });
}

async function leadsToTree(
  { hashes }: Pick<StandingPorts, 'hashes'>,
  log: Pick<LogStateReads, 'nodes'>,
  { size, roots }: SignedTree,
): Promise<boolean> {
  try {
    for (const [suite, claimed] of roots) {
      if (!claimed || !sameBytes(claimed, await rootOf(log, suite, size, hashes))) return false;
    }
    return true;
  } catch (problem) {
    if (problem instanceof LogTilesMissing) return false;
    throw problem;
  }
}

function treeOf(log: string, heads: SignedHeads): SignedTree {
  return {
    size: heads.size,
    roots: LOG_SUITES.map((suite) => [suite, checkpointOf(log, heads, suite)?.root] as const),
  };
}

async function standingTo(
  ports: StandingPorts,
  log: LogStateReads,
  { tree, size }: { readonly tree: SignedTree; readonly size: number },
): Promise<LogStanding> {
  const by = { trusted: tree.size, ...(tree.shownBy && { shownBy: tree.shownBy }) };
  if (size < tree.size) return { kind: 'behind', size, from: size, ...by };
  if (await leadsToTree(ports, log, tree)) return { kind: 'sound', size };
  return { kind: 'different', size, from: await lastCommon(ports, log, tree.size), ...by };
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
