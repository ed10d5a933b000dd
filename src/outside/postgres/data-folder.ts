import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { PostgresBinaries } from './postgres-binaries.js';
import { serverIdentity, type ServerIdentity } from './server-identity.js';

/** The files of one embedded database. All lie in the data folder's parent. */
export interface DataFolder {
  readonly path: string;
  readonly passwordFile: string;
}

/** Names the files that belong to a data folder. */
export function dataFolder(path: string): DataFolder {
  return { path, passwordFile: `${path}.password` };
}

/**
 * Makes sure that the folder holds a complete cluster of the right version, creating one in an empty place. A
 * creation that was killed half-way is thrown away: the cluster gets its name only when it is complete.
 *
 * @returns the superuser's password.
 * @throws Error in words for another major version or a lost password.
 */
export function prepareDataFolder(folder: DataFolder, binaries: PostgresBinaries, durable: boolean): string {
  const versionFile = join(folder.path, 'PG_VERSION');
  if (!existsSync(versionFile)) return createCluster(folder, binaries, durable);
  const major = readFileSync(versionFile, 'utf8').trim();
  if (major !== binaries.major) {
    throw new Error(
      `${folder.path} was written by PostgreSQL ${major}, this build runs ${binaries.major}. ` +
        `Start it with the build that wrote it, dump it, move the folder away, and restore the dump.`,
    );
  }
  if (!existsSync(folder.passwordFile)) {
    throw new Error(`${folder.passwordFile} is missing: restore it, it holds the password of ${folder.path}`);
  }
  return readFileSync(folder.passwordFile, 'utf8').trim();
}

function createCluster(folder: DataFolder, binaries: PostgresBinaries, durable: boolean): string {
  if (existsSync(folder.path)) removeEmpty(folder.path);
  const unfinished = `${folder.path}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  // 0755 on the parents: a recursive 0700 would lock out the server where it runs as another user.
  mkdirSync(dirname(folder.path), { recursive: true, mode: 0o755 });
  mkdirSync(unfinished, { mode: 0o700 });
  const password = randomBytes(24).toString('base64url');
  const identity = serverIdentity(false);
  giveTo(unfinished, identity);
  writeFileSync(folder.passwordFile, `${password}\n`, { mode: 0o600 });
  chmodSync(folder.passwordFile, 0o600);
  giveTo(folder.passwordFile, identity);
  runInitdb(unfinished, folder.passwordFile, binaries, identity, durable);
  if (identity.ids) chownSync(folder.passwordFile, 0, 0);
  renameSync(unfinished, folder.path);
  return password;
}

function removeEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch (cause) {
    throw new Error(`${path} exists but holds no database`, { cause });
  }
}

function giveTo(path: string, identity: ServerIdentity): void {
  if (identity.ids) chownSync(path, identity.ids.uid, identity.ids.gid);
}

function runInitdb(
  path: string,
  passwordFile: string,
  binaries: PostgresBinaries,
  identity: ServerIdentity,
  durable: boolean,
): void {
  const words = [
    ...identity.prefix,
    binaries.initdb,
    `--pgdata=${path}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--locale=C',
    '--data-checksums',
    ...(durable ? [] : ['--no-sync']),
  ];
  const run = spawnSync(words[0] as string, words.slice(1), {
    ...identity.ids,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  if (run.error) throw new Error(`cannot run ${binaries.initdb}`, { cause: run.error });
  if (run.status !== 0) throw new Error(`initdb failed: ${run.stderr || run.stdout}`);
}
