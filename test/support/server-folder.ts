import { mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Linux keeps files in memory: PostgreSQL makes some hundred files for each database, and this is their cost. */
const IN_MEMORY = '/dev/shm';
/** Less room than this may be a container's default; the databases of a run need some hundred megabytes at a time. */
const ROOM_BYTES = 2 * 1024 ** 3;
const HOUR_MS = 3_600_000;
const OURS = /^duecourse-[a-z]+-(\d+)-/;

/**
 * A new folder for a server that keeps nothing: in memory where the machine has such a place and room in it, else where
 * temporary files go. The caller removes it; what a killed run left in memory is removed here.
 */
export function serverFolder(purpose: string): string {
  const parent = hasRoom() ? IN_MEMORY : tmpdir();
  if (parent === IN_MEMORY) removeLeftovers();
  return mkdtempSync(join(parent, `duecourse-${purpose}-${process.pid}-`));
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return bavail * bsize > ROOM_BYTES;
  } catch {
    return false;
  }
}

function removeLeftovers(): void {
  for (const name of readdirSync(IN_MEMORY)) {
    const owner = OURS.exec(name)?.[1];
    if (owner === undefined || isAlive(Number(owner))) continue;
    const path = join(IN_MEMORY, name);
    // A container may share the place and not the processes: what is young may be a live run's.
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > HOUR_MS) rmSync(path, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === 'EPERM';
  }
}
