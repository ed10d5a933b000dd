import { finding, isReached, isThisMachine, type SettingsFinding } from './settings-finding.js';
import type { Settings } from './settings.js';

/** What the address of a database may say beside where it is: how the connection is encrypted, or a socket's folder. */
export const ADDRESS_PARAMETERS: readonly string[] = ['sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'host'];

/** Two jobs at work, one request, and one to spare. */
const LEAST_POOL = 4;

/** The origin that the shipped defaults write into every record. */
const EXAMPLE_LOG = 'duecourse.local/yunling';

/** What contradicts itself in any installation. */
export function contradictoryDatabase({ database }: Settings): SettingsFinding[] {
  const { url, migrationUrl } = database;
  if (migrationUrl === null) return [];
  if (url === null) {
    return [
      finding(
        'database.migrationUrl',
        '内置数据库没有第二个登录名：请同时写明 database.url',
        'the embedded database has no second login: name database.url too',
      ),
    ];
  }
  if (new URL(url).pathname === new URL(migrationUrl).pathname) return [];
  return [
    finding(
      'database.migrationUrl',
      '与 database.url 不是同一个数据库',
      'is another database than database.url',
    ),
  ];
}

/** What a real installation must not do with its database. */
export function unsafeDatabaseSettings(settings: Settings): SettingsFinding[] {
  const { database, installation } = settings;
  const findings = [
    ...unsafeConnection('database.url', database.url, database.allow),
    ...unsafeConnection('database.migrationUrl', database.migrationUrl, database.allow),
  ];
  if (database.poolSize < LEAST_POOL) {
    findings.push(
      finding(
        'database.poolSize',
        `至少 ${LEAST_POOL}：定时任务占用两个连接，办理事项不能等待它们`,
        `at least ${LEAST_POOL}: two jobs hold connections, and acts must not wait for them`,
      ),
    );
  }
  if (isReached(settings) && installation.log === EXAMPLE_LOG) {
    findings.push(
      finding(
        'installation.log',
        '仍是示例名称；它写入每条记录，永不可改',
        'is still that of the example; it is in every record and can never be changed',
      ),
    );
  }
  return findings;
}

function unsafeConnection(
  place: string,
  address: string | null,
  allow: Settings['database']['allow'],
): SettingsFinding[] {
  if (address === null) return [];
  const { hostname, username, password, searchParams } = new URL(address);
  const findings: SettingsFinding[] = [];
  const near = isThisMachine(hostname) || hostname === '' || searchParams.get('host')?.startsWith('/');
  if (!near && searchParams.get('sslmode') !== 'verify-full' && !allow.includes('plain-connection')) {
    findings.push(
      finding(
        place,
        `到 ${hostname} 的连接未加密或未核对证书：请加 ?sslmode=verify-full（或在 database.allow 中写明 plain-connection）`,
        `the connection to ${hostname} is not encrypted, or to whomever answers: add ?sslmode=verify-full (or name plain-connection in database.allow)`,
      ),
    );
  }
  if (password !== '' && password === username) {
    findings.push(finding(place, '密码与登录名相同', 'the password is the name of the login'));
  }
  return findings;
}
