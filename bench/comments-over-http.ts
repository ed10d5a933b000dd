import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { besideThis } from './server-under-load.js';

/** What came of comments that were sent. */
export interface Flooded {
  readonly sent: number;
  /** Answered with a receipt. */
  readonly received: number;
  readonly seconds: number;
  /** The first answer that was no receipt. */
  readonly refused: string;
  /** Milliseconds. */
  readonly slowest: number;
}

/** The public commenting on one consultation over HTTP, from a process of its own. */
export class CommentFlood {
  readonly #process: ChildProcess;

  constructor(port: number, stream: string) {
    this.#process = fork(besideThis('comment-flood'), [String(port), stream]);
  }

  begin(perSecond: number): void {
    this.#process.send({ perSecond });
  }

  /** Ends it when everybody has his answer. @throws when somebody got no receipt */
  async end(): Promise<Flooded> {
    const told = once(this.#process, 'message');
    this.#process.send({ perSecond: 0 });
    const [flooded] = (await told) as [Flooded];
    if (flooded.received !== flooded.sent)
      throw new Error(`not every comment has its receipt: ${flooded.refused}`);
    return flooded;
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }
}
