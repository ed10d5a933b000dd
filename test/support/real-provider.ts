import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Provider } from 'oidc-provider';

/** A client registered at the provider. */
export interface RegisteredClient {
  readonly id: string;
  readonly secret: string;
  readonly redirectUri: string;
}

/** A certified OpenID Connect provider on loopback; people sign in by typing any name. */
export class RealProvider {
  #server: Server | undefined;
  #handler: ReturnType<Provider['callback']> | undefined;

  private constructor(
    readonly issuer: string,
    private readonly port: number,
    private readonly clients: readonly RegisteredClient[],
  ) {}

  static async start(clients: readonly RegisteredClient[]): Promise<RealProvider> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    await new Promise((done) => server.close(done));
    const provider = new RealProvider(`http://127.0.0.1:${port}`, port, clients);
    await provider.rotate('real-1');
    await provider.up();
    return provider;
  }

  /** Another signing key; nothing of the old one is left. */
  async rotate(kid: string): Promise<void> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const key: JWK = { ...(await exportJWK(privateKey)), kid, use: 'sig', alg: 'RS256' };
    const provider = await quietly(this.issuer, {
      clients: this.clients.map(({ id, secret, redirectUri }) => ({
        ...{ client_id: id, client_secret: secret, redirect_uris: [redirectUri] },
        ...{ response_types: ['code'], grant_types: ['authorization_code'] },
      })),
      jwks: { keys: [key] } as never,
      cookies: { keys: ['for tests alone'] },
      pkce: { required: () => true },
      findAccount: (_context: unknown, sub: string) => ({ accountId: sub, claims: () => ({ sub }) }),
      features: { devInteractions: { enabled: true } },
      renderError: (context: { body: unknown }, { error }: { error: string }) => {
        context.body = error;
      },
      ttl: {
        Interaction: 600,
        Session: 600,
        Grant: 600,
        IdToken: 300,
        AccessToken: 300,
        AuthorizationCode: 60,
      },
    });
    this.#handler = provider.callback();
  }

  /** Answers again, at the same address. */
  async up(): Promise<void> {
    const server = createServer((request, response) => void this.#handler?.(request, response));
    await new Promise<void>((done) => server.listen(this.port, '127.0.0.1', done));
    this.#server = server;
  }

  /** Stops answering. */
  async down(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((done) => this.#server?.close(done));
  }

  /**
   * A browser goes through sign-in and consent. @returns the address of ours to which the provider sends it, or the
   * status with which the provider refuses
   */
  async signIn(authorization: string, login: string): Promise<URL | number> {
    const cookies = new Map<string, string>();
    let next = new URL(authorization);
    for (let step = 0; step < 12; step++) {
      const interaction = /^\/interaction\/[^/]+$/.test(next.pathname);
      const prompt = interaction ? await this.#promptOf(next, cookies) : undefined;
      const response = await fetch(next, {
        redirect: 'manual',
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(prompt && {
          method: 'POST',
          body: new URLSearchParams({ prompt, ...(prompt === 'login' && { login, password: 'any' }) }),
        }),
      });
      keepCookies(cookies, response);
      await response.arrayBuffer();
      const location = response.headers.get('location');
      if (location === null) return response.status;
      next = new URL(location, next);
      if (next.origin !== this.issuer) return next;
    }
    throw new Error('the provider goes round in circles');
  }

  async #promptOf(address: URL, cookies: Map<string, string>): Promise<string> {
    const response = await fetch(address, {
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    keepCookies(cookies, response);
    const prompt = /name="prompt" value="(\w+)"/.exec(await response.text())?.[1];
    if (prompt === undefined) throw new Error('no form to sign in');
    return prompt;
  }
}

/** It warns of what suits tests alone, as it should. */
async function quietly(...made: ConstructorParameters<typeof Provider>): Promise<Provider> {
  const { info, warn } = console;
  Object.assign(console, { info: () => undefined, warn: () => undefined });
  try {
    const { Provider: RealOne } = await import('oidc-provider');
    return new RealOne(...made);
  } finally {
    Object.assign(console, { info, warn });
  }
}

function keepCookies(cookies: Map<string, string>, response: Response): void {
  for (const header of response.headers.getSetCookie()) {
    const [pair = ''] = header.split(';');
    const at = pair.indexOf('=');
    cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}
