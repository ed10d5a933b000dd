import { replayStrict } from '../../../src/engine/replay/replay-strict.js';
import type { Ports } from '../../../src/usecases/ports.js';
import { historyInBundle } from '../../../src/usecases/replay/bundle-history.js';
import { filesInMemory, nodeTools } from '../../../src/verifier/node-tools.js';
import { notTheSame } from '../../engine/replay/told-apart.js';

/** What came of deciding every record of a bundle anew. */
export interface ReplayedBundle {
  /** Streams beside the case. */
  readonly streams: number;
  /** Records of the case and of these. */
  readonly records: number;
  /** Records that are not the same or cannot be judged, a line each. */
  readonly differing: readonly string[];
}

/** Decides every record of a bundle anew from its files alone. @param ports for what a bundle leaves to its reader */
export function replayedBundle(files: ReadonlyMap<string, Uint8Array>, ports: Ports): ReplayedBundle {
  const tools = nodeTools([]);
  const { history } = historyInBundle(filesInMemory(files), {
    ...{ ...ports, zone: ports.installation.zone, requestBars: ports.recusalRequestBars },
    decode: (bytes) => tools.decode(bytes),
  });
  const report = replayStrict(history);
  const { records, streams } = report;
  return {
    streams: streams.length,
    records: [records, ...streams.map((one) => one.records)].flat().length,
    differing: notTheSame(report),
  };
}
