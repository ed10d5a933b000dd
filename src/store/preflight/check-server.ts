import type { DataSource } from 'typeorm';
import type { Finding, FindingCode } from './finding.js';
import { BOUNDS, type SessionSettings } from './session-settings.js';

type Values = ReadonlyMap<string, string>;

/** What a server setting must be; a setting that this version does not know is passed over. */
interface Rule {
  readonly code: FindingCode;
  readonly name: string;
  readonly fits: (value: string, all: Values) => boolean;
}

const on = (code: FindingCode, name: string): Rule => ({ code, name, fits: (value) => value === 'on' });
const off = (code: FindingCode, name: string): Rule => ({ code, name, fits: (value) => value === 'off' });

const RULES: readonly Rule[] = [
  on('fsync', 'fsync'),
  on('full-page-writes', 'full_page_writes'),
  { code: 'synchronous-commit', name: 'synchronous_commit', fits: isDurable },
  on('data-checksums', 'data_checksums'),
  on('autovacuum', 'autovacuum'),
  off('damage-ignored', 'zero_damaged_pages'),
  off('damage-ignored', 'ignore_checksum_failure'),
  off('damage-ignored', 'ignore_system_indexes'),
  off('damage-ignored', 'allow_system_table_mods'),
  { code: 'replication-role', name: 'session_replication_role', fits: (value) => value === 'origin' },
  { code: 'isolation', name: 'default_transaction_isolation', fits: (value) => value === 'read committed' },
  off('read-only', 'default_transaction_read_only'),
  off('standby', 'in_recovery'),
  { code: 'encoding', name: 'server_encoding', fits: (value) => value === 'UTF8' },
  { code: 'encoding', name: 'client_encoding', fits: (value) => value === 'UTF8' },
  on('reading-of-words', 'standard_conforming_strings'),
  on('reading-of-words', 'integer_datetimes'),
  off('reading-of-words', 'transform_null_equals'),
  on('event-triggers-off', 'event_triggers'),
  { code: 'server-version', name: 'server_version_num', fits: (value) => Number(value) >= 120_000 },
];

/** A transaction that is answered as committed must be on disk; on the standby too, where there is one. */
function isDurable(value: string, all: Values): boolean {
  const alone = (all.get('synchronous_standby_names') ?? '') === '';
  return ['on', 'remote_apply'].includes(value) || (alone && ['local', 'remote_write'].includes(value));
}

/**
 * What the server promises on a connection of the pool: that it keeps what it has acknowledged, reads our words as we
 * mean them, and lets go of what nobody works on any more.
 *
 * @param asked what the pool asks for at the start of each connection, beside `BOUNDS`.
 */
export async function checkServer(
  dataSource: DataSource,
  asked: SessionSettings,
  poolSize: number,
): Promise<Finding[]> {
  const values = await readSettings(dataSource);
  const findings: Finding[] = [];
  for (const { code, name, fits } of RULES) {
    const value = values.get(name);
    if (value === undefined || fits(value, values)) continue;
    findings.push({ code, zh: `${name} 为 ${value}`, en: `${name} is ${value}` });
  }
  for (const [name, wanted] of Object.entries({ ...BOUNDS, ...asked })) {
    const value = values.get(name);
    if (value === wanted) continue;
    findings.push({
      code: 'session-setting',
      zh: `连接的 ${name} 为“${value ?? ''}”，应为“${wanted}”`,
      en: `${name} of a connection is "${value ?? ''}", not "${wanted}"`,
    });
  }
  return [...findings, ...checkConnections(Number(values.get('connections')), poolSize)];
}

async function readSettings(dataSource: DataSource): Promise<Map<string, string>> {
  const rows = await dataSource.query<{ name: string; setting: string }[]>(
    `select name, setting from pg_settings
    union all select 'in_recovery', case when pg_is_in_recovery() then 'on' else 'off' end
    union all select 'connections', least(
      current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer,
      (select nullif(datconnlimit, -1) from pg_database where datname = current_database()),
      (select nullif(rolconnlimit, -1) from pg_roles where rolname = session_user))::text`,
  );
  return new Map(rows.map(({ name, setting }) => [name, setting]));
}

/** One more than the pool: a migration at the next start must still find room. */
function checkConnections(allowed: number, poolSize: number): Finding[] {
  if (allowed > poolSize) return [];
  return [
    {
      code: 'connections',
      zh: `服务器只允许 ${allowed} 个连接，连接池需要 ${poolSize} 个，另留一个`,
      en: `the server allows ${allowed} connections; the pool needs ${poolSize}, and one must be left`,
    },
  ];
}
