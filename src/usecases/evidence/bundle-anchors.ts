import type { RenewedStamps } from '../../engine/audit/log/log-stream.js';
import type { LedgerRecord } from '../../engine/audit/record.js';
import { Defect } from '../../engine/defect.js';
import type { PublishedCheckpoint, StampRenewal } from '../log/log-ports.js';
import type { Ledger } from '../ports.js';
import type { EvidencePorts } from './evidence-ports.js';
import { entriesBelow, pagesOf } from './sealed-streams.js';

/** A stamp that a record renewed, both in the bundle. */
interface BundleRenewal extends StampRenewal {
  /** Entries of the checkpoint that the stamp is over. */
  readonly size: number;
  readonly renewed: RenewedStamps;
}

/** Older checkpoints that others vouch for, smallest first, and what keeps their stamps good. */
export interface BundleAnchors {
  readonly anchors: readonly PublishedCheckpoint[];
  readonly renewals: readonly BundleRenewal[];
}

/**
 * For every record of the case the first checkpoint that covers it, and the last one of all; and for each stamp of these that was
 * renewed the stamps over that, which may have been renewed in their turn.
 *
 * @param subject records of the case in the log, from 0
 * @param size entries that the bundle is proven under
 */
export async function bundleAnchors(
  ledger: Pick<Ledger, 'records'>,
  { log, headsStream }: Pick<EvidencePorts, 'log' | 'headsStream'>,
  subject: { readonly stream: string; readonly last: number },
  size: number,
): Promise<BundleAnchors> {
  const entries = await entriesBelow(log, { ...subject, first: 0 }, size);
  const found = new Map<number, PublishedCheckpoint>();
  const add = (anchors: readonly PublishedCheckpoint[]): void => {
    for (const anchor of anchors) found.set(anchor.size, anchor);
  };
  add(
    await log.anchors(
      entries.map(({ index }) => index),
      size,
    ),
  );
  const renewals: BundleRenewal[] = [];
  // A map goes on with what is added to it while it is gone through.
  for (const anchor of found.values())
    for (const renewal of anchor.stamps.length > 0 ? await log.renewals(anchor.size) : []) {
      const [entry] = await log.entriesOf(headsStream, renewal.seq, renewal.seq);
      if (!entry || entry.index >= size) continue;
      const record = await recordAt(ledger, headsStream, renewal.seq);
      renewals.push({ ...renewal, size: anchor.size, renewed: record.data['renewed'] as RenewedStamps });
      add(await log.anchors([entry.index], size));
    }
  return {
    anchors: [...found.values()].toSorted((a, b) => a.size - b.size),
    renewals: renewals.toSorted(inBundleOrder),
  };
}

function inBundleOrder(a: BundleRenewal, b: BundleRenewal): number {
  const names = a.authority === b.authority ? 0 : `${a.authority}.tsr` < `${b.authority}.tsr` ? -1 : 1;
  return a.size - b.size || names || a.seq - b.seq;
}

async function recordAt(ledger: Pick<Ledger, 'records'>, stream: string, seq: number): Promise<LedgerRecord> {
  for await (const [kept] of pagesOf(ledger, { stream, first: seq, last: seq })) if (kept) return kept.record;
  throw new Defect(`record ${seq} of ${stream} is in the log and not in the ledger`);
}
