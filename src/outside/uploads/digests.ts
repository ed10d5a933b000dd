import { Worker } from 'node:worker_threads';
import type { DigestPair } from '../../engine/audit/record.js';
import { digestThread, type DigestAnswer, type DigestQuestion } from './digest-worker.js';

type Question = DigestQuestion extends infer One ? (One extends unknown ? Omit<One, 'id'> : never) : never;

interface Waiting {
  readonly resolve: (answer: DigestAnswer) => void;
  readonly reject: (problem: Error) => void;
}

/**
 * Digests of files that are being written, computed in a thread of its own: SM3 over half a gigabyte takes seconds, in
 * which nobody else is to wait. The thread starts with the first question and keeps no process alive.
 */
export class Digests {
  #worker: Worker | undefined;
  #last = 0;
  readonly #waiting = new Map<number, Waiting>();

  /** Reads on behind the writer. What it has read stays known until `finish` or `forget`. */
  async follow(key: string, path: string, upTo: number): Promise<void> {
    await this.#ask({ ask: 'follow', key, path, upTo });
  }

  /** Both digests of the first `size` bytes. */
  async finish(key: string, path: string, size: number): Promise<DigestPair> {
    const { sha256 = '', sm3 = '' } = await this.#ask({ ask: 'finish', key, path, upTo: size });
    return { sha256, sm3 };
  }

  async forget(key: string): Promise<void> {
    if (this.#worker) await this.#ask({ ask: 'forget', key });
  }

  #ask(question: Question): Promise<DigestAnswer> {
    const worker = (this.#worker ??= this.#start());
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ ...question, id });
    });
  }

  #start(): Worker {
    const worker = new Worker(`(${digestThread.toString()})()`, { eval: true, execArgv: [] });
    worker.unref();
    worker.on('message', (answer: DigestAnswer) => {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if (this.#waiting.size === 0) worker.unref();
      if (answer.error === undefined) waiting?.resolve(answer);
      else waiting?.reject(new Error(answer.error));
    });
    worker.on('error', (problem) => this.#lost(problem as Error));
    worker.on('exit', () => this.#lost(new Error('the thread of digests has ended')));
    return worker;
  }

  /** Whoever waits is told; the next question starts another thread, which reads anew. */
  #lost(problem: Error): void {
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) reject(problem);
    this.#waiting.clear();
  }
}
