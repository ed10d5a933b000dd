import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

/** What the provider is asked at its token endpoint. */
export type TokenRequest = URLSearchParams;

/** How a test makes the provider behave; everything as it should be unless it says otherwise. */
export interface Behaviour {
  /** The identity token, from what would be right. */
  readonly idToken?: (right: RightToken) => Promise<string | undefined> | string | undefined;
  /** Writes the answer of an endpoint itself. */
  readonly token?: Answer;
  readonly keys?: Answer;
  readonly metadata?: Answer;
}

export type Answer = (response: ServerResponse, right: unknown) => void;

/** A right identity token in parts, and the means to make others. */
export interface RightToken {
  readonly claims: JWTPayload & Readonly<Record<string, unknown>>;
  readonly key: CryptoKey;
  readonly kid: string;
  readonly publicJwk: JWK;
  /** Signs claims as the provider does. */
  readonly sign: (
    claims?: JWTPayload,
    header?: Readonly<Record<string, unknown>>,
    key?: CryptoKey,
  ) => Promise<string>;
}

export const CLIENT = 'duecourse-test';

/** An OpenID Connect provider under the test's command. Browsers never see it: the test goes for them. */
export class EvilProvider {
  behaviour: Behaviour = {};
  /** Its clock, which a test may let go with the service's. */
  clock: () => number = Date.now;
  /** How often the keys were fetched. */
  keyFetches = 0;
  /** What was asked at the token endpoint. */
  readonly tokenRequests: TokenRequest[] = [];
  #nonces = new Map<string, string>();
  #keys: { readonly key: CryptoKey; readonly jwk: JWK }[] = [];

  private constructor(
    private readonly server: Server,
    readonly issuer: string,
  ) {}

  static async start(): Promise<EvilProvider> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const provider = new EvilProvider(server, `http://127.0.0.1:${port}`);
    server.on('request', (request, response) => void provider.answer(request, response));
    await provider.rotate('first');
    return provider;
  }

  /** Replaces the signing key by another one. @param keep leaves the old ones published */
  async rotate(kid: string, keep = false): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk: JWK = { ...(await exportJWK(publicKey)), kid, use: 'sig' };
    this.#keys = [{ key: privateKey, jwk }, ...(keep ? this.#keys : [])];
  }

  /** The code that a browser would bring back for a flow begun with this nonce. */
  codeFor(nonce: string): string {
    const code = `code-${this.#nonces.size}`;
    this.#nonces.set(code, nonce);
    return code;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', this.issuer).pathname;
    if (path === '/token') return this.answerToken(request, response);
    if (path === '/keys') {
      this.keyFetches += 1;
      return this.send(response, this.behaviour.keys, { keys: this.#keys.map(({ jwk }) => jwk) });
    }
    return this.send(response, this.behaviour.metadata, {
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`,
      jwks_uri: `${this.issuer}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      // It claims to know everything, so that nothing is refused for want of an announcement.
      id_token_signing_alg_values_supported: ['RS256', 'RS512', 'PS256', 'ES256', 'EdDSA', 'HS256', 'none'],
      authorization_response_iss_parameter_supported: true,
      code_challenge_methods_supported: ['S256'],
    });
  }

  private async answerToken(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const asked = new URLSearchParams(body);
    this.tokenRequests.push(asked);
    const nonce = this.#nonces.get(asked.get('code') ?? '');
    if (nonce === undefined) {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: 'invalid_grant' }));
      return;
    }
    const right = this.rightToken(nonce);
    const make = this.behaviour.idToken ?? (({ sign }: RightToken) => sign());
    const idToken = await make(right);
    this.send(response, this.behaviour.token, {
      access_token: 'access',
      token_type: 'Bearer',
      expires_in: 300,
      ...(idToken !== undefined && { id_token: idToken }),
    });
  }

  private rightToken(nonce: string): RightToken {
    const [current] = this.#keys;
    if (!current) throw new Error('a provider without keys');
    const { key, jwk } = current;
    const now = Math.floor(this.clock() / 1_000);
    const claims = { iss: this.issuer, sub: 'sub-1', aud: CLIENT, nonce, iat: now, exp: now + 300 };
    return {
      ...{ claims, key, kid: jwk.kid as string, publicJwk: jwk },
      sign: (own = claims, header = {}, by = key) =>
        new SignJWT(own).setProtectedHeader({ alg: 'RS256', kid: jwk.kid as string, ...header }).sign(by),
    };
  }

  private send(response: ServerResponse, own: Answer | undefined, right: object): void {
    if (own) {
      own(response, right);
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(right));
  }
}
