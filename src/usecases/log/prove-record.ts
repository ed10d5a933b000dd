import { formatLogProof } from '../../engine/audit/log/log-proof.js';
import { parseNote, type SignedNote } from '../../engine/audit/log/signed-note.js';
import { inclusionProof } from '../../engine/audit/log/tree-proof.js';
import { inclusionRuns } from '../../engine/audit/log/tree-shape.js';
import { Defect } from '../../engine/defect.js';
import type { LogHashes, LogReads, LogSuite } from './log-ports.js';

/**
 * The proof that a record is in the log, as a C2SP `.tlog-proof` text under the last published checkpoint; undefined
 * while the record is not sealed yet. For somebody who may read the record.
 */
export function proveRecord(
  log: Pick<LogReads, 'entriesOf' | 'latest' | 'nodes'>,
  hashes: LogHashes,
): (stream: string, seq: number, suite: LogSuite) => Promise<string | undefined> {
  return async (stream, seq, suite) => {
    const [entry] = await log.entriesOf(stream, seq, seq);
    const latest = await log.latest();
    if (!entry || !latest || entry.index >= latest.size) return undefined;
    const read = await log.nodes(suite, inclusionRuns(entry.index, latest.size).flat());
    const path = inclusionProof(entry.index, latest.size, read, hashes[suite]);
    return formatLogProof({
      index: BigInt(entry.index),
      hashes: path,
      checkpoint: noteOf(latest.notes[suite]),
    });
  };
}

function noteOf(text: string): SignedNote {
  const note = parseNote(text);
  if (!note) throw new Defect('a published checkpoint is no signed note');
  return note;
}
