import { existsSync, readdirSync, readFileSync, statSync, type Stats } from 'node:fs';

// Elsewhere than on Linux only signals tell something about a process that is not our child.
const PROC = existsSync('/proc/self/stat');

/** Whether somebody has this process number: PostgreSQL takes even a zombie that has it for a running server. */
export function isTaken(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Whether this process still runs. A zombie does not: it is only a number that nobody has collected yet, and in a
 * container nobody may ever do so.
 */
export function isAlive(pid: number): boolean {
  return isTaken(pid) && !/\) [ZX] /.test(readProc(pid, 'stat'));
}

/** Whether this process is a server started on the data folder; without /proc: whoever has the number. */
export function isServerOf(pid: number, path: string): boolean {
  if (!PROC) return true;
  const words = readProc(pid, 'cmdline').split('\0');
  return words.some((word) => /(^|[\\/])postgres(\.exe)?$/.test(word)) && words.includes(path);
}

/**
 * The living processes that work in this folder, ourselves excepted; nothing where that cannot be told. A server and
 * all its parts work in its data folder until they have ended.
 */
export function workersIn(path: string): readonly number[] | undefined {
  if (!PROC) return undefined;
  const folder = statSync(path);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && worksIn(pid, folder));
}

/** A process in words: `4711 (postgres: checkpointer)`. */
export function describeProcess(pid: number): string {
  const command = readProc(pid, 'cmdline').replaceAll('\0', ' ').trim();
  return command ? `${pid} (${command})` : String(pid);
}

function worksIn(pid: number, folder: Stats): boolean {
  try {
    // The folder itself, not its name: it may have several.
    const { dev, ino } = statSync(`/proc/${pid}/cwd`);
    return dev === folder.dev && ino === folder.ino;
  } catch (problem) {
    const { code } = problem as NodeJS.ErrnoException;
    // A zombie, or a process that ended between two looks, works nowhere; one that hides it may work here.
    return (code === 'EACCES' || code === 'EPERM') && isOrphanedBackend(pid);
  }
}

/** A part of some server whose postmaster is gone: the parts of a running server have a postmaster for a parent. */
function isOrphanedBackend(pid: number): boolean {
  if (!readProc(pid, 'cmdline').startsWith('postgres: ') || !isAlive(pid)) return false;
  const parent = Number(/\) \S (\d+)/.exec(readProc(pid, 'stat'))?.[1]);
  return readProc(parent, 'comm').trim() !== 'postgres';
}

function readProc(pid: number, file: 'cmdline' | 'comm' | 'stat'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // The process ended between two looks.
    return '';
  }
}
