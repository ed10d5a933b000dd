import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataFolder } from './data-folder.js';

/** A server that already runs on a data folder. */
export interface FoundServer {
  readonly pid: number;
  readonly port: number;
  /** The live process that started it; absent for an orphan whose parent was killed. */
  readonly owner?: number;
}

/** The file that names the process to which the running server belongs. */
export function ownerFile(folder: DataFolder): string {
  return `${folder.path}.owner`;
}

/**
 * Looks for a server on this folder. A lock file that a crash left behind is removed when its process number
 * meanwhile belongs to a stranger (PostgreSQL would refuse to start); a dead one PostgreSQL handles itself.
 */
export function findServer(folder: DataFolder): FoundServer | undefined {
  const lock = join(folder.path, 'postmaster.pid');
  if (!existsSync(lock)) return undefined;
  const lines = readFileSync(lock, 'utf8').split('\n');
  const pid = Number(lines[0]);
  if (!isAlive(pid)) return undefined;
  if (!isServerOf(pid, folder.path)) {
    rmSync(lock, { force: true });
    return undefined;
  }
  const owner = existsSync(ownerFile(folder)) ? Number(readFileSync(ownerFile(folder), 'utf8')) : 0;
  return { pid, port: Number(lines[3]), ...(owner > 0 && isAlive(owner) && { owner }) };
}

const FAST_SHUTDOWN_MS = 15_000;
const IMMEDIATE_SHUTDOWN_MS = 5_000;
const POLL_MS = 10;

/** Stops a server that is not our child: fast shutdown first, immediate shutdown if that takes too long. */
export async function stopServer(pid: number): Promise<void> {
  signal(pid, 'SIGINT');
  if (await ends(pid, FAST_SHUTDOWN_MS)) return;
  signal(pid, 'SIGQUIT');
  if (await ends(pid, IMMEDIATE_SHUTDOWN_MS)) return;
  throw new Error(`the database process ${pid} does not stop`);
}

async function ends(pid: number, withinMs: number): Promise<boolean> {
  for (let waited = 0; waited < withinMs; waited += POLL_MS) {
    if (!isAlive(pid)) return true;
    await pause(POLL_MS);
  }
  return !isAlive(pid);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== 'ESRCH') throw problem;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === 'EPERM';
  }
}

// In a container nobody may be there to collect the remains of an orphan: a zombie holds no lock.
function isZombie(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && /\) Z /.test(readText(file));
}

function isServerOf(pid: number, path: string): boolean {
  const file = `/proc/${pid}/cmdline`;
  if (!existsSync(file)) return true;
  const words = readText(file).split('\0');
  return words.some((word) => /(^|[\\/])postgres(\.exe)?$/.test(word)) && words.includes(path);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // The process ended between two looks.
    return '';
  }
}
