import { type Checkpoint, formatCheckpoint, parseCheckpoint } from '../../engine/audit/log/checkpoint.js';
import { parseNote } from '../../engine/audit/log/signed-note.js';
import { rootAt } from '../../engine/audit/log/tree-proof.js';
import { runOf } from '../../engine/audit/log/tree-shape.js';
import { type LogHashes, type LogSuite, originOf } from './log-ports.js';
import type { LogStateReads, SignedHeads } from './log-store.js';

/** Roots of both trees at one size. */
export type LogRoots = Readonly<Record<LogSuite, Uint8Array>>;

/** One value for each suite. */
export function bySuite<T>(value: (suite: LogSuite) => T): Readonly<Record<LogSuite, T>> {
  return { sha256: value('sha256'), sm3: value('sm3') };
}

/** Roots of both trees out of the tiles. @throws LogTilesMissing when they do not hold as many leaves */
export async function rootsAt(
  log: Pick<LogStateReads, 'nodes'>,
  size: number,
  hashes: LogHashes,
): Promise<LogRoots> {
  const [sha256, sm3] = await Promise.all([
    rootOf(log, 'sha256', size, hashes),
    rootOf(log, 'sm3', size, hashes),
  ]);
  return { sha256, sm3 };
}

/** Root of one tree out of the tiles. @throws LogTilesMissing when they do not hold as many leaves */
export async function rootOf(
  log: Pick<LogStateReads, 'nodes'>,
  suite: LogSuite,
  size: number,
  hashes: LogHashes,
): Promise<Uint8Array> {
  return rootAt(size, await log.nodes(suite, runOf(0, size)), hashes[suite]);
}

/** The text of a checkpoint that is signed for a suite. */
export function headText(log: string, suite: LogSuite, size: number, root: Uint8Array): string {
  return formatCheckpoint({ origin: originOf(log, suite), size: BigInt(size), root, extensions: [] });
}

/** The checkpoint in a suite's note of these heads; undefined when it is none of this log and this size. */
export function checkpointOf(log: string, heads: SignedHeads, suite: LogSuite): Checkpoint | undefined {
  const checkpoint = parseCheckpoint(parseNote(heads.notes[suite])?.text ?? '');
  const own = checkpoint?.origin === originOf(log, suite) && checkpoint.size === BigInt(heads.size);
  return own ? checkpoint : undefined;
}
