import { randomUUID } from 'node:crypto';
import type { Token } from './running-service.js';

/** What the service answered. */
export interface Reply {
  readonly status: number;
  // Whatever the interface says; the demonstration reads a few members of it.
  readonly body: Readonly<Record<string, unknown>>;
}

/** How a request is sent. */
interface Sending {
  readonly method: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

/** A person at the keyboard: speaks HTTP under his own token, or as one of the public under none. */
export class ServiceClient {
  constructor(
    private readonly url: string,
    private readonly tokens: readonly Token[],
  ) {}

  /** The seeded person of that code. @throws Error for an unknown one */
  person(code: string): Token {
    const found = this.tokens.find(({ person }) => person === code);
    if (!found) throw new Error(`nobody is ${code}`);
    return found;
  }

  get(code: string, path: string): Promise<Reply> {
    return this.#send(path, { method: 'GET', headers: this.#signed(code) });
  }

  /** Every POST carries a key of its own, so that a lost answer may be asked for again. */
  post(code: string, path: string, body: unknown, key: string = randomUUID()): Promise<Reply> {
    return this.#send(path, posting(body, key, this.#signed(code)));
  }

  /** What everybody may read. */
  getOpenly(path: string): Promise<Reply> {
    return this.#send(path, { method: 'GET' });
  }

  /** What anybody may send, without signing in. */
  postOpenly(path: string, body: unknown): Promise<Reply> {
    return this.#send(path, posting(body, randomUUID(), {}));
  }

  #signed(code: string): Record<string, string> {
    return { authorization: `Bearer ${this.person(code).token}` };
  }

  async #send(path: string, request: Sending): Promise<Reply> {
    const answer = await fetch(this.url + path, request);
    return { status: answer.status, body: (await answer.json()) as Reply['body'] };
  }
}

function posting(body: unknown, key: string, headers: Record<string, string>): Sending {
  return {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': key },
  };
}
