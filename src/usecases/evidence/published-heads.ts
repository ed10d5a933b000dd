import { hex } from '../../engine/audit/log/bytes.js';
import { headLeaf, HeadsTree } from '../../engine/audit/log/heads-tree.js';
import type { DigestPair, LedgerRecord } from '../../engine/audit/record.js';
import { Defect } from '../../engine/defect.js';
import { LOG_SUITES, type LogHashes, type LogReads, type LogSuite } from '../log/log-ports.js';

/** A stream's place in the tree of heads that was published, with the proof under both suites. */
export interface PublishedHead {
  readonly leaf: { readonly count: number; readonly leaf: DigestPair; readonly stream: string };
  readonly index: number;
  readonly sha256: readonly Uint8Array[];
  readonly sm3: readonly Uint8Array[];
}

/**
 * Where streams stand among the heads that a record published, those that it covers. The tree is made anew from the log:
 * 64 bytes for each stream of the installation.
 *
 * @throws Defect when it is not the tree that was published
 */
export async function publishedHeads(
  log: Pick<LogReads, 'heads'>,
  hashes: LogHashes,
  record: LedgerRecord,
  streams: readonly string[],
): Promise<readonly PublishedHead[]> {
  const { root, size } = record.data['heads'] as { readonly root: DigestPair; readonly size: number };
  const leaves: Record<LogSuite, Uint8Array[]> = { sha256: [], sm3: [] };
  const wanted = new Map<string, Pick<PublishedHead, 'leaf' | 'index'>>();
  for await (const page of log.heads(size))
    for (const { count, leaf, stream } of page) {
      const head = { count, leaf, stream };
      if (streams.includes(stream)) wanted.set(stream, { leaf: head, index: leaves.sha256.length });
      for (const suite of LOG_SUITES) leaves[suite].push(headLeaf(head, hashes[suite]));
    }
  const trees = {
    sha256: new HeadsTree(leaves.sha256, hashes.sha256),
    sm3: new HeadsTree(leaves.sm3, hashes.sm3),
  };
  for (const suite of LOG_SUITES)
    if (hex(trees[suite].root()) !== root[suite])
      throw new Defect(
        `the heads published as record ${record.seq} of ${record.stream} are not those of the log`,
      );
  return streams.flatMap((stream) => {
    const head = wanted.get(stream);
    if (!head) return [];
    const { index } = head;
    return [{ ...head, sha256: trees.sha256.path(index), sm3: trees.sm3.path(index) }];
  });
}
