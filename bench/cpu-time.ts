import { readdirSync, readFileSync } from 'node:fs';

/** CPU seconds that were spent so far, by who spent them. */
export interface CpuTime {
  /** This process: the use-case under load, or the HTTP clients. */
  readonly here: number;
  /** The service's process. */
  readonly server: number;
  /** The database: postmaster and all its children, living and reaped. */
  readonly database: number;
}

/** Kernel clock ticks a second; fixed on Linux. */
const TICKS = 100;

/** Reads the accounts of the processes. On systems without /proc all are 0, and the report leaves them out. */
export function cpuTime(serverPid: number | undefined): CpuTime {
  const { user, system } = process.cpuUsage();
  return {
    here: (user + system) / 1e6,
    server: serverPid === undefined ? 0 : own(serverPid),
    database: processIds().reduce((sum, pid) => sum + postgres(pid), 0),
  };
}

/** Microseconds an act between two readings. */
export function perAct(before: CpuTime, after: CpuTime, acts: number): CpuTime {
  const share = (key: keyof CpuTime): number => ((after[key] - before[key]) * 1e6) / acts;
  return { here: share('here'), server: share('server'), database: share('database') };
}

function processIds(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

function own(pid: number): number {
  const fields = statOf(pid);
  return fields ? (Number(fields[11]) + Number(fields[12])) / TICKS : 0;
}

function postgres(pid: number): number {
  const fields = statOf(pid);
  if (fields?.name !== 'postgres') return 0;
  return [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0) / TICKS;
}

type StatFields = string[] & { name: string };

/** Fields of /proc/<pid>/stat from the third on; undefined when the process has gone. */
function statOf(pid: number): StatFields | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const name = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'));
    return Object.assign(text.slice(text.lastIndexOf(')') + 2).split(' '), { name });
  } catch {
    return undefined;
  }
}
