import { hex } from '../../engine/audit/log/bytes.js';
import { formatNote } from '../../engine/audit/log/signed-note.js';
import type { RecordReceipt } from '../cases/act-answer.js';
import { bySuite, checkpointOf, headText, rootsAt } from './log-heads.js';
import type { LogSuite } from './log-ports.js';
import { type LogRecordPorts, onLogStream } from './log-records.js';
import {
  believedCheckpoint,
  type BrokenStanding,
  leadsTo,
  leadsToShown,
  ledgerStanding,
  shownToCount,
  type StandingPorts,
} from './log-standing.js';
import type { LogStateReads, SignedHeads } from './log-store.js';
import type { LogSigner } from './seal-log.js';
import type { SignedCheckpoint } from './shown-checkpoint.js';
import { TrustedCheckpointUnreadable } from './trusted-checkpoint.js';
import type { WriteGate } from './write-gate.js';

/** What the ceremony works with. */
export interface RecoveryPorts extends LogRecordPorts {
  readonly standing: StandingPorts;
  readonly state: LogStateReads;
  readonly signers: Readonly<Record<LogSuite, LogSigner>>;
  readonly gate: WriteGate;
}

export type LogRecovery =
  /** The database is what was signed: there is nothing to take up anew. */
  | { readonly outcome: 'notBroken' }
  /** What it has does not lead to what it says to have published: no state to go on from. */
  | { readonly outcome: 'damaged' }
  /** Somebody signed while this was going on. */
  | { readonly outcome: 'overtaken' }
  | { readonly outcome: 'recovered'; readonly was: BrokenStanding; readonly receipt: RecordReceipt };

/**
 * Takes the log up anew on a database that is not what was signed, after a restore that cannot be undone: the state that
 * the database has becomes the trusted one. What was signed is kept beside, and a record says what was lost, from which
 * entry on. Whoever holds an older checkpoint will see that the log has forked there: that is the truth.
 *
 * @param words reason and operator, which are kept as parts of the record
 */
export function recoverLog(
  ports: RecoveryPorts,
): (words: { readonly reason: string; readonly operator: string }) => Promise<LogRecovery> {
  return async (words) => {
    const { standing, state, gate } = ports;
    const was = await ledgerStanding(standing, state);
    gate.found(was);
    if (was.kind === 'sound') return { outcome: 'notBroken' };
    const published = await state.publishedAtMost(Number.MAX_SAFE_INTEGER);
    const isWhole = (await state.vouchedSize()) <= was.size;
    if (!isWhole || (published && !(await leadsTo(standing, state, published))))
      return { outcome: 'damaged' };
    const lost = await whatIsLost(ports, was.size);
    const there = await readable(standing.trusted);
    if (there) await standing.trusted.archive(there);
    const next = await signAnew(ports, was.size);
    // On record first: a crash in between leaves the database broken and the ceremony to be repeated, never unrecorded.
    gate.found({ kind: 'sound', size: was.size });
    const receipt = await recordIt(ports, was, lost, words);
    if (!there) await standing.trusted.setAside();
    if (!(await standing.trusted.replace(there, next))) {
      gate.found(was);
      return { outcome: 'overtaken' };
    }
    await standing.witnessed?.giveUp(lost.shown.map(({ note }) => note));
    return { outcome: 'recovered', was, receipt };
  };
}

/** What the log has signed and the database does not have. */
interface Lost {
  readonly heads: SignedHeads | undefined;
  readonly shown: readonly SignedCheckpoint[];
}

async function whatIsLost({ standing, state }: RecoveryPorts, size: number): Promise<Lost> {
  const trusted = await believedCheckpoint(standing);
  const heads = trusted === 'unreadable' ? undefined : trusted;
  const isThere = heads && heads.size <= size && (await leadsTo(standing, state, heads));
  const shown: SignedCheckpoint[] = [];
  for (const one of await shownToCount(standing))
    if (one.size > size || !(await leadsToShown(standing, state, one))) shown.push(one);
  return { heads: isThere ? undefined : heads, shown };
}

async function readable(trusted: StandingPorts['trusted']): Promise<SignedHeads | undefined> {
  try {
    return await trusted.read();
  } catch (problem) {
    if (problem instanceof TrustedCheckpointUnreadable) return undefined;
    throw problem;
  }
}

async function signAnew(ports: RecoveryPorts, size: number): Promise<SignedHeads> {
  const { log, hashes } = ports.standing;
  const roots = await rootsAt(ports.state, size, hashes);
  const note = (suite: LogSuite): string => {
    const text = headText(log, suite, size, roots[suite]);
    return formatNote({ text, signatures: [ports.signers[suite].sign(text)] });
  };
  return { size, notes: bySuite(note) };
}

async function recordIt(
  ports: RecoveryPorts,
  was: BrokenStanding,
  { heads, shown }: Lost,
  { reason, operator }: { readonly reason: string; readonly operator: string },
): Promise<RecordReceipt> {
  const receipt = await onLogStream(ports, () => ({
    event: {
      type: 'log.recovered',
      ...(heads && { lost: { size: heads.size, roots: rootsOf(ports.standing.log, heads) } }),
      ...(shown.length > 0 && {
        witnessed: shown.map(({ size, root }) => ({ size, root: hex(root) })),
      }),
      size: was.size,
      from: was.kind === 'untrusted' ? was.size : was.from,
    },
    parts: { reason, operator },
  }));
  return receipt as RecordReceipt;
}

function rootsOf(log: string, heads: SignedHeads): Readonly<Record<LogSuite, string>> {
  return bySuite((suite) => hex(checkpointOf(log, heads, suite)?.root ?? new Uint8Array(0)));
}
