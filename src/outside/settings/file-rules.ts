import { accessSync, constants, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { finding, isReached, type SettingsFinding } from './settings-finding.js';
import type { Settings } from './settings.js';

/** Group and others may do nothing with a secret; strangers may not change what decides. */
const ANYBODY_ELSE = 0o077;
const WRITE_BY_STRANGERS = 0o002;

/** Files that the service itself keeps in its data folder, each of which opens something. */
const SECRETS_IN_DATA = ['accounts.json', 'tokens.json', 'identity.key', 'postgres.password'];

/** Files that must be there, in any installation. */
export function missingFiles({ oidc, database }: Settings): SettingsFinding[] {
  const { clientSecretFile } = oidc;
  const findings: SettingsFinding[] = [];
  if (clientSecretFile !== null) {
    if (!mayRead(clientSecretFile)) findings.push(unreadable('oidc.clientSecretFile', clientSecretFile));
    else if (readFileSync(clientSecretFile, 'utf8').trim() === '') {
      findings.push(finding('oidc.clientSecretFile', '文件为空', 'the file is empty'));
    }
  }
  for (const [place, address] of Object.entries({
    'database.url': database.url,
    'database.migrationUrl': database.migrationUrl,
  })) {
    for (const file of address === null ? [] : certificatesOf(address)) {
      if (!mayRead(file)) findings.push(unreadable(place, file));
    }
  }
  return findings;
}

/**
 * Files that others than the service's own user may read or change, where a real installation must not allow that.
 *
 * @param ownFile the installation's own settings, which may hold the database's password.
 */
export function exposedFiles(settings: Settings, ownFile: string | undefined): SettingsFinding[] {
  // What others may do on a system without file modes is not told by a mode.
  if (process.platform === 'win32') return [];
  const { data, oidc, identity, database, powers } = settings;
  const secrets = [
    ...SECRETS_IN_DATA.map((name) => join(data.directory, name)),
    ...[oidc.clientSecretFile, identity.keyFile].filter((file) => file !== null),
    ...[database.url, database.migrationUrl].flatMap((address) =>
      address === null ? [] : privateKeysOf(address),
    ),
    ...(ownFile !== undefined && holdsPassword(ownFile) ? [ownFile] : []),
  ];
  return [
    ...secrets.filter((file) => modeOf(file) & ANYBODY_ELSE).map(readByOthers),
    ...[data.directory, powers.policies, ...filesIn(powers.policies), ...(ownFile ? [ownFile] : [])]
      .filter((file) => modeOf(file) & WRITE_BY_STRANGERS)
      .map(changedByOthers),
  ];
}

/** People who do not exist must not be able to sign in where others can reach the service. */
export function inventedPeople(settings: Settings): SettingsFinding[] {
  if (!isReached(settings)) return [];
  const { organisation } = settings.seed;
  if (!mayRead(organisation)) return [];
  const { invented } = (parse(readFileSync(organisation, 'utf8')) ?? {}) as { readonly invented?: unknown };
  if (invented !== true) return [];
  return [
    finding(
      'seed.organisation',
      `${organisation} 中的人员系虚构，各有账户和密码：真实运行请换成本机关的组织文件`,
      `${organisation} has invented people with accounts and passwords: name your own organisation instead`,
    ),
  ];
}

const unreadable = (place: string, file: string): SettingsFinding =>
  finding(place, `无法读取 ${file}`, `${file} cannot be read`);

const readByOthers = (file: string): SettingsFinding =>
  finding(
    file,
    `其他用户可以读取这一密件：chmod 600 ${file}`,
    `other users may read this secret: chmod 600 ${file}`,
  );

const changedByOthers = (file: string): SettingsFinding =>
  finding(file, `其他用户可以改动它：chmod o-w ${file}`, `other users may change it: chmod o-w ${file}`);

/** The permission bits; none for a file that is not there (yet). */
function modeOf(file: string): number {
  return (statSync(file, { throwIfNoEntry: false })?.mode ?? 0) & 0o777;
}

function mayRead(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function filesIn(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
}

function certificatesOf(address: string): string[] {
  const { searchParams } = new URL(address);
  return ['sslrootcert', 'sslcert', 'sslkey'].flatMap((name) => searchParams.get(name) ?? []);
}

function privateKeysOf(address: string): string[] {
  return [new URL(address).searchParams.get('sslkey') ?? []].flat();
}

function holdsPassword(file: string): boolean {
  const content = parse(readFileSync(file, 'utf8')) as Readonly<
    Record<string, Readonly<Record<string, unknown>>>
  > | null;
  const { url, migrationUrl } = content?.['database'] ?? {};
  return [url, migrationUrl].some(
    (address) => typeof address === 'string' && URL.canParse(address) && new URL(address).password !== '',
  );
}
