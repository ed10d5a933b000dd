import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import request, { type Response, type Test } from 'supertest';
import { buildApplication, buildPorts, type Composition } from '../../../src/app.module.js';
import type { CivilDate, Instant } from '../../../src/engine/clock/time.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { openidProvider, type ProviderSettings } from '../../../src/outside/identity/openid-provider.js';
import { totpCode } from '../../../src/outside/identity/totp.js';
import { loadSettings } from '../../../src/outside/settings/load-settings.js';
import type { IdentityPorts } from '../../../src/usecases/identity/identity-ports.js';
import { seedOrganisation } from '../../../src/usecases/organisation/seed-organisation.js';
import type { Local } from '../../support/identity-desk.js';
import { people, type Who } from '../../support/office.js';
import { officeOf } from '../../support/office-organisation.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';
import { TEST_SERVER_DEVIATIONS } from '../../support/test-database-url.js';

/** Where the provider sends browsers. Nobody listens there: the test takes them to the service itself. */
export const REDIRECT_URI = 'http://127.0.0.1:65123/v1/sign-in/oidc/callback';

const PROVIDER_LIMITS = { milliseconds: 3_000, bytes: 65_536 };

/** How a test wants its service. */
export interface SignInServiceOptions {
  readonly provider?: Omit<ProviderSettings, 'redirectUri'>;
  readonly publicUrl?: string;
  readonly trustedProxies?: readonly string[];
}

/** A browser's cookies. */
export type Jar = Map<string, string>;

/** A whole service with a wall clock that the test can move on. */
export class SignInService {
  private constructor(
    readonly composition: Composition,
    readonly database: TestDatabase,
    readonly server: Server,
    /** What was logged, at every level. */
    readonly logged: readonly string[],
    private readonly time: { ahead: number },
    private readonly end: () => Promise<void>,
  ) {}

  static async start(options: SignInServiceOptions = {}): Promise<SignInService> {
    const database = await createTestDatabase();
    const directory = mkdtempSync(join(tmpdir(), 'duecourse-sign-in-'));
    const defaults = loadSettings({});
    const settings = {
      ...defaults,
      installation: { ...defaults.installation, log: 'test.local/sign-in' },
      database: { ...defaults.database, poolSize: 4, allow: TEST_SERVER_DEVIATIONS },
      data: { directory },
      http: {
        ...defaults.http,
        publicUrl: options.publicUrl ?? null,
        trustedProxies: options.trustedProxies ?? [],
      },
    };
    const built = await buildPorts(database.url, settings, () => undefined);
    await seed(built);
    const logged: string[] = [];
    const time = { ahead: 0 };
    const wallClock = (): Instant => new Date(Date.now() + time.ahead).toISOString() as Instant;
    const identity: IdentityPorts = {
      ...built.identity,
      wallClock,
      provider: options.provider
        ? openidProvider({ ...options.provider, redirectUri: REDIRECT_URI }, wallClock, PROVIDER_LIMITS)
        : null,
    };
    const composition = { ...built, identity };
    const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
    const app = await buildApplication(composition, settings, log);
    await app.listen(0, '127.0.0.1');
    const end = async (): Promise<void> => {
      await app.close();
      await built.store.close();
      await database.drop();
      rmSync(directory, { recursive: true });
    };
    return new SignInService(composition, database, app.getHttpServer() as Server, logged, time, end);
  }

  close(): Promise<void> {
    return this.end();
  }

  /** Lets real time pass. */
  wait(seconds: number): void {
    this.time.ahead += seconds * 1_000;
  }

  get now(): Instant {
    return this.composition.identity.wallClock();
  }

