import { connect, type Socket } from 'node:net';
import type { ScanResult, Scanner } from '../../usecases/materials/material-ports.js';

/** Where clamd listens. */
export type ClamdPlace = { readonly host: string; readonly port: number } | { readonly path: string };

/** Seconds without a word after which the scanner counts as gone. */
const SILENCE_MS = 60_000;
const MOST_CHUNK = 64 * 1024;
const MOST_ANSWER = 4_096;

/** ClamAV's daemon, by its INSTREAM command: the content is sent, never a path. */
export function clamd(place: ClamdPlace, silenceMs = SILENCE_MS): Scanner {
  return {
    async scan(content) {
      try {
        return judged(await conversation(connect(place), content, silenceMs));
      } catch (problem) {
        return { found: 'unknown', why: problem instanceof Error ? problem.message : String(problem) };
      }
    },
  };
}

/** Nobody scans: an installation that has other means, or none. */
export const noScanner: Scanner = { scan: () => Promise.resolve({ found: 'clean' }) };

async function conversation(
  socket: Socket,
  content: AsyncIterable<Uint8Array>,
  silenceMs: number,
): Promise<string> {
  socket.setTimeout(silenceMs, () => socket.destroy(new Error('the scanner says nothing')));
  const answer = answerOf(socket);
  // Heard of when it is waited for below.
  answer.catch(() => undefined);
  try {
    await send(socket, Buffer.from('zINSTREAM\0'));
    for await (const piece of content) {
      for (let at = 0; at < piece.length; at += MOST_CHUNK) {
        const chunk = piece.subarray(at, at + MOST_CHUNK);
        const length = Buffer.alloc(4);
        length.writeUInt32BE(chunk.length);
        await send(socket, Buffer.concat([length, chunk]));
      }
    }
    await send(socket, Buffer.alloc(4));
  } catch (problem) {
    // It may have hung up after saying why: a content beyond its own limit.
    if (!isHangUp(problem)) {
      socket.destroy();
      throw problem;
    }
  }
  try {
    return await answer;
  } finally {
    socket.destroy();
  }
}

function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.on('data', (piece: Buffer) => {
      text += piece.toString('utf8');
      if (text.includes('\0')) resolve(text.slice(0, text.indexOf('\0')));
      else if (text.length > MOST_ANSWER) socket.destroy(new Error('the scanner makes no sense'));
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the scanner hung up without an answer')));
  });
}

function send(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.destroyed) {
      reject(Object.assign(new Error('the scanner hung up'), { code: 'EPIPE' }));
      return;
    }
    const closed = (): void => reject(Object.assign(new Error('the scanner hung up'), { code: 'EPIPE' }));
    socket.once('close', closed);
    socket.write(bytes, (problem) => {
      socket.off('close', closed);
      if (problem) reject(problem);
      else resolve();
    });
  });
}

function isHangUp(problem: unknown): boolean {
  return ['EPIPE', 'ECONNRESET'].includes(String((problem as NodeJS.ErrnoException).code ?? ''));
}

function judged(answer: string): ScanResult {
  if (answer === 'stream: OK') return { found: 'clean' };
  const infected = /^stream: (.+) FOUND$/.exec(answer)?.[1];
  if (infected !== undefined) return { found: 'infected', what: infected };
  return { found: 'unknown', why: answer };
}
