import type { DigestPair } from '../../engine/audit/record.js';
import type { CaseState } from '../../engine/case/case-state.js';

/** A folded state with its digest. */
export interface KnownState {
  readonly state: CaseState;
  readonly digest: DigestPair;
}

/** Enough for the cases that an office works on within minutes; some ten kilobytes each. */
const MAX_KNOWN = 1_000;

/**
 * States that this process has just folded, by their canonical text. The text comes from the database each time and
 * decides alone; what is spared is reading and hashing it again when a case is acted on several times in a row.
 */
const known = new Map<string, KnownState>();

/** The state of a text that was folded here lately. */
export function knownState(text: string): KnownState | undefined {
  return known.get(text);
}

/** Keeps a state; the oldest goes when there are too many. */
export function keepState(text: string, state: KnownState): void {
  known.delete(text);
  known.set(text, state);
  if (known.size <= MAX_KNOWN) return;
  const [oldest] = known.keys();
  if (oldest !== undefined) known.delete(oldest);
}
