import { parseCheckpoint } from '../../engine/audit/log/checkpoint.js';
import {
  formatNote,
  formatSignature,
  type NoteSignature,
  parseNote,
} from '../../engine/audit/log/signed-note.js';
import { considerCheckpoint, type WitnessMeans } from '../../engine/audit/witness/consider-checkpoint.js';

/** What a witness remembers: for each log the last checkpoint that it cosigned, as a note with both signatures. */
export interface WitnessState {
  /** Counts the changes. */
  readonly version: number;
  readonly notes: Readonly<Record<string, string>>;
}

/** Where a witness keeps it. Whoever can put an older one back makes the witness cosign two histories. */
export interface WitnessMemory {
  read(): Promise<WitnessState>;
  /** Writes these notes through to the disk, provided that nobody has written since; false otherwise. */
  replace(expected: WitnessState, notes: WitnessState['notes']): Promise<boolean>;
}

/** What a witness works with. */
export interface WitnessPorts {
  readonly means: WitnessMeans;
  readonly memory: WitnessMemory;
  /** Cosigns the text of a checkpoint. @param time Unix seconds */
  sign(text: string, time: bigint): NoteSignature;
  /** Unix seconds; never 0. */
  now(): bigint;
}

/** An answer as it is sent, by HTTP or as a file. */
export interface WitnessReply {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  /** With 409 and 422: the checkpoint that was cosigned last. Over HTTP it is asked for apart, a medium carries it along. */
  readonly shown?: string;
}

const PLAIN = 'text/plain; charset=utf-8';

/**
 * Answers a request to cosign a checkpoint (C2SP tlog-witness, `add-checkpoint`). The checkpoint is remembered before its
 * cosignature leaves, so that after a crash the witness may have forgotten an answer, but never what it has cosigned.
 */
export function addCheckpoint(ports: WitnessPorts): (body: string) => Promise<WitnessReply> {
  return async (body) => {
    for (;;) {
      const state = await ports.memory.read();
      const found = considerCheckpoint((origin) => lastOf(state, origin), body, ports.means);
      if (found.status === 409) {
        const shown = state.notes[found.origin];
        const text = `${found.size}\n`;
        return { status: 409, contentType: 'text/x.tlog.size', text, ...(shown !== undefined && { shown }) };
      }
      if (found.status !== 200) {
        const shown = found.status === 422 && found.origin !== undefined && state.notes[found.origin];
        return {
          ...{ status: found.status, contentType: PLAIN, text: `${found.reason}\n` },
          ...(typeof shown === 'string' && { shown }),
        };
      }
      const { note, checkpoint } = found;
      const cosignature = ports.sign(note.text, ports.now());
      const kept = formatNote({ ...note, signatures: [...note.signatures, cosignature] });
      // Somebody else asked at the same time: what he was told decides what is to be said now.
      if (!(await ports.memory.replace(state, { ...state.notes, [checkpoint.origin]: kept }))) continue;
      return { status: 200, contentType: PLAIN, text: formatSignature(cosignature) };
    }
  };
}

/** The last checkpoint of a log with both signatures, for whoever watches; undefined when it has none. */
export function witnessedCheckpoint(
  ports: Pick<WitnessPorts, 'memory'>,
  originHash: (origin: string) => string,
): (hash: string) => Promise<string | undefined> {
  return async (hash) => {
    const { notes } = await ports.memory.read();
    const origin = Object.keys(notes).find((one) => originHash(one) === hash);
    return origin === undefined ? undefined : notes[origin];
  };
}

function lastOf({ notes }: WitnessState, origin: string): { size: bigint; root: Uint8Array } | undefined {
  if (!Object.hasOwn(notes, origin)) return undefined;
  const checkpoint = parseCheckpoint(parseNote(notes[origin] as string)?.text ?? '');
  // Forgetting what was cosigned would let a fork pass.
  if (!checkpoint) throw new Error(`what this witness remembers of ${origin} is no checkpoint`);
  return checkpoint;
}
