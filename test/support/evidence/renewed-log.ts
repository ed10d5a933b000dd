import { hexOf, SUITES, type SampleLog, type Suite, sampleTree } from './sample-log.js';
import type { SealedRecord } from '../../../src/engine/audit/record.js';
import { sealRecord } from '../../../src/engine/audit/seal-record.js';
import { type RenewedStamp, renewalLeaf, STAMPS_RENEWED } from '../../../src/engine/audit/stamp/renewal.js';
import { inclusionProof } from '../../../src/engine/audit/log/tree-proof.js';
import { nodeHash as hash } from '../../../src/outside/crypto/node-hash.js';
import type { Instant } from '../../../src/engine/clock/time.js';

/** A log of which a record renewed stamps. */
export interface RenewedLog extends SampleLog {
  readonly renewals: readonly SampleRenewal[];
}

/** The record that renewed, and where each stamp stands in its tree. */
export interface SampleRenewal {
  readonly record: SealedRecord;
  readonly stamps: readonly {
    readonly size: number;
    readonly name: string;
    readonly index: number;
    readonly sha256: readonly Uint8Array[];
    readonly sm3: readonly Uint8Array[];
  }[];
}

/** The log, gone on with by a record that renews these stamps; the checkpoint behind it is kept. @param at when it was recorded */
export function renewed(
  log: SampleLog & Partial<RenewedLog>,
  stamps: readonly RenewedStamp[],
  at: string,
): RenewedLog {
  const tree = (suite: Suite) =>
    sampleTree(
      stamps.map((stamp) => renewalLeaf(stamp, SUITES[suite])),
      SUITES[suite],
    );
  const trees = { sha256: tree('sha256'), sm3: tree('sm3') };
  const root = { sha256: hexOf(trees.sha256.root), sm3: hexOf(trees.sm3.root) };
  const before = log.streams.get(log.headsStream) as readonly SealedRecord[];
  const data = { cause: 'renewal', renewed: { root, stamps: stamps.length } };
  const common = { occurredAt: at as Instant, recordedAt: at as Instant, engine: 'sample', data };
  const id = `${hash.sha256(at).slice(0, 8)}-0000-4000-8000-000000000000`;
  const record = sealRecord(
    { log: log.origin, id, type: STAMPS_RENEWED, ...common },
    { stream: log.headsStream, seq: before.length, leaf: before.at(-1)?.leaf ?? null },
    {},
    hash,
    () => '',
  );
  const entries = [...log.entries, record];
  const places = stamps.map(({ size, name }, index) => ({
    ...{ size, name, index },
    sha256: inclusionProof(index, stamps.length, trees.sha256.read, SUITES.sha256),
    sm3: inclusionProof(index, stamps.length, trees.sm3.read, SUITES.sm3),
  }));
  return {
    ...{ ...log, entries, anchors: [...log.anchors, entries.length] },
    streams: new Map(log.streams).set(log.headsStream, [...before, record]),
    renewals: [...(log.renewals ?? []), { record, stamps: places }],
  };
}
