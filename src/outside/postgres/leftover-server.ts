import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataFolder } from './data-folder.js';
import { describeProcess, isAlive, isServerOf, isTaken, workersIn } from './process-table.js';

/** A server that another live process runs on a data folder. */
export interface OwnedServer {
  readonly port: number;
  /** The process that started it. */
  readonly owner: number;
}

const POLL_MS = 10;

/** The file that names the process to which the running server belongs. */
export function ownerFile(folder: DataFolder): string {
  return `${folder.path}.owner`;
}

/**
 * Makes the folder free for a new server: stops an orphan, whose owner was killed, and removes the lock file of a
 * server that was killed itself when PostgreSQL would take it for a running one. Never removes it while any process
 * works in the folder: the parts of a killed server may write for a moment longer.
 *
 * @param patienceMs how long to wait for the parts of a killed server to end, in milliseconds.
 * @returns the server that stands in the way because its owner is alive; nothing when the folder is free.
 * @throws Error in words when an orphan does not stop, or the parts of a killed server do not end in time.
 */
export async function clearFolder(folder: DataFolder, patienceMs: number): Promise<OwnedServer | undefined> {
  for (;;) {
    const lock = readText(lockFile(folder));
    if (lock === undefined) return undefined;
    const lines = lock.split('\n');
    const pid = Number(lines[0]);
    // The lock of a process that is gone altogether PostgreSQL handles itself, but not one killed before it wrote it.
    if (lock !== '' && !isTaken(pid)) return undefined;
    if (!isAlive(pid) || !isServerOf(pid, folder.path)) {
      await removeStaleLock(folder, lock, patienceMs);
      return undefined;
    }
    const owner = Number(readText(ownerFile(folder)) ?? 0);
    if (isAlive(owner)) return { port: Number(lines[3]), owner };
    await stopServer(pid);
  }
}

async function removeStaleLock(folder: DataFolder, lock: string, patienceMs: number): Promise<void> {
  let workers = workersIn(folder.path);
  // Where nobody can tell, PostgreSQL decides.
  if (workers === undefined) return;
  const isDeserted = (): boolean => (workers = workersIn(folder.path))?.length === 0;
  if (!(await comesTrue(isDeserted, patienceMs))) {
    const left = workers.map(describeProcess).join(', ');
    throw new Error(
      `${folder.path} belonged to a server that was killed, and is still in use by ${left}: end that, then start again`,
    );
  }
  // Meanwhile somebody else may have done the same and started a server.
  if (readText(lockFile(folder)) === lock) rmSync(lockFile(folder), { force: true });
}

const FAST_SHUTDOWN_MS = 15_000;
const IMMEDIATE_SHUTDOWN_MS = 5_000;

/** Stops a server that is not our child: fast shutdown first, immediate shutdown if that takes too long. */
export async function stopServer(pid: number): Promise<void> {
  const hasEnded = (): boolean => !isAlive(pid);
  signal(pid, 'SIGINT');
  if (await comesTrue(hasEnded, FAST_SHUTDOWN_MS)) return;
  signal(pid, 'SIGQUIT');
  if (await comesTrue(hasEnded, IMMEDIATE_SHUTDOWN_MS)) return;
  throw new Error(`the database process ${pid} does not stop`);
}

async function comesTrue(condition: () => boolean, withinMs: number): Promise<boolean> {
  for (let waited = 0; waited < withinMs; waited += POLL_MS) {
    if (condition()) return true;
    await pause(POLL_MS);
  }
  return condition();
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== 'ESRCH') throw problem;
  }
}

function lockFile(folder: DataFolder): string {
  return join(folder.path, 'postmaster.pid');
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (problem) {
    // A server that is just ending takes its lock away between two looks.
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw problem;
  }
}
