import { hex } from '../../engine/audit/log/bytes.js';
import { formatNote } from '../../engine/audit/log/signed-note.js';
import type { RecordReceipt } from '../act-answer.js';
import { bySuite, checkpointOf, headText, rootsAt } from './log-heads.js';
import type { LogSuite } from './log-ports.js';
import { type LogRecordPorts, onLogStream } from './log-records.js';
import { type BrokenStanding, ledgerStanding, type StandingPorts } from './log-standing.js';
import type { LogStateReads, SignedHeads } from './log-store.js';
import type { LogSigner } from './seal-log.js';
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
    const was = await ledgerStanding(ports.standing, ports.state);
    ports.gate.found(was);
    if (was.kind === 'sound') return { outcome: 'notBroken' };
    const { trusted } = ports.standing;
    const lost = await readable(trusted);
    if (lost) await trusted.archive(lost);
    const next = await signAnew(ports, was.size);
    // On record first: a crash in between leaves the database broken and the ceremony to be repeated, never unrecorded.
    ports.gate.found({ kind: 'sound', size: was.size });
    const receipt = await recordIt(ports, was, lost, words);
    if (!(await trusted.replace(lost, next))) {
      ports.gate.found(was);
      return { outcome: 'overtaken' };
    }
    return { outcome: 'recovered', was, receipt };
  };
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
  lost: SignedHeads | undefined,
  { reason, operator }: { readonly reason: string; readonly operator: string },
): Promise<RecordReceipt> {
  const receipt = await onLogStream(ports, () => ({
    event: {
      type: 'log.recovered',
      ...(lost && { lost: { size: lost.size, roots: rootsOf(ports.standing.log, lost) } }),
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
