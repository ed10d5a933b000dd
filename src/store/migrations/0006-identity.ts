import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Accounts, provider identities, sessions with tokens, sign-ins under way and guesses counted. The tokens of
 * `credentials` become tokens among the sessions.
 */
export class Identity1780000000006 implements MigrationInterface {
  readonly name = 'Identity1780000000006';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...MOVE_CREDENTIALS, CHANGE_ACCOUNT, TAKE_TURN, GRANTS]) {
      await runner.query(statement);
    }
  }

  down(): Promise<void> {
    return Promise.reject(new Error('accounts belong to streams of the ledger; restore a backup instead'));
  }
}

const TABLES = [
  `create table accounts (
    id text collate "C" not null,
    person text collate "C" not null,
    login text collate "C" not null,
    password_hash text,
    password_set_at timestamptz,
    totp_secret text,
    last_step integer,
    pending_password_hash text,
    pending_totp_secret text,
    activation_sha256 text,
    activation_expires_at timestamptz,
    constraint accounts_pkey primary key (id)
  )`,
  'create unique index accounts_person on accounts (person)',
  'create unique index accounts_login on accounts (login)',
  `create table identities (
    issuer text collate "C" not null,
    subject text collate "C" not null,
    id text collate "C" not null,
    account text collate "C" not null,
    constraint identities_pkey primary key (issuer, subject)
  )`,
  'create unique index identities_id on identities (id)',
  'create index identities_by_account on identities (account)',
  `create table sessions (
    token_sha256 text collate "C" not null,
    id text collate "C" not null,
    person text collate "C" not null,
    account text collate "C",
    kind text not null,
    sign_in text not null,
    scopes text[],
    name text,
    authenticated_at timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at timestamptz,
    constraint sessions_pkey primary key (token_sha256),
    constraint sessions_kind check (kind in ('browser', 'command', 'token'))
  )`,
  'create unique index sessions_id on sessions (id)',
  'create index sessions_by_person on sessions (person, authenticated_at, id)',
  `create table sign_in_flows (
    state_sha256 text collate "C" not null,
    browser_sha256 text not null,
    expires_at timestamptz not null,
    constraint sign_in_flows_pkey primary key (state_sha256)
  )`,
  'create index sign_in_flows_by_end on sign_in_flows (expires_at)',
  `create table sign_in_attempts (
    key text collate "C" not null,
    failures integer not null,
    last_at timestamptz not null,
    free_at timestamptz not null,
    constraint sign_in_attempts_pkey primary key (key)
  )`,
  'create index sign_in_attempts_by_last on sign_in_attempts (last_at)',
];

// The id of a token tells nothing of it, so a digest of the digest will do for those that are moved.
const MOVE_CREDENTIALS = [
  `insert into sessions (token_sha256, id, person, kind, sign_in, name, authenticated_at, last_seen_at)
    select token_sha256, md5('moved ' || token_sha256)::uuid::text, person, 'token', 'bearer', 'seed', now(), now()
    from credentials`,
  'drop table credentials',
];

/**
 * What an append changes of an account, called in the same statement. A code whose step is not later than the last one,
 * and a name or identity that somebody else was faster to take, raise DC409 as a lost race does.
 */
