import { formatCheckpoint } from '../../src/engine/audit/log/checkpoint.js';
import { formatNote, parseNote } from '../../src/engine/audit/log/signed-note.js';
import { leafHash, nodeHash } from '../../src/engine/audit/log/tree-hash.js';
import { consistencyProof, type NodeReader, rootAt } from '../../src/engine/audit/log/tree-proof.js';
import { formatAddCheckpoint } from '../../src/engine/audit/witness/add-checkpoint.js';
import type { Instant } from '../../src/engine/clock/time.js';
import {
  generateNoteKey,
  type NoteSigner,
  noteSigner,
  sha256Bytes,
  sm3Bytes,
} from '../../src/outside/crypto/note-keys.js';
import type { LogSuite, PublishedCheckpoint } from '../../src/usecases/log/log-ports.js';

const HASHES = { sha256: sha256Bytes, sm3: sm3Bytes };

/** A log in memory with both its keys: what a witness, an authority or a verifier sees of it. */
export class MemoryLog {
  readonly signers: Readonly<Record<LogSuite, NoteSigner>>;
  readonly entries: string[] = [];

  constructor(
    readonly origin: string,
    signers?: Readonly<Record<LogSuite, NoteSigner>>,
  ) {
    this.signers = signers ?? {
      sha256: noteSigner(origin, 'ed25519', generateNoteKey('ed25519')),
      sm3: noteSigner(`${origin}/sm3`, 'sm2', generateNoteKey('sm2')),
    };
  }

  /** Another history under the same keys, with these entries. */
  fork(entries: readonly string[]): MemoryLog {
    const log = new MemoryLog(this.origin, this.signers);
    log.entries.push(...entries);
    return log;
  }

  append(...entries: readonly string[]): this {
    this.entries.push(...entries);
    return this;
  }

  reader(suite: LogSuite): NodeReader {
    const hash = HASHES[suite];
    const read: NodeReader = ({ level, index }) =>
      level === 0
        ? leafHash(hash, Buffer.from(this.entries[index] as string))
        : nodeHash(
            hash,
            read({ level: level - 1, index: 2 * index }),
            read({ level: level - 1, index: 2 * index + 1 }),
          );
    return read;
  }

  note(suite: LogSuite, size = this.entries.length): string {
    const { key } = this.signers[suite];
    const root = rootAt(size, this.reader(suite), HASHES[suite]);
    const text = formatCheckpoint({ origin: key.name, size: BigInt(size), root, extensions: [] });
    return formatNote({ text, signatures: [this.signers[suite].sign(text)] });
  }

  published(signedAt: Instant): PublishedCheckpoint {
    const size = this.entries.length;
    return { size, signedAt, notes: { sha256: this.note('sha256'), sm3: this.note('sm3') }, stamps: [] };
  }

  /** What a witness is asked. */
  request(suite: LogSuite, oldSize: number, size = this.entries.length): string {
    const proof = oldSize <= size ? consistencyProof(oldSize, size, this.reader(suite), HASHES[suite]) : [];
    const checkpoint = parseNote(this.note(suite, size)) as NonNullable<ReturnType<typeof parseNote>>;
    return formatAddCheckpoint({ oldSize: BigInt(oldSize), proof, checkpoint });
  }
}
