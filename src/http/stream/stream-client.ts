import type { SignedIn } from '../../usecases/identity/signed-in.js';

/** Where a client's events go: one response that stays open. */
export interface StreamSink {
  /** False: it does not take more for now; `onDrain` says when it does again. */
  write(text: string): boolean;
  onDrain(ready: () => void): void;
  end(): void;
}

/** Events that wait for a client that reads slowly; with more it is told to read everything anew. */
const MOST_WAITING = 500;

/** Milliseconds for which a client may take nothing at all. */
const LONGEST_SILENCE_MS = 60_000;

/** One open stream: a queue that never grows beyond a bound. */
export class StreamClient {
  #waiting: string[] = [];
  #blockedSince: number | undefined;
  #held = true;
  #ended = false;

  constructor(
    readonly me: SignedIn,
    private readonly sink: StreamSink,
    /** The position at which it came: everything later is sent to it. */
    readonly after: number,
  ) {}

  /** Sends an event, or keeps it until the client takes it. @param position where a resumed stream goes on */
  send(event: string, data: Readonly<Record<string, unknown>>, position?: number): void {
    const id = position === undefined ? '' : `id: ${position}\n`;
    this.#put(`${id}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`, position);
  }

  /** A line that keeps proxies from closing the connection. Nothing is sent to a client that takes nothing. */
  beat(): void {
    if (this.#waiting.length === 0 && this.#blockedSince === undefined) this.#write(': heartbeat\n\n');
  }

  /** What was sent while the stream was being resumed may go now. */
  release(): void {
    this.#held = false;
    this.#flush();
  }

  /** Sent at once, before anything that waits. */
  first(text: string): void {
    this.#write(text);
  }

  isStuck(nowMs: number): boolean {
    return this.#blockedSince !== undefined && nowMs - this.#blockedSince > LONGEST_SILENCE_MS;
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#waiting = [];
    this.sink.end();
  }

  #put(text: string, position: number | undefined): void {
    if (this.#ended) return;
    if (!this.#held && this.#blockedSince === undefined) return this.#write(text);
    this.#waiting.push(text);
    if (this.#waiting.length <= MOST_WAITING) return;
    const at = position === undefined ? '' : `id: ${position}\n`;
    this.#waiting = [`${at}event: resync\ndata: {}\n\n`];
  }

  #flush(): void {
    while (this.#blockedSince === undefined) {
      const text = this.#waiting.shift();
      if (text === undefined) return;
      this.#write(text);
    }
  }

  #write(text: string): void {
    if (this.#ended || this.sink.write(text)) return;
    this.#blockedSince ??= Date.now();
    this.sink.onDrain(() => {
      this.#blockedSince = undefined;
      if (!this.#held) this.#flush();
    });
  }
}
