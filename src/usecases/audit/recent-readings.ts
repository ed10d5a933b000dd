import type { Instant } from '../../engine/clock/time.js';
import type { Ledger } from '../ports.js';

/** Readings that this process has put on record within the current minute, by ledger: a new minute begins anew. */
const recorded = new WeakMap<Pick<Ledger, 'transact'>, { minute: string; keys: Set<string> }>();

/** The minute of an instant, `2026-09-28T01:00`. */
function minuteOf(now: Instant): string {
  return now.slice(0, 16);
}

/** Whether the very same reading is on record in this minute already. */
export function isOnRecord(ledger: Pick<Ledger, 'transact'>, key: string, now: Instant): boolean {
  const known = recorded.get(ledger);
  return known?.minute === minuteOf(now) && known.keys.has(key);
}

/** Remembers a reading whose record is durable; never before that, so that none is lost. */
export function putOnRecord(ledger: Pick<Ledger, 'transact'>, key: string, now: Instant): void {
  const minute = minuteOf(now);
  const known = recorded.get(ledger);
  if (known?.minute === minute) known.keys.add(key);
  else recorded.set(ledger, { minute, keys: new Set([key]) });
}
