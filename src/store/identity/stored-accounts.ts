import type { DataSource } from 'typeorm';
import type { Instant } from '../../engine/clock/time.js';
import type { ProviderIdentity } from '../../usecases/identity/account-change.js';
import type { Accounts, StoredAccount } from '../../usecases/identity/identity-ports.js';
import { type NamedStatement, runNamed } from '../named-statement.js';

interface AccountValues {
  readonly id: string;
  readonly person: string;
  readonly login: string;
  readonly password_hash: string | null;
  readonly password_set_at: Date | null;
  readonly totp_secret: string | null;
  readonly last_step: number | null;
  readonly pending_password_hash: string | null;
  readonly pending_totp_secret: string | null;
  readonly activation_sha256: string | null;
  readonly activation_expires_at: Date | null;
}

const COLUMNS = `a.id, a.person, a.login, a.password_hash, a.password_set_at, a.totp_secret, a.last_step,
  a.pending_password_hash, a.pending_totp_secret, a.activation_sha256, a.activation_expires_at`;

const by = (column: 'id' | 'login' | 'person'): NamedStatement => ({
  name: `account-by-${column}`,
  text: `select ${COLUMNS} from accounts a where a.${column} = $1`,
});

const BY_ID = by('id');
const BY_LOGIN = by('login');
const BY_PERSON = by('person');

const BY_IDENTITY: NamedStatement = {
  name: 'account-by-identity',
  text: `select ${COLUMNS} from identities i join accounts a on a.id = i.account
    where i.issuer = $1 and i.subject = $2`,
};

const IDENTITIES: NamedStatement = {
  name: 'account-identities',
  text: 'select id, issuer, subject from identities where account = $1 order by issuer, subject',
};

const ANY_SEALED: NamedStatement = {
  name: 'account-any-sealed',
  text: `select id as account, coalesce(totp_secret, pending_totp_secret) as sealed from accounts
    where totp_secret is not null or pending_totp_secret is not null limit 1`,
};

/** Accounts on PostgreSQL. Reading only: appends write them. */
export class StoredAccounts implements Accounts {
  constructor(private readonly dataSource: DataSource) {}

  byId(id: string): Promise<StoredAccount | undefined> {
    return this.#one(BY_ID, [id]);
  }

  byLogin(login: string): Promise<StoredAccount | undefined> {
    return this.#one(BY_LOGIN, [login]);
  }

  byPerson(person: string): Promise<StoredAccount | undefined> {
    return this.#one(BY_PERSON, [person]);
  }

  byIdentity({ issuer, subject }: ProviderIdentity): Promise<StoredAccount | undefined> {
    return this.#one(BY_IDENTITY, [issuer, subject]);
  }

  identities(account: string): Promise<readonly (ProviderIdentity & { readonly id: string })[]> {
    return runNamed(this.dataSource, IDENTITIES, [account]);
  }

  async anySealed(): Promise<{ readonly account: string; readonly sealed: string } | undefined> {
    const [row] = await runNamed<{ account: string; sealed: string }>(this.dataSource, ANY_SEALED, []);
    return row;
  }

  async #one(statement: NamedStatement, values: readonly string[]): Promise<StoredAccount | undefined> {
    const [row] = await runNamed<AccountValues>(this.dataSource, statement, values);
    return row && accountOf(row);
  }
}

function accountOf(row: AccountValues): StoredAccount {
  return {
    id: row.id,
    person: row.person,
    login: row.login,
    passwordHash: row.password_hash,
    passwordSetAt: instantOf(row.password_set_at),
    totpSecret: row.totp_secret,
    lastStep: row.last_step,
    pendingPasswordHash: row.pending_password_hash,
    pendingTotpSecret: row.pending_totp_secret,
    activationSha256: row.activation_sha256,
    activationExpiresAt: instantOf(row.activation_expires_at),
  };
}

function instantOf(date: Date | null): Instant | null {
  return date && (date.toISOString() as Instant);
}
