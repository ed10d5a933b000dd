import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** What a receiver does with a message that it has read, and how often out of a thousand. */
export type Whims = Readonly<Partial<Record<Whim, number>>>;

type Whim =
  | 'fails'
  | 'asksToWait'
  | 'redirects'
  | 'resetsUnanswered'
  | 'resetsHalfway'
  | 'hangs'
  | 'drips'
  | 'floods'
  | 'talksNonsense';

/** Everything that a receiver can do wrong, some of it often. */
export const HOSTILE: Whims = {
  ...{ fails: 50, asksToWait: 5, redirects: 10, resetsUnanswered: 20, resetsHalfway: 10 },
  ...{ hangs: 3, drips: 3, floods: 2, talksNonsense: 20 },
};

/** A receiver that keeps count: of each case which event comes next, and whether one ever came before its turn. */
export class HostileReceiver {
  readonly #next = new Map<string, number>();
  readonly #server: Server;
  readonly #hanging = new Set<ServerResponse>();
  received = 0;
  duplicates = 0;
  forged = 0;
  readonly outOfTurn: string[] = [];

  /** @param secret checks one signature in a hundred; absent: none */
  constructor(
    private readonly whims: Whims,
    private readonly secret?: string,
    private readonly chance: () => number = Math.random,
  ) {
    this.#server = createServer((request, response) => void this.#take(request, response));
    this.#server.keepAliveTimeout = 60_000;
  }

  async listen(): Promise<string> {
    await new Promise<void>((ready) => this.#server.listen(0, '127.0.0.1', ready));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  /** How many different events have come. */
  get distinct(): number {
    return [...this.#next.values()].reduce((sum, next) => sum + next, 0);
  }

  async close(): Promise<void> {
    for (const response of this.#hanging) response.destroy();
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      // Whoever sends was killed halfway: nothing was received.
      return;
    }
    response.on('error', () => undefined);
    this.#count(request, Buffer.concat(chunks).toString('utf8'));
    this.#answer(response);
  }

  #count(request: IncomingMessage, body: string): void {
    this.received += 1;
    if (this.secret !== undefined && this.received % 100 === 1) this.#verify(request, body, this.secret);
    const { subject, sequence } = JSON.parse(body) as { subject: string; sequence: string };
    const next = this.#next.get(subject) ?? 0;
    const seq = Number(sequence);
    if (seq === next) this.#next.set(subject, next + 1);
    else if (seq < next) this.duplicates += 1;
    else this.outOfTurn.push(`${subject}: ${seq} before ${next}`);
  }

  #verify({ headers }: IncomingMessage, body: string, secret: string): void {
    try {
      new Webhook(secret).verify(body, headers as Record<string, string>);
    } catch {
      this.forged += 1;
    }
  }

  #answer(response: ServerResponse): void {
    switch (this.#whim()) {
      case 'fails':
        return void response.writeHead(500).end('out of order');
      case 'asksToWait':
        return void response.writeHead(429, { 'retry-after': '1' }).end();
      case 'redirects':
        return void response.writeHead(307, { location: '/hook' }).end();
      case 'resetsUnanswered':
        return void response.destroy();
      case 'resetsHalfway':
        response.writeHead(200, { 'content-length': 1_000 }).write('half of');
        return void setTimeout(() => response.destroy(), 5);
      case 'hangs':
        return void this.#hanging.add(response);
      case 'drips': {
        response.writeHead(200);
        const drip = setInterval(() => response.write('.'), 50);
        return void response.on('close', () => clearInterval(drip));
      }
      case 'floods':
        return void response.writeHead(200).end('x'.repeat(3_000_000));
      case 'talksNonsense':
        return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok": fal');
      case undefined:
        return void response.writeHead(204).end();
    }
  }

  #whim(): Whim | undefined {
    let drawn = this.chance() * 1_000;
    for (const [whim, often] of Object.entries(this.whims) as [Whim, number][]) {
      if (drawn < often) return whim;
      drawn -= often;
    }
    return undefined;
  }
}
