import { hex } from '../../engine/audit/log/bytes.js';
import { headLeaf, HeadsTree } from '../../engine/audit/log/heads-tree.js';
import type { PublishedHeads } from '../../engine/audit/log/log-stream.js';
import { civilDayOf } from '../../engine/clock/civil-date.js';
import type { RecordReceipt } from '../cases/act-answer.js';
import type { LogHashes, LogReads } from './log-ports.js';
import { type LogRecordPorts, onLogStream } from './log-records.js';

/** What heads are published by. */
export interface HeadsPorts extends LogRecordPorts {
  readonly reads: Pick<LogReads, 'latest' | 'heads'>;
  readonly hashes: LogHashes;
}

/**
 * Publishes where every stream ends, in one record `heads.published`: from then on nobody can leave out the end of a
 * stream without its showing. Over the last signed checkpoint; nothing happens while there is none.
 *
 * @param when `daily`: once a day in the installation's zone; `now`: also when it has been done today
 * @returns the record's receipt; undefined when there was nothing to publish
 */
export function publishHeads(
  ports: HeadsPorts,
): (when: 'daily' | 'now') => Promise<RecordReceipt | undefined> {
  return async (when) => {
    const on = civilDayOf(await ports.now.now(), ports.installation.zone);
    if (when === 'daily' && (await isPublished(ports, on))) return undefined;
    const latest = await ports.reads.latest();
    if (!latest || latest.size === 0) return undefined;
    const heads = await headsAt(ports, latest.size);
    return onLogStream(ports, (state) =>
      when === 'daily' && state.heads?.on === on
        ? undefined
        : { event: { type: 'heads.published', on, heads } },
    );
  };
}

/** Asked before the streams are gone through, which takes a while in a large installation. */
async function isPublished(ports: HeadsPorts, on: string): Promise<boolean> {
  let published = false;
  await onLogStream(ports, (state) => {
    published = state.heads?.on === on;
    return undefined;
  });
  return published;
}

async function headsAt({ reads, hashes }: HeadsPorts, size: number): Promise<PublishedHeads> {
  const leaves: Record<'sha256' | 'sm3', Uint8Array[]> = { sha256: [], sm3: [] };
  for await (const page of reads.heads(size)) {
    for (const end of page) {
      leaves.sha256.push(headLeaf(end, hashes.sha256));
      leaves.sm3.push(headLeaf(end, hashes.sm3));
    }
  }
  const root = (suite: 'sha256' | 'sm3'): string => hex(new HeadsTree(leaves[suite], hashes[suite]).root());
  return { root: { sha256: root('sha256'), sm3: root('sm3') }, size, streams: leaves.sha256.length };
}
