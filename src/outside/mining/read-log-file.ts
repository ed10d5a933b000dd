import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { TextDecoder } from 'node:util';
import type { Zone } from '../../engine/clock/time.js';
import type { OutsideLog } from '../../engine/mining/outside-log.js';
import { NoLogTable, readLogCsv } from './read-log-csv.js';
import { NoXes, readXes } from './read-xes.js';

/** A table is read as a whole. */
const MOST_BYTES = 512 * 1024 * 1024;
/** Bytes by which a format is known. */
const FIRST_BYTES = 1_000;
/** Bytes of XES that are read at once. */
const PIECE = 65_536;

/** OCEL 2.0, which is not read: its events belong to several objects at once, and to no one case. */
class OcelLog extends Error {
  override readonly name = 'OcelLog';
}

/** The log in a file, XES or CSV by what it begins with; a sentence when it is neither, which says when it is OCEL 2.0. */
export function readLogFile(
  path: string,
  columns: Parameters<typeof readLogCsv>[2],
  zone: Zone,
): OutsideLog | string {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) return `没有文件 · no such file: ${path}`;
  try {
    const file = openSync(path, 'r');
    try {
      return readOpened(file, stat.size, columns, zone);
    } finally {
      closeSync(file);
    }
  } catch (problem) {
    if (problem instanceof NoXes || problem instanceof NoLogTable || problem instanceof OcelLog)
      return `${path}: ${problem.message}`;
    throw problem;
  }
}

function readOpened(
  file: number,
  size: number,
  columns: Parameters<typeof readLogCsv>[2],
  zone: Zone,
): OutsideLog {
  const bytes = Buffer.alloc(FIRST_BYTES);
  const start = bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0));
  const decoder = decoderFor(start);
  const text = decoder.decode(start);
  const form = ocelForm(text);
  if (form !== undefined)
    throw new OcelLog(
      `这是 OCEL 2.0 日志（${form}），不能读取；可以读取 XES 和 CSV · this is a log in OCEL 2.0 (${form}), which is not read; XES and CSV are`,
    );
  if (/^\s*</.test(text)) {
    const garbled = { any: false };
    const { cases, remarks } = readXes(textOf(file, decoderFor(start), garbled), zone);
    const of = `文件中有不符合 ${decoder.encoding} 编码的字节 · the file has bytes that are no ${decoder.encoding}`;
    return { cases, remarks: garbled.any ? [...remarks, of] : remarks };
  }
  if (size > MOST_BYTES) throw new NoLogTable('文件超过 512 MiB · the file has more than 512 MiB');
  return readLogCsv(readFileSync(file), zone, columns);
}

/** Which form of OCEL 2.0 a file begins like: a database is none of the formats that are read, whatever is in it. */
function ocelForm(text: string): string | undefined {
  if (text.startsWith('SQLite format 3\0')) return 'SQLite';
  if (/^\s*\{\s*"(?:eventTypes|objectTypes|events|objects)"\s*:/.test(text)) return 'JSON';
  // Its root is called log as that of XES is.
  return /<log\b[^>]*>\s*<(?:object-types|event-types|objects|events)\b/.test(text) ? 'XML' : undefined;
}

/** By the mark of byte order, else as the declaration says, else UTF-8. */
function decoderFor(start: Buffer): TextDecoder {
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder('utf-16le');
  if (start[0] === 0xfe && start[1] === 0xff) return new TextDecoder('utf-16be');
  const declared = /^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']/.exec(
    start.toString('latin1'),
  )?.[1];
  // What is read byte by byte is no UTF-16, whatever it says.
  if (declared === undefined || /^utf-?16/i.test(declared)) return new TextDecoder('utf-8');
  try {
    return new TextDecoder(declared);
  } catch (problem) {
    throw new NoXes(`不认识的编码 · unknown encoding: ${declared}`, { cause: problem });
  }
}

function* textOf(
  file: number,
  decoder: TextDecoder,
  garbled: { any: boolean },
): Generator<string, void, undefined> {
  const bytes = Buffer.alloc(PIECE);
  for (let place = 0; ;) {
    const read = readSync(file, bytes, 0, PIECE, place);
    place += read;
    const text = decoder.decode(bytes.subarray(0, read), { stream: read > 0 });
    garbled.any ||= text.includes('\uFFFD');
    if (text !== '') yield text;
    if (read === 0) return;
  }
}