  /** The origin of the service as the test reaches it. */
  get origin(): string {
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  send(method: 'get' | 'post' | 'delete', path: string): Test {
    return request(this.origin)[method](path).redirects(0);
  }

  /** By the token of a member of the office. */
  as(who: Who, method: 'get' | 'post' | 'delete', path: string): Test {
    return this.send(method, path).set('authorization', `Bearer ${seededToken(who)}`);
  }

  /** As a page of the service does it in a browser. */
  inBrowser(jar: Jar, method: 'get' | 'post' | 'delete', path: string): Test {
    const test = this.send(method, path).set('cookie', cookieHeader(jar));
    if (method === 'get') return test.set('sec-fetch-site', 'none');
    return test.set({
      ...{ origin: this.origin, 'sec-fetch-site': 'same-origin', 'idempotency-key': 'k' },
      ...(method === 'post' && { 'content-type': 'application/json' }),
    });
  }

  /** Opens and activates the account of a person, over HTTP. */
  async account(who: Who, password = `${who} rides a slow brown mule`): Promise<Local> {
    const account = who.toLowerCase();
    const { person } = people[who];
    const opened = await this.as('system', 'post', '/v1/accounts').send({ person, account }).expect(201);
    const { code } = (opened.body as { activation: { code: string } }).activation;
    const begun = await this.send('post', '/v1/activations').send({ account, code, password }).expect(201);
    const local = { account, password, secret: (begun.body as { secret: string }).secret };
    const confirmation = { account, code, totp: this.code(local) };
    await this.send('post', '/v1/activations/confirmations').send(confirmation).expect(201);
    this.wait(60);
    return local;
  }

  code({ secret }: Local): string {
    return totpCode(secret, this.now);
  }

  /** What a person types. */
  typed(local: Local, more: object = {}): Record<string, unknown> {
    return { account: local.account, password: local.password, totp: this.code(local), ...more };
  }

  /** A browser that signs in; its cookies. A minute passes, so that the next code is a new one. */
  async browser(local: Local): Promise<Jar> {
    const answer = await this.send('post', '/v1/sign-in').send(this.typed(local)).expect(201);
    this.wait(60);
    return keepCookies(new Map(), answer);
  }

  /** A command-line client that signs in; its token. */
  async client(local: Local): Promise<string> {
    const answer = await this.send('post', '/v1/sign-in')
      .send(this.typed(local, { as: 'bearer' }))
      .expect(201);
    this.wait(60);
    return (answer.body as { token: string }).token;
  }

  /** A browser sent to the provider: its cookies, and what the provider is asked. */
  async toProvider(jar: Jar = new Map()): Promise<{ readonly jar: Jar; readonly url: URL }> {
    const answer = await this.send('get', '/v1/sign-in/oidc').set('cookie', cookieHeader(jar)).expect(302);
    return { jar: keepCookies(jar, answer), url: new URL(answer.headers['location'] as string) };
  }

  /** The browser comes back. */
  async back(jar: Jar, query: string | Readonly<Record<string, string>>): Promise<Response> {
    const search = typeof query === 'string' ? query : new URLSearchParams(query).toString();
    const answer = await this.send('get', `/v1/sign-in/oidc/callback?${search}`)
      .set('cookie', cookieHeader(jar))
      .set('sec-fetch-site', 'cross-site');
    keepCookies(jar, answer);
    return answer;
  }

  async sessions(): Promise<number> {
    const rows = await this.database.owner.query<object[]>(`select id from sessions where kind <> 'token'`);
    return rows.length;
  }
}

/** The bearer token of a member of the office. */
export function seededToken(who: Who): string {
  return `token-of-${who}-for-tests`;
}

/** Cookies as a browser sends them. */
export function cookieHeader(jar: Jar): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}

/** Keeps what an answer sets, as a browser does. */
export function keepCookies(jar: Jar, answer: Response): Jar {
  for (const header of (answer.headers['set-cookie'] as unknown as string[] | undefined) ?? []) {
    const [pair = ''] = header.split(';');
    const at = pair.indexOf('=');
    if (/max-age=0/i.test(header)) jar.delete(pair.slice(0, at));
    else jar.set(pair.slice(0, at), pair.slice(at + 1));
  }
  return jar;
}

async function seed({ ports, store }: Composition): Promise<void> {
  const { changes, names } = officeOf(people, []);
  await seedOrganisation(ports)({
    ...{ authority: '测试机关', validFrom: '2014-01-01' as CivilDate, changes, names },
  });
  for (const who of Object.keys(people) as Who[]) {
    await store.sessions.issueToken(nodeHash.sha256(seededToken(who)), people[who].person);
  }
}
