import { parseCheckpoint } from '../../engine/audit/log/checkpoint.js';
import { formatNote, parseNote } from '../../engine/audit/log/signed-note.js';
import { type LogSuite, originOf } from './log-ports.js';

/** A checkpoint of the SHA-256 tree that the log has signed. */
export interface SignedCheckpoint {
  readonly size: number;
  readonly root: Uint8Array;
  /** The note with the log's signatures alone: whoever else signed it, the same checkpoint has one text. */
  readonly note: string;
}

/**
 * The checkpoint in a note that somebody else has shown; undefined when it is none that the log has signed. This alone
 * proves that the log once was so large: a witness that only says so may be wrong, or lie.
 */
export function shownCheckpoint(
  {
    log,
    signedByLog,
  }: { readonly log: string; readonly signedByLog: (suite: LogSuite, note: string) => boolean },
  text: string,
): SignedCheckpoint | undefined {
  const origin = originOf(log, 'sha256');
  const shown = parseNote(text);
  const checkpoint = shown && parseCheckpoint(shown.text);
  if (checkpoint?.origin !== origin || checkpoint.size > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  const signatures = shown?.signatures.filter(({ name }) => name === origin) ?? [];
  const note = formatNote({ text: shown?.text ?? '', signatures });
  if (signatures.length === 0 || !signedByLog('sha256', note)) return undefined;
  return { size: Number(checkpoint.size), root: checkpoint.root, note };
}
