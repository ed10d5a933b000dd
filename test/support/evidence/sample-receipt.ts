import { formatLogProof } from '../../../src/engine/audit/log/log-proof.js';
import { parseNote, type SignedNote } from '../../../src/engine/audit/log/signed-note.js';
import { inclusionProof } from '../../../src/engine/audit/log/tree-proof.js';
import { sha256Bytes } from '../../../src/outside/crypto/note-keys.js';
import { textIn } from './edited-bundle.js';
import { type SampleLog, sampleTree } from './sample-log.js';

/** The receipt of one entry of the log, under the SHA-256 checkpoint of the bundle. */
export function sampleReceipt(
  log: SampleLog,
  bundle: ReadonlyMap<string, Uint8Array>,
  index: number,
): { readonly proof: string; readonly record: string } {
  const checkpoint = parseNote(textIn(bundle, 'data/checkpoint/sha256.note')) as SignedNote;
  const leaves = log.entries.map(({ leaf }) => Buffer.from(leaf.sha256, 'hex'));
  const hashes = inclusionProof(index, leaves.length, sampleTree(leaves, sha256Bytes).read, sha256Bytes);
  const proof = formatLogProof({ index: BigInt(index), hashes, checkpoint });
  return { proof, record: log.entries[index]?.text ?? '' };
}
