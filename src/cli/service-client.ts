import { randomUUID } from 'node:crypto';
import type { Token } from './running-service.js';

/** What the service answered. */
export interface Reply {
  readonly status: number;
  // Whatever the interface says; the demonstration reads a few members of it.
  readonly body: Readonly<Record<string, unknown>>;
}

/** A person at the keyboard: speaks HTTP under his own token. */
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
    return this.#send(code, path, { method: 'GET' });
  }

  /** Every POST carries a key of its own, so that a lost answer may be asked for again. */
  post(code: string, path: string, body: unknown, key: string = randomUUID()): Promise<Reply> {
    return this.#send(code, path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
    });
  }

  async #send(
    code: string,
    path: string,
    request: { readonly method: string; readonly body?: string; readonly headers?: Record<string, string> },
  ): Promise<Reply> {
    const authorization = `Bearer ${this.person(code).token}`;
    const answer = await fetch(this.url + path, {
      ...request,
      headers: { ...request.headers, authorization },
    });
    return { status: answer.status, body: (await answer.json()) as Reply['body'] };
  }
}
