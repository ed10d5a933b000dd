import { fromHex } from '../../engine/audit/log/bytes.js';
import type { NoteKey } from '../../engine/audit/log/note-key.js';
import { formatNote, type NoteSignature } from '../../engine/audit/log/signed-note.js';
import { growTiles } from '../../engine/audit/log/tile-growth.js';
import { partialTiles } from '../../engine/audit/log/tiles.js';
import { consistencyProof } from '../../engine/audit/log/tree-proof.js';
import { consistencyRuns } from '../../engine/audit/log/tree-shape.js';
import { provesConsistency } from '../../engine/audit/log/verify-proof.js';
import type { Now } from '../ports.js';
import { bySuite, checkpointOf, headText, type LogRoots, rootsAt } from './log-heads.js';
import { LOG_SUITES, type LogHashes, type LogSuite } from './log-ports.js';
import { type BrokenStanding, leadsTo, ledgerStanding, type StandingPorts } from './log-standing.js';
import type { LogStore, LogWriter, SignedHeads } from './log-store.js';

/** A private key of the log: what it is made of stays outside. */
export interface LogSigner {
  readonly key: NoteKey;
  sign(text: string): NoteSignature;
}

/** What the sequencer works with. */
export interface SealingPorts extends StandingPorts {
  readonly store: LogStore;
  readonly signers: Readonly<Record<LogSuite, LogSigner>>;
  /** Time of the wall, also in a simulated installation: witnesses and time stamps know no other. */
  readonly now: Now;
}

export type Sealing =
  | { readonly outcome: 'idle' }
  /** Somebody else sequences or has just signed. */
  | { readonly outcome: 'elsewhere' }
  | { readonly outcome: 'sealed'; readonly size: number; readonly taken: number }
  /** The database is not what was signed: nothing was sequenced and nothing signed. */
  | { readonly outcome: 'refused'; readonly standing: BrokenStanding };

/** Records that get their indexes in one transaction. */
const BATCH = 5_000;

/**
 * One run of the sequencer: gives all waiting records their indexes, grows both trees, and signs a checkpoint of what is
 * there, when it continues the last one that was signed and only then. Any number may run at once; one of them works.
 * A run that ends anywhere leaves a state from which the next goes on.
 */
export function sealLog(ports: SealingPorts): () => Promise<Sealing> {
  return async () => {
    if (!(await ports.store.hasWork())) return { outcome: 'idle' };
    return (await ports.store.exclusively((log) => seal(ports, log))) ?? { outcome: 'elsewhere' };
  };
}

async function seal(ports: SealingPorts, log: LogWriter): Promise<Sealing> {
  const standing = await ledgerStanding(ports, log);
  // Nothing gets an index either: in a database that was put back it would be an index that others know otherwise.
  if (standing.kind !== 'sound') return { outcome: 'refused', standing };
  const trusted = await ports.trusted.read();
  if (trusted) await publishMissing(ports, log, trusted);
  let { size } = standing;
  for (let taken = BATCH; taken === BATCH; size += taken) {
    taken = await sequence(log, size, ports.hashes);
  }
  return sign(ports, log, { trusted, size, taken: size - standing.size });
}

/** After a crash between the two, the trusted checkpoint is ahead of those that are published. */
async function publishMissing(ports: SealingPorts, log: LogWriter, trusted: SignedHeads): Promise<void> {
  const published = await log.publishedAtMost(Number.MAX_SAFE_INTEGER);
  if (published && published.size >= trusted.size) return;
  await log.publish(trusted, await ports.now.now());
}

/** Gives the next records their indexes. @returns how many */
async function sequence(log: LogWriter, size: number, hashes: LogHashes): Promise<number> {
  const waiting = await log.waiting(BATCH);
  if (waiting.length === 0) return 0;
  const growing = partialTiles(size);
  const grown = async (suite: LogSuite) =>
    growTiles(
      size,
      await log.tiles(suite, growing),
      waiting.map(({ leaf }) => fromHex(leaf[suite])),
      hashes[suite],
    );
  await log.append({
    places: waiting.map(({ place }) => place),
    entries: waiting.map(({ stream, seq, leaf }, at) => ({ index: size + at, stream, seq, leaf })),
    tiles: { sha256: await grown('sha256'), sm3: await grown('sm3') },
  });
  return waiting.length;
}

async function sign(
  ports: SealingPorts,
  log: LogWriter,
  { trusted, size, taken }: { trusted: SignedHeads | undefined; size: number; taken: number },
): Promise<Sealing> {
  if (size === (trusted?.size ?? 0)) return { outcome: 'idle' };
  const roots = await rootsAt(log, size, ports.hashes);
  if (!(await continues(ports, log, { trusted, size, roots }))) {
    const from = trusted?.size ?? 0;
    return { outcome: 'refused', standing: { kind: 'different', size, trusted: from, from: 0 } };
  }
  const next = { size, notes: bySuite((suite) => signedNote(ports, suite, size, roots[suite])) };
  // First the file, then the table: what is published has always been trusted before.
  if (!(await ports.trusted.replace(trusted, next))) return { outcome: 'elsewhere' };
  await log.publish(next, await ports.now.now());
  return { outcome: 'sealed', size, taken };
}

/**
 * Whether the tree begins with all that was signed before: the trusted checkpoint by a consistency proof out of the
 * tiles, and the last published one, which is ahead of it when an older file was put back.
 */
async function continues(
  ports: SealingPorts,
  log: LogWriter,
  { trusted, size, roots }: { trusted: SignedHeads | undefined; size: number; roots: LogRoots },
): Promise<boolean> {
  const published = await log.publishedAtMost(Number.MAX_SAFE_INTEGER);
  if (published && (published.size > size || !(await leadsTo(ports, log, published)))) return false;
  if (!trusted) return true;
  for (const suite of LOG_SUITES) {
    const first = checkpointOf(ports.log, trusted, suite);
    if (!first) return false;
    const read = await log.nodes(suite, consistencyRuns(trusted.size, size).flat());
    const proof = consistencyProof(trusted.size, size, read, ports.hashes[suite]);
    const second = { size: BigInt(size), root: roots[suite] };
    if (!provesConsistency(first, second, proof, ports.hashes[suite])) return false;
  }
  return true;
}

function signedNote(ports: SealingPorts, suite: LogSuite, size: number, root: Uint8Array): string {
  const text = headText(ports.log, suite, size, root);
  return formatNote({ text, signatures: [ports.signers[suite].sign(text)] });
}
