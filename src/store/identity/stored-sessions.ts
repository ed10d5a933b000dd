import type { DataSource } from 'typeorm';
import type { Instant } from '../../engine/clock/time.js';
import type { SessionKind, SignInMethod } from '../../usecases/identity/account-change.js';
import type { FoundSession, Sessions, StoredSession } from '../../usecases/identity/identity-ports.js';
import type { PersonKind } from '../../usecases/ports.js';
import { type NamedStatement, runNamed } from '../named-statement.js';

interface SessionValues {
  readonly token_sha256: string;
  readonly id: string;
  readonly person: string;
  readonly account: string | null;
  readonly kind: SessionKind;
  readonly sign_in: SignInMethod;
  readonly scopes: readonly string[] | null;
  readonly name: string | null;
  readonly authenticated_at: Date;
  readonly last_seen_at: Date;
  readonly expires_at: Date | null;
}

const COLUMNS = `s.token_sha256, s.id, s.person, s.account, s.kind, s.sign_in, s.scopes, s.name, s.authenticated_at,
  s.last_seen_at, s.expires_at`;

const FIND: NamedStatement = {
  name: 'session-find',
  text: `select ${COLUMNS}, p.name as person_name, p.kind as person_kind
    from sessions s join people p on p.person = s.person where s.token_sha256 = $1`,
};

const SEEN: NamedStatement = {
  name: 'session-seen',
  text: 'update sessions set last_seen_at = $2 where token_sha256 = $1 and last_seen_at < $2',
};

const OF_PERSON: NamedStatement = {
  name: 'sessions-of-person',
  text: `select ${COLUMNS} from sessions s where s.person = $1 order by s.authenticated_at, s.id`,
};

// The id of such a token tells nothing of it, and putting it in place again gives it the same one.
const ISSUE: NamedStatement = {
  name: 'session-issue',
  text: `insert into sessions (token_sha256, id, person, kind, sign_in, name, authenticated_at, last_seen_at)
    values ($1, md5('issued ' || $1)::uuid::text, $2, 'token', 'bearer', 'seed', clock_timestamp(), clock_timestamp())
    on conflict (token_sha256) do update set person = excluded.person`,
};

/** Sessions and tokens on PostgreSQL. Appends begin and end them; here they are read, and seen to be used. */
export class StoredSessions implements Sessions {
  constructor(private readonly dataSource: DataSource) {}

  async find(tokenSha256: string): Promise<FoundSession | undefined> {
    type Found = SessionValues & { readonly person_name: string; readonly person_kind: PersonKind };
    const [row] = await runNamed<Found>(this.dataSource, FIND, [tokenSha256]);
    return row && { ...sessionOf(row), personName: row.person_name, personKind: row.person_kind };
  }

  async seen(tokenSha256: string, at: Instant): Promise<void> {
    await runNamed(this.dataSource, SEEN, [tokenSha256, at]);
  }

  async ofPerson(person: string): Promise<readonly StoredSession[]> {
    return (await runNamed<SessionValues>(this.dataSource, OF_PERSON, [person])).map(sessionOf);
  }

  /** Puts a bearer token in place for a person who may have no account: for seeds, and nothing is recorded. */
  async issueToken(tokenSha256: string, person: string): Promise<void> {
    await runNamed(this.dataSource, ISSUE, [tokenSha256, person]);
  }
}

function sessionOf(row: SessionValues): StoredSession {
  return {
    tokenSha256: row.token_sha256,
    id: row.id,
    person: row.person,
    account: row.account,
    kind: row.kind,
    signIn: row.sign_in,
    scopes: row.scopes,
    name: row.name,
    authenticatedAt: row.authenticated_at.toISOString() as Instant,
    lastSeenAt: row.last_seen_at.toISOString() as Instant,
    expiresAt: row.expires_at && (row.expires_at.toISOString() as Instant),
  };
}
