import { flawInList, listAddresses } from '../../engine/audit/stamp/revocation.js';
import type { StampCrypto } from '../../engine/audit/stamp/stamp-verdict.js';

/** Where authorities publish which certificates they revoked. */
export interface RevocationSource {
  /** The list (CRL, DER) at an address that a certificate names. @throws when nothing whole came back, or the address is none that is asked */
  list(address: string): Promise<Uint8Array>;
}

/** What was to be had for a stamp. */
export interface StampLists {
  readonly lists: readonly Uint8Array[];
  /** Why each of the others was not. */
  readonly failures: readonly string[];
}

/** A list is asked for again after so long: authorities publish them by the day or week. */
const KEPT_MS = 3_600_000;
/** More addresses than that are not asked for one stamp. */
const MOST_ADDRESSES = 8;

/**
 * Gives a function that fetches the revocation lists of the day for a stamp, those that hold for it. Whatever fails stops
 * nothing: a stamp without them is a stamp.
 */
export function listsForStamps(
  source: RevocationSource,
  crypto: StampCrypto,
): (token: Uint8Array, nowMs: number) => Promise<StampLists> {
  const kept = new Map<string, { readonly list: Uint8Array; readonly atMs: number }>();
  return async (token, nowMs) => {
    for (const [address, { atMs }] of kept) if (nowMs - atMs >= KEPT_MS) kept.delete(address);
    const lists: Uint8Array[] = [];
    const failures: string[] = [];
    for (const address of listAddresses(token, crypto).slice(0, MOST_ADDRESSES)) {
      try {
        const list = kept.get(address)?.list ?? (await source.list(address));
        const flaw = flawInList(list, [token], crypto);
        if (flaw !== undefined) throw new Error(flaw);
        if (!kept.has(address)) kept.set(address, { list, atMs: nowMs });
        lists.push(list);
      } catch (problem) {
        failures.push((problem as Error).message);
      }
    }
    return { lists, failures };
  };
}
