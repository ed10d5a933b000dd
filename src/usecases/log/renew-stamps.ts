import { hex } from '../../engine/audit/log/bytes.js';
import { HeadsTree } from '../../engine/audit/log/heads-tree.js';
import { renewalLeaf, STAMPS_RENEWED } from '../../engine/audit/stamp/renewal.js';
import type { StampStrength } from '../../engine/audit/stamp/stamp-strength.js';
import { civilDayOf } from '../../engine/clock/civil-date.js';
import type { Instant } from '../../engine/clock/time.js';
import type { LogHashes } from './log-ports.js';
import { type LogRecordPorts, onLogStream } from './log-records.js';
import { stampedText } from './stamp-checkpoint.js';
import type { DueStamp, RenewalStore } from './stamp-store.js';

/** What stamps are renewed by. */
export interface RenewalPorts extends LogRecordPorts {
  readonly stamps: RenewalStore;
  readonly hashes: LogHashes;
  /** Milliseconds before the end of its certificates at which a stamp is renewed. */
  readonly beforeMs: number;
  /** Digests and keys that are held to be weak, as `StampStrength` names them. */
  readonly weak: readonly string[];
}

/** What a round came to; `nobodyLater`: stamps end, and no authority stamps with anything that lasts longer. */
export type Renewing =
  | { readonly outcome: 'nothingDue' | 'doneToday' }
  | { readonly outcome: 'renewed'; readonly stamps: number; readonly sequence: number }
  | { readonly outcome: 'nobodyLater'; readonly stamps: number; readonly endsAt: Instant };

/** Leaves of one record at most; what is left is renewed by the next day's. */
const MOST_STAMPS = 5_000;

/**
 * Gives a round that renews time stamps before their certificates end or because their algorithms are held to be weak: one
 * record `stamps.renewed` in the stream of the log over all of them. The stamp of the next checkpoint is then over them too.
 * At most once a day, and only when some authority stamps with what lasts longer: otherwise nothing would be gained.
 */
export function renewStamps(ports: RenewalPorts): () => Promise<Renewing> {
  const { stamps: store, hashes, beforeMs, weak } = ports;
  return async () => {
    const now = await ports.now.now();
    const before = new Date(Date.parse(now) + beforeMs).toISOString() as Instant;
    const due = await store.due({ now, before, weak }, MOST_STAMPS);
    if (due.length === 0) return { outcome: 'nothingDue' };
    const latest = await store.latest();
    const outlived = due.filter((one) => latest.some((later) => isBetter(later, one, weak)));
    if (outlived.length === 0) return { outcome: 'nobodyLater', stamps: due.length, endsAt: firstEnd(due) };
    const leaves = outlived.map((one) => leafOf(one, hashes));
    const root = { sha256: rootOf(leaves, 'sha256', hashes), sm3: rootOf(leaves, 'sm3', hashes) };
    const today = civilDayOf(now, ports.installation.zone);
    const receipt = await onLogStream(ports, ({ lastRenewedAt }) =>
      lastRenewedAt !== undefined && civilDayOf(lastRenewedAt, ports.installation.zone) === today
        ? undefined
        : { event: { type: STAMPS_RENEWED, renewed: { root, stamps: leaves.length } } },
    );
    if (!receipt) return { outcome: 'doneToday' };
    // Were this not to happen any more, the stamps would be renewed once again the next day.
    await store.keep(
      receipt.seq,
      leaves.map((leaf) => ({ ...leaf, sha256: hex(leaf.sha256), sm3: hex(leaf.sm3) })),
    );
    return { outcome: 'renewed', stamps: leaves.length, sequence: receipt.seq };
  };
}

interface Leaf {
  readonly size: number;
  readonly authority: string;
  readonly sha256: Uint8Array;
  readonly sm3: Uint8Array;
}

function leafOf({ size, authority, token, notes }: DueStamp, hashes: LogHashes): Leaf {
  const stamp = { size, name: `${authority}.tsr`, token, text: stampedText(notes) };
  return {
    ...{ size, authority, sha256: renewalLeaf(stamp, hashes.sha256), sm3: renewalLeaf(stamp, hashes.sm3) },
  };
}

function rootOf(leaves: readonly Leaf[], suite: 'sha256' | 'sm3', hashes: LogHashes): string {
  return hex(
    new HeadsTree(
      leaves.map((leaf) => leaf[suite]),
      hashes[suite],
    ).root(),
  );
}

function isBetter(later: StampStrength, one: StampStrength, weak: readonly string[]): boolean {
  const isWeak = ({ algorithms }: StampStrength): boolean => algorithms.some((name) => weak.includes(name));
  return isWeak(one) ? !isWeak(later) : !isWeak(later) && later.endsAt > one.endsAt;
}

function firstEnd(due: readonly DueStamp[]): Instant {
  return due.map(({ endsAt }) => endsAt).reduce((a, b) => (a < b ? a : b));
}