const CHANGE_ACCOUNT = `create function duecourse_change_account(p_change jsonb) returns text language plpgsql as $$
declare
  v_account constant text := p_change->>'account';
  v_set constant jsonb := coalesce(p_change->'set', '{}'::jsonb);
begin
  if p_change ? 'opened' then
    insert into accounts (id, person, login)
    values (v_account, p_change->'opened'->>'person', p_change->'opened'->>'login');
  end if;
  if p_change ? 'usedStep' then
    update accounts set last_step = (p_change->>'usedStep')::integer
    where id = v_account and coalesce(last_step, -1) < (p_change->>'usedStep')::integer;
    if not found then raise exception 'the code was used' using errcode = 'DC409'; end if;
  end if;
  if p_change ? 'set' then
    update accounts a set
      password_hash = case when v_set ? 'passwordHash' then v_set->>'passwordHash' else a.password_hash end,
      password_set_at = case when v_set ? 'passwordSetAt' then (v_set->>'passwordSetAt')::timestamptz
        else a.password_set_at end,
      totp_secret = case when v_set ? 'totpSecret' then v_set->>'totpSecret' else a.totp_secret end,
      pending_password_hash = case when v_set ? 'pendingPasswordHash' then v_set->>'pendingPasswordHash'
        else a.pending_password_hash end,
      pending_totp_secret = case when v_set ? 'pendingTotpSecret' then v_set->>'pendingTotpSecret'
        else a.pending_totp_secret end,
      activation_sha256 = case when v_set ? 'activationSha256' then v_set->>'activationSha256'
        else a.activation_sha256 end,
      activation_expires_at = case when v_set ? 'activationExpiresAt' then (v_set->>'activationExpiresAt')::timestamptz
        else a.activation_expires_at end
    where a.id = v_account;
    if not found then raise exception 'there is no account %', v_account; end if;
  end if;
  if p_change ? 'ended' then
    delete from sessions where token_sha256 in (select jsonb_array_elements_text(p_change->'ended'));
  end if;
  if p_change ? 'begun' then
    insert into sessions (token_sha256, id, person, account, kind, sign_in, scopes, name, authenticated_at, last_seen_at,
      expires_at)
    select b."tokenSha256", b.id, b.person, b.account, b.kind, b."signIn", b.scopes, b.name, b."authenticatedAt",
      b."authenticatedAt", b."expiresAt"
    from jsonb_to_record(p_change->'begun') as b("tokenSha256" text, id text, person text, account text, kind text,
      "signIn" text, scopes text[], name text, "authenticatedAt" timestamptz, "expiresAt" timestamptz);
  end if;
  if p_change ? 'bound' then
    insert into identities (issuer, subject, id, account)
    values (p_change->'bound'->>'issuer', p_change->'bound'->>'subject', p_change->'bound'->>'id', v_account);
  end if;
  if p_change ? 'unbound' then
    delete from identities where id = p_change->>'unbound' and account = v_account;
  end if;
  return 'recorded';
exception when unique_violation then
  raise exception 'taken by somebody faster' using errcode = 'DC409';
end $$`;

/**
 * Takes one guess's turn: counts it for the address and the account as failed, or says until when none is evaluated
 * (then nothing is counted). The address comes first in every call, so that two calls never wait for each other, and a
 * locked address leaves no rows for the names that it tries, nor a locked name for the addresses that try it. What is forgotten is cleared away on the way.
 */
const TAKE_TURN = `create function duecourse_take_turn(
  p_account text, p_address text, p_now timestamptz, p_free_account integer, p_free_address integer,
  p_longest integer, p_forget integer
) returns table (failures integer, until timestamptz) language plpgsql as $$
declare
  v_keys constant text[] := array[p_address, p_account];
  v_free constant integer[] := array[p_free_address, p_free_account];
  v_failures integer[] := array[0, 0];
  v_row sign_in_attempts%rowtype;
begin
  for i in 1..2 loop
    insert into sign_in_attempts values (v_keys[i], 0, p_now, p_now) on conflict do nothing;
    select * into v_row from sign_in_attempts a where a.key = v_keys[i] for update;
    if v_row.free_at > p_now then
      delete from sign_in_attempts a where a.key = p_address and a.failures = 0;
      return query select v_row.failures, v_row.free_at;
      return;
    end if;
    v_failures[i] := 1 + case
      when v_row.last_at + make_interval(secs => p_forget) < p_now then 0 else v_row.failures end;
  end loop;
  for i in 1..2 loop
    update sign_in_attempts a set failures = v_failures[i], last_at = p_now,
      free_at = p_now + make_interval(secs => case when v_failures[i] <= v_free[i] then 0
        else least(p_longest, power(2, least(v_failures[i] - v_free[i] - 1, 30))) end)
    where a.key = v_keys[i];
  end loop;
  delete from sign_in_attempts d where d.key in (
    select o.key from sign_in_attempts o
    where o.last_at < p_now - make_interval(secs => p_forget) and o.free_at <= p_now
    order by o.last_at limit 100 for update skip locked
  );
  return query select v_failures[2], null::timestamptz;
end $$`;

// The role may be missing where the migrating role could not create it.
const GRANTS = `do $$
begin
  if exists (select 1 from pg_roles where rolname = 'duecourse_app') then
    grant select, insert, update on accounts to duecourse_app;
    grant select, insert, delete on identities, sign_in_flows to duecourse_app;
    grant select, insert, update, delete on sessions, sign_in_attempts to duecourse_app;
  end if;
end $$`;
