import { bad, type Deviation } from './deviation.js';

const role = (attribute: string): Deviation =>
  bad(`the application's role has ${attribute}`, 'role-powerful', `alter role duecourse_app ${attribute}`, {
    undo: [`alter role duecourse_app no${attribute}`],
  });

/** Roles with too much power, and logins that are the wrong ones. */
export const BAD_ROLES: readonly Deviation[] = [
  ...['superuser', 'createrole', 'createdb', 'replication', 'bypassrls', 'login'].map(role),
  bad('the sealer is a superuser', 'role-powerful', 'alter role duecourse_sealer superuser', {
    undo: ['alter role duecourse_sealer nosuperuser'],
  }),
  bad(
    'the application is a member of a role of the server',
    'role-member',
    'grant pg_monitor to duecourse_app',
    {
      undo: ['revoke pg_monitor from duecourse_app'],
    },
  ),
  bad('the application is a member of a stranger', 'role-member', 'grant stranger to duecourse_app', {
    undo: ['revoke stranger from duecourse_app'],
  }),
  bad(
    'the auditor is a member of the application',
    'role-member',
    'grant duecourse_app to duecourse_auditor',
    {
      undo: ['revoke duecourse_app from duecourse_auditor'],
    },
  ),
  bad(
    'the application owns a table',
    ['grant-missing', 'role-owns'],
    'alter table tasks owner to duecourse_app',
  ),
  bad(
    'the application owns a function',
    ['grant-missing', 'role-owns'],
    'alter function duecourse_append_case owner to duecourse_app',
  ),
  bad('a stranger owns a table', 'owner-differs', 'alter table people owner to stranger'),
  bad(
    'the login may not act as the application',
    ['grant-to-stranger', 'role-not-application'],
    [
      'grant usage on schema public to stranger',
      'grant select on schema_migrations, schema_changes to stranger',
    ],
    { login: 'stranger' },
  ),
  bad(
    'the address of the database makes the service act as the owner',
    ['role-not-application', 'session-setting'],
    [],
    {
      address: '?options=-c%20search_path%3Dpublic,pg_temp',
    },
  ),
];

const grant = (name: string, what: string): Deviation =>
  bad(name, 'grant-additional', `grant ${what} to duecourse_app`);

/** Rights that are missing and rights that are too many, of every kind. */
export const BAD_GRANTS: readonly Deviation[] = [
  grant('the application may update records', 'update on records'),
  grant('the application may update one column of records', 'update (text) on records'),
  grant('the application may delete records', 'delete on records'),
  grant('the application may truncate records', 'truncate on records'),
  grant('the application may make triggers on records', 'trigger on records'),
  grant('the application may refer to records', 'references on records'),
  grant('the application may change parts of records', 'update on record_parts'),
  grant('the application may delete answers to keys', 'delete on idempotency'),
  grant('the application may change documents', 'update on documents'),
  grant('the application may change what the installation is', 'update on installation'),
  grant('the application may change the kind of a stream', 'update (kind) on streams'),
  grant('the application may change the day on which a case was opened', 'update (opened_on) on cases'),
  grant('the application may delete cases', 'delete on cases'),
  grant('the application may delete accounts', 'delete on accounts'),
  grant('the application may change whose an account is', 'update (person) on accounts'),
  grant('the application may delete clocks', 'delete on clocks'),
  grant('the application may write what was done to the schema', 'insert on schema_changes'),
  grant('the application may say which migrations have run', 'insert on schema_migrations'),
  grant('the application may run what only a trigger runs', 'execute on function duecourse_refuse()'),
  bad(
    'the application may hand on a right',
    ['grant-additional', 'grant-missing'],
    ['grant select on records to duecourse_app with grant option'],
  ),
  bad(
    'the application may not append records',
    'grant-missing',
    'revoke insert on records from duecourse_app',
  ),
  bad('the application may not see what has been migrated', 'grant-missing', [
    'revoke select on schema_migrations from duecourse_app',
  ]),
  bad('the application may not read people', 'grant-missing', 'revoke select on people from duecourse_app'),
  bad(
    'the application may not move a head',
    'grant-missing',
    'revoke update (seq) on streams from duecourse_app',
  ),
  bad('the application may not close tasks', 'grant-missing', 'revoke delete on tasks from duecourse_app'),
  bad('the application may not append', 'grant-missing', [
    `do $$ begin execute (select 'revoke execute on function ' || oid::regprocedure || ' from duecourse_app'
      from pg_proc where proname = 'duecourse_append'); end $$`,
  ]),
  bad('the application may not use the schema', 'grant-missing', [
    'revoke usage on schema public from duecourse_app, public',
  ]),
  bad('everybody may read records', 'grant-to-everybody', 'grant select on records to public'),
  bad(
    'everybody may read one column of records',
    'grant-to-everybody',
    'grant select (text) on records to public',
  ),
  bad('everybody may append records', 'grant-to-everybody', 'grant insert on records to public'),
  bad('everybody may append by the function', 'grant-to-everybody', [
    `do $$ begin execute (select 'grant execute on function ' || oid::regprocedure || ' to public'
      from pg_proc where proname = 'duecourse_append'); end $$`,
  ]),
  bad('everybody may use a sequence', 'grant-to-everybody', [
    'grant usage on sequence schema_migrations_id_seq to public',
  ]),
  bad('the sealer may append records', 'grant-additional', 'grant insert on records to duecourse_sealer'),
  bad('the sealer may not read records', 'grant-missing', 'revoke select on records from duecourse_sealer'),
  bad('the auditor may read people', 'grant-additional', 'grant select on people to duecourse_auditor'),
  bad(
    'the auditor may not read his view',
    'grant-missing',
    'revoke all on audit_records from duecourse_auditor',
  ),
  bad('a stranger may read records', 'grant-to-stranger', 'grant select on records to stranger'),
  bad('a stranger may append records', 'grant-additional', 'grant insert on records to stranger'),
  bad('future tables would be everybody’s', 'default-privileges', [
    'alter default privileges in schema public grant select on tables to public',
  ]),
  bad(
    'everybody may create things in the schema',
    'schema-create',
    'grant create on schema public to public',
  ),
  bad('the application may create things in the schema', 'schema-create', [
    'grant create on schema public to duecourse_app',
  ]),
  bad('the application may create schemas', 'schema-create', 'grant create on database $db to duecourse_app'),
];
