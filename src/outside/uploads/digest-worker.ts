/** What the thread of digests is asked. Offsets in bytes. */
export type DigestQuestion =
  /** Read on as far as that, so that little is left to do at the end. */
  | {
      readonly ask: 'follow' | 'finish';
      readonly id: number;
      readonly key: string;
      readonly path: string;
      readonly upTo: number;
    }
  /** The bytes from there on are others by now, or nobody needs them any more. */
  | { readonly ask: 'forget'; readonly id: number; readonly key: string };

/** Its answer. */
export interface DigestAnswer {
  readonly id: number;
  readonly sha256?: string;
  readonly sm3?: string;
  readonly error?: string;
}

/**
 * The thread itself: digests files beside the thread that serves requests, reading behind what is being written. It
 * runs as the source of this function, so that it needs no file of its own; it may use nothing from outside itself.
 */
export function digestThread(): void {
  const { createHash } = process.getBuiltinModule('node:crypto');
  const { closeSync, openSync, readSync } = process.getBuiltinModule('node:fs');
  const { parentPort } = process.getBuiltinModule('node:worker_threads');
  type Progress = Record<'sha256' | 'sm3', ReturnType<typeof createHash>> & { at: number };
  const MOST = 1_000;
  const buffer = Buffer.allocUnsafe(1024 * 1024);
  const known = new Map<string, Progress>();

  const progressOf = (key: string, upTo: number): Progress => {
    const before = known.get(key);
    known.delete(key);
    // Read further than is asked for: it was cut off meanwhile.
    const begun = before && before.at <= upTo ? before : undefined;
    const progress = begun ?? { sha256: createHash('sha256'), sm3: createHash('sm3'), at: 0 };
    if (known.size >= MOST) known.delete(known.keys().next().value ?? '');
    known.set(key, progress);
    return progress;
  };
  const readOn = (progress: Progress, path: string, upTo: number): void => {
    if (progress.at === upTo) return;
    const file = openSync(path, 'r');
    try {
      while (progress.at < upTo) {
        const read = readSync(file, buffer, 0, Math.min(buffer.length, upTo - progress.at), progress.at);
        if (read === 0) throw new Error('the file is shorter than it should be');
        const piece = buffer.subarray(0, read);
        progress.sha256.update(piece);
        progress.sm3.update(piece);
        progress.at += read;
      }
    } finally {
      closeSync(file);
    }
  };

  const answer = (question: DigestQuestion): Omit<DigestAnswer, 'id'> => {
    const { key } = question;
    if (question.ask === 'forget') {
      known.delete(key);
      return {};
    }
    const progress = progressOf(key, question.upTo);
    readOn(progress, question.path, question.upTo);
    if (question.ask === 'follow') return {};
    known.delete(key);
    return { sha256: progress.sha256.digest('hex'), sm3: progress.sm3.digest('hex') };
  };
  parentPort?.on('message', (question: DigestQuestion) => {
    try {
      parentPort.postMessage({ id: question.id, ...answer(question) });
    } catch (error) {
      known.delete(question.key);
      parentPort.postMessage({ id: question.id, error: String(error) });
    }
  });
}
