import { readFileSync, statSync } from 'node:fs';
import type { Zone } from '../../engine/clock/time.js';
import type { OutsideLog } from '../../engine/mining/outside-log.js';
import { NoLogTable, readLogCsv } from './read-log-csv.js';
import { NoXes, readXes } from './read-xes.js';

/** A log is read as a whole. */
const MOST_BYTES = 512 * 1024 * 1024;

/** The log in a file, XES or CSV by what it begins with; a sentence when it is neither. */
export function readLogFile(
  path: string,
  columns: Parameters<typeof readLogCsv>[2],
  zone: Zone,
): OutsideLog | string {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) return `没有文件 · no such file: ${path}`;
  if (stat.size > MOST_BYTES) return `文件超过 512 MiB · the file has more than 512 MiB: ${path}`;
  const bytes = readFileSync(path);
  try {
    const isXml = /^\ufeff?\s*</.test(bytes.subarray(0, 200).toString('utf8'));
    return isXml ? readXes(bytes.toString('utf8'), zone) : readLogCsv(bytes, zone, columns);
  } catch (problem) {
    if (problem instanceof NoXes || problem instanceof NoLogTable) return `${path}: ${problem.message}`;
    throw problem;
  }
}
