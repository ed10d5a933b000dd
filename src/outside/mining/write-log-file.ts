import { closeSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import type { EventLog, MinedCase } from '../../engine/mining/event-log.js';
import type { LogFormat, WriteMinedLog } from '../../usecases/mining/mine-cases.js';
import { writeOcelJson } from './ocel.js';
import { writeMinedCsv } from './write-csv.js';
import { writeOcelSqlite } from './write-ocel-sqlite.js';
import { writeXes, XES_FOOT, xesHead, xesTrace } from './write-xes.js';

/** The log as one piece of bytes. */
export const logBytes: WriteMinedLog = async (format, log, cases) => {
  if (format === 'xes') return Buffer.from([...writeXes(log, cases)].join(''));
  if (format === 'ocel') return Buffer.from(writeOcelJson(cases));
  return format === 'csv' ? writeMinedCsv(log, cases) : writeOcelSqlite(cases);
};

/**
 * Writes a log into a file that appears under its name when it is whole. XES is written case by case; the other formats
 * name their types or their header first and are put together in memory.
 *
 * @returns the number of cases
 */
export async function writeLogFile(
  path: string,
  format: LogFormat,
  log: Pick<EventLog, 'log' | 'zone'>,
  cases: AsyncIterable<MinedCase>,
): Promise<number> {
  const draft = `${path}.part`;
  try {
    const count =
      format === 'xes' ? await writeXesFile(draft, log, cases) : await writeWhole(draft, format, log, cases);
    renameSync(draft, path);
    return count;
  } finally {
    rmSync(draft, { force: true });
  }
}

async function writeWhole(
  path: string,
  format: LogFormat,
  log: Pick<EventLog, 'log' | 'zone'>,
  cases: AsyncIterable<MinedCase>,
): Promise<number> {
  const all: MinedCase[] = [];
  for await (const one of cases) all.push(one);
  writeFileSync(path, await logBytes(format, log, all));
  return all.length;
}

async function writeXesFile(
  path: string,
  log: Pick<EventLog, 'log' | 'zone'>,
  cases: AsyncIterable<MinedCase>,
): Promise<number> {
  const file = openSync(path, 'w');
  let count = 0;
  try {
    writeSync(file, xesHead(log));
    for await (const one of cases) {
      count += 1;
      writeSync(file, xesTrace(one, log));
    }
    writeSync(file, XES_FOOT);
  } finally {
    closeSync(file);
  }
  return count;
}
