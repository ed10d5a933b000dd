import { describe, expect, it } from '@jest/globals';
import { type Checkpoint, parseCheckpoint } from '../../../src/engine/audit/log/checkpoint.js';
import { parseNote, type SignedNote } from '../../../src/engine/audit/log/signed-note.js';
import { consistencyProof } from '../../../src/engine/audit/log/tree-proof.js';
import { provesConsistency } from '../../../src/engine/audit/log/verify-proof.js';
import { formatAddCheckpoint } from '../../../src/engine/audit/witness/add-checkpoint.js';
import {
  type Consideration,
  considerCheckpoint,
  type Witnessed,
} from '../../../src/engine/audit/witness/consider-checkpoint.js';
import { checkSignature, sha256Bytes, sm3Bytes } from '../../../src/outside/crypto/note-keys.js';
import { parted } from '../../support/evidence/attacks/operator.js';
import { log } from '../../support/evidence/attacks/target.js';
import { noteAt } from '../../support/evidence/sample-bundle.js';
import { type SampleLog, sampleTree } from '../../support/evidence/sample-log.js';

const WHOLE = log.entries.length;
const AFTER = Array.from({ length: WHOLE - 1 }, (_, at) => at + 1);

/** A witness that begins with nothing, and is asked by a log for its first `size` entries. */
class Witness {
  #last: Witnessed | undefined;

  ask(of: SampleLog, size: number, claimed = Number(this.#last?.size ?? 0n)): Consideration['status'] {
    const leaves = of.entries.slice(0, size).map(({ leaf }) => Buffer.from(leaf.sha256, 'hex'));
    const { root, read } = sampleTree(leaves, sha256Bytes);
    const proof = claimed > 0 && claimed <= size ? consistencyProof(claimed, size, read, sha256Bytes) : [];
    const checkpoint = parseNote(noteAt(of, 'sha256', size, root).note) as SignedNote;
    const body = formatAddCheckpoint({ oldSize: BigInt(claimed), proof, checkpoint });
    const means = {
      ...{ logs: [log.keys.sha256.key], check: checkSignature },
      hashOf: { ed25519: sha256Bytes, sm2: sm3Bytes },
    };
    const considered = considerCheckpoint(() => this.#last, body, means);
    if (considered.status === 200) this.#last = considered.checkpoint;
    return considered.status;
  }
}

function treeOf(of: SampleLog, size: number): Checkpoint {
  const leaves = of.entries.slice(0, size).map(({ leaf }) => Buffer.from(leaf.sha256, 'hex'));
  const { root } = sampleTree(leaves, sha256Bytes);
  return parseCheckpoint(parseNote(noteAt(of, 'sha256', size, root).note)?.text ?? '') as Checkpoint;
}

describe('two histories under the true key of a log', () => {
  it.each(AFTER)('parting after %i entries: a witness of one cosigns nothing of the other', (after) => {
    const forged = parted(after, WHOLE);
    for (const [first, second] of [
      [log, forged],
      [forged, log],
    ] as const)
      for (const size of AFTER.filter((one) => one > after)) {
        const witness = new Witness();
        expect([witness.ask(first, after), witness.ask(first, size)]).toEqual([200, 200]);
        // As it is, with the size that the log wishes it had, and as if the witness had seen nothing.
        expect([
          witness.ask(second, WHOLE),
          witness.ask(second, WHOLE, after),
          witness.ask(second, WHOLE, 0),
        ]).toEqual([...[422, 409, 409]]);
        expect(witness.ask(first, WHOLE)).toBe(200);
      }
  });

  it.each(AFTER)('parting after %i entries: two auditors who compare their checkpoints see it', (after) => {
    const forged = parted(after, WHOLE);
    for (const size of AFTER.filter((one) => one > after)) {
      const [ours, theirs] = [treeOf(log, size), treeOf(forged, WHOLE)];
      const leaves = forged.entries.map(({ leaf }) => Buffer.from(leaf.sha256, 'hex'));
      const proof = consistencyProof(size, WHOLE, sampleTree(leaves, sha256Bytes).read, sha256Bytes);
      expect(provesConsistency(ours, theirs, proof, sha256Bytes)).toBe(false);
    }
  });
});

describe('a log restored from an old backup', () => {
  it.each(AFTER)('to %i entries: the witness refuses what it goes on with', (after) => {
    const witness = new Witness();
    expect(witness.ask(log, WHOLE)).toBe(200);
    for (let size = after; size < WHOLE; size++) {
      const restored = parted(after, size);
      expect([witness.ask(restored, size, after), witness.ask(restored, size, WHOLE)]).toEqual([409, 400]);
    }
    expect(witness.ask(parted(after, WHOLE), WHOLE)).toBe(422);
  });
});
