/** A sentence for the operator. */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/** Everything that the preflight can find. */
export type FindingCode =
  // Who the service is in the database.
  | 'role-not-application'
  | 'role-powerful'
  | 'role-member'
  | 'role-owns'
  | 'login-superuser'
  // What the roles may do.
  | 'grant-missing'
  | 'grant-additional'
  | 'grant-to-everybody'
  | 'grant-to-stranger'
  | 'default-privileges'
  | 'schema-create'
  | 'owner-differs'
  // What guards the tables.
  | 'trigger-missing'
  | 'trigger-additional'
  | 'trigger-differs'
  | 'trigger-disabled'
  | 'function-missing'
  | 'function-additional'
  | 'function-differs'
  | 'rule-additional'
  | 'row-security'
  | 'child-table'
  | 'changes-unrecorded'
  | 'changes-recorder-lost'
  // What the tables are.
  | 'schema-newer'
  | 'schema-older'
  | 'table-missing'
  | 'table-differs'
  | 'view-differs'
  // What the server promises.
  | 'fsync'
  | 'full-page-writes'
  | 'synchronous-commit'
  | 'data-checksums'
  | 'autovacuum'
  | 'damage-ignored'
  | 'replication-role'
  | 'isolation'
  | 'read-only'
  | 'standby'
  | 'encoding'
  | 'reading-of-words'
  | 'event-triggers-off'
  | 'server-version'
  | 'connections'
  | 'session-setting';

/** One deviation from what the service needs. */
export interface Finding extends Sentence {
  readonly code: FindingCode;
}

/** The deviations that an installation may accept by name (`database.allow`). */
export const DEVIATIONS = [
  'weak-roles',
  'superuser-login',
  'strange-readers',
  'no-fsync',
  'no-full-page-writes',
  'asynchronous-commit',
  'no-checksums',
  'no-autovacuum',
] as const;

/** One of them, or one that was looked at before the connection was made. */
export type Deviation = (typeof DEVIATIONS)[number] | 'plain-connection';

/**
 * The findings that weaken an installation but break nothing. A real installation that does not allow them by name
 * does not start; a simulated one is told. All other findings stop every start.
 */
export const ALLOWABLE: Readonly<Partial<Record<FindingCode, Deviation>>> = {
  'role-not-application': 'weak-roles',
  'login-superuser': 'superuser-login',
  'grant-to-stranger': 'strange-readers',
  fsync: 'no-fsync',
  'full-page-writes': 'no-full-page-writes',
  'synchronous-commit': 'asynchronous-commit',
  'data-checksums': 'no-checksums',
  autovacuum: 'no-autovacuum',
};

/** Findings that are only told: what the migrating login could not do, and nobody can do without a superuser. */
export const TOLD_ONLY: ReadonlySet<FindingCode> = new Set(['changes-unrecorded']);
