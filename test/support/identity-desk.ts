import type { LedgerRecord } from '../../src/engine/audit/record.js';
import type { Instant } from '../../src/engine/clock/time.js';
import { argon2Passwords } from '../../src/outside/identity/argon2-passwords.js';
import { systemSecrets } from '../../src/outside/identity/secrets.js';
import { totpCode, totpCodes } from '../../src/outside/identity/totp.js';
import { sealingVault } from '../../src/outside/identity/vault.js';
import { beginActivation, confirmActivation } from '../../src/usecases/identity/activation.js';
import { openAccount } from '../../src/usecases/identity/administer-accounts.js';
import type {
  IdentityPorts,
  IdentityProvider,
  IdentityRules,
} from '../../src/usecases/identity/identity-ports.js';
import { signIn, type SignInAnswer, type SignInRequest } from '../../src/usecases/identity/sign-in.js';
import type { SignedIn } from '../../src/usecases/identity/signed-in.js';
import type { StartedSession } from '../../src/usecases/identity/start-session.js';
import { whoIs } from '../../src/usecases/identity/who-is.js';
import { askerOf, Office, people, type Who } from './office.js';

/** What an installation has by default. */
export const RULES: IdentityRules = {
  ...{ idleMinutes: 30, absoluteHours: 10, sessionsAtOnce: 3, activationDays: 7, passwords: 'nist' },
  locks: { freeForAccount: 3, freeForAddress: 10, longestSeconds: 900, forgetSeconds: 3_600 },
};

/** A person's local account, secrets and all. */
export interface Local {
  readonly account: string;
  readonly password: string;
  readonly secret: string;
}

/** What a test of this desk may choose. */
export interface DeskOptions {
  readonly rules?: Partial<IdentityRules>;
  readonly provider?: IdentityProvider;
  readonly mode?: 'real' | 'simulated';
}

let passwords: Awaited<ReturnType<typeof argon2Passwords>> | undefined;

/** Identity without HTTP over the test office, with a wall clock that stands where it was put. */
export class IdentityDesk {
  private constructor(
    readonly office: Office,
    readonly ports: IdentityPorts,
    private readonly wall: { at: number; evaluated: number },
  ) {}

  static async open(options: DeskOptions = {}): Promise<IdentityDesk> {
    passwords ??= await argon2Passwords();
    const office = await Office.open({ procedures: [], notices: [], mode: options.mode ?? 'real' });
    const { accounts, sessions, attempts, flows } = office.store;
    const slow = passwords;
    const wall = { at: Date.parse('2026-09-28T01:00:00.000Z'), evaluated: 0 };
    const ports: IdentityPorts = {
      ...office.ports,
      ...{ accounts, sessions, attempts, flows, codes: totpCodes, secrets: systemSecrets },
      wallClock: () => new Date(wall.at).toISOString() as Instant,
      passwords: {
        ...slow,
        verify: (hash, password) => {
          wall.evaluated += 1;
          return slow.verify(hash, password);
        },
      },
      vault: sealingVault(Buffer.alloc(32, 7)),
      provider: options.provider ?? null,
      identityRules: { ...RULES, ...options.rules },
    };
    return new IdentityDesk(office, ports, wall);
  }

  get now(): Instant {
    return this.ports.wallClock();
  }

  /** How often a password was really looked at. */
  get evaluated(): number {
    return this.wall.evaluated;
  }

  /** Lets real time pass. */
  wait(seconds: number): void {
    this.wall.at += seconds * 1_000;
  }

  close(): Promise<void> {
    return this.office.close();
  }

  /** The account of a person, opened and activated. A minute passes, so that the next code is a new one. */
  async account(who: Who, password = `${who} rides a slow brown mule`): Promise<Local> {
    const opened = await openAccount(this.ports)(askerOf('system'), {
      person: people[who].person,
      account: who.toLowerCase(),
      activation: true,
    });
    if (opened.outcome !== 'opened' || !opened.activation) throw new Error(JSON.stringify(opened));
    return this.activate(opened.account, opened.activation.code, password);
  }

  /** Both steps of an activation. */
  async activate(account: string, code: string, password: string): Promise<Local> {
    const address = '192.0.2.9';
    const begun = await beginActivation(this.ports)({ account, code, password, address });
    if (begun.outcome !== 'begun') throw new Error(JSON.stringify(begun));
    const local = { account, password, secret: begun.secret };
    const done = await confirmActivation(this.ports)({ account, code, totp: this.code(local), address });
    if (done.outcome !== 'activated') throw new Error(JSON.stringify(done));
    this.wait(60);
    return local;
  }

  /** What the person's authenticator app shows now. */
  code({ secret }: Local): string {
    return totpCode(secret, this.now);
  }

  /** A sign-in as typed; everything right unless told otherwise. */
  try(local: Local, typed: Partial<SignInRequest> = {}): Promise<SignInAnswer> {
    const { account, password } = local;
    return signIn(this.ports)({
      ...{ account, password, totp: this.code(local), kind: 'browser', address: '192.0.2.7' },
      ...typed,
    });
  }

  /** A session that must begin. A minute passes, so that the next code is a new one. */
  async signedIn(local: Local, typed: Partial<SignInRequest> = {}): Promise<StartedSession> {
    const answer = await this.try(local, typed);
    if (answer.outcome !== 'signedIn') throw new Error(JSON.stringify(answer));
    this.wait(60);
    return answer;
  }

  who(token: string, sent: 'cookie' | 'header' = 'cookie'): Promise<SignedIn | undefined> {
    return whoIs(this.ports)(token, sent);
  }

  /** The person behind a session that must be good. */
  async me(session: { readonly token: string }, sent: 'cookie' | 'header' = 'cookie'): Promise<SignedIn> {
    const me = await this.who(session.token, sent);
    if (!me) throw new Error('not signed in');
    return me;
  }

  /** The records of a person's account. */
  async records(who: Who): Promise<readonly LedgerRecord[]> {
    const account = await this.ports.accounts.byPerson(people[who].person);
    return account ? this.recordsOf(account.id) : [];
  }

  async recordsOf(stream: string): Promise<readonly LedgerRecord[]> {
    return (await this.ports.ledger.records(stream, 0, 500)).map(({ record }) => record);
  }

  /** Their types, without the `account.` that all begin with. */
  async story(who: Who): Promise<readonly string[]> {
    return (await this.records(who)).map(({ type }) => type.replace('account.', ''));
  }
}
