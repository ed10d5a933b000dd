import { bad, type Deviation } from './deviation.js';
import type { FindingCode } from '../../../src/store/preflight/finding.js';

const server = (name: string, finds: FindingCode, setting: string): Deviation =>
  bad(name, finds, [`alter system set ${setting}`, 'select pg_reload_conf()'], {
    undo: [`alter system reset ${setting.split(' ')[0]}`, 'select pg_reload_conf()'],
  });

const database = (name: string, finds: FindingCode, setting: string, since?: number): Deviation =>
  bad(name, finds, `alter database $db set ${setting}`, since === undefined ? {} : { since });

/** Servers that would lose, hide or misread something, and connections that would hang. */
export const BAD_SERVERS: readonly Deviation[] = [
  server('a crash may lose everything', 'fsync', 'fsync = off'),
  server('a crash may tear pages', 'full-page-writes', 'full_page_writes = off'),
  server('a commit is not on disk', 'synchronous-commit', 'synchronous_commit = off'),
  database('a commit is not on disk in this database', 'synchronous-commit', 'synchronous_commit = off'),
  bad('a commit is not on disk for this login', 'synchronous-commit', [
    'alter role postgres in database $db set synchronous_commit = off',
  ]),
  bad(
    'a commit does not wait for the standby that there is',
    'synchronous-commit',
    [
      'alter database $db set synchronous_commit = local',
      `alter system set synchronous_standby_names = 'nowhere'`,
      'select pg_reload_conf()',
    ],
    { undo: ['alter system reset synchronous_standby_names', 'select pg_reload_conf()'] },
  ),
  server('nobody cleans up', 'autovacuum', 'autovacuum = off'),
  database('damaged pages are read as empty', 'damage-ignored', 'zero_damaged_pages = on'),
  database('wrong checksums are ignored', 'damage-ignored', 'ignore_checksum_failure = on'),
  database('system tables may be changed', 'damage-ignored', 'allow_system_table_mods = on'),
  database('guards do not fire, as on a replica', 'replication-role', 'session_replication_role = replica'),
  bad('guards do not fire for this login', 'replication-role', [
    'alter role postgres in database $db set session_replication_role = replica',
  ]),
  database('transactions are serializable', 'isolation', `default_transaction_isolation = 'serializable'`),
  database(
    'transactions repeat their reads',
    'isolation',
    `default_transaction_isolation = 'repeatable read'`,
  ),
  database('transactions only read', 'read-only', 'default_transaction_read_only = on'),
  database('backslashes are read otherwise', 'reading-of-words', 'standard_conforming_strings = off'),
  database('null equals null', 'reading-of-words', 'transform_null_equals = on'),
  bad('the database allows too few connections', 'connections', 'alter database $db connection limit 4'),
  bad('the login is allowed too few connections', 'connections', 'alter role postgres connection limit 4', {
    undo: ['alter role postgres connection limit -1'],
  }),
  bad(
    'the address of the database takes every bound away',
    // Statement, lock, idle transaction, five of the network (four before 14), zone, dates, search path.
    'session-setting',
    [],
    { address: '?options=-c%20role%3Dduecourse_app' },
  ),
];
