import type { Zone } from '../../engine/clock/time.js';
import type { OutsideEvent, OutsideLog } from '../../engine/mining/outside-log.js';
import { readCsv } from '../tables/csv-text.js';
import { readDay } from './read-day.js';

/** A table that is no log, in a sentence. */
export class NoLogTable extends Error {
  override readonly name = 'NoLogTable';
}

/** Rows of a log at most. */
const MOST_ROWS = 1_000_000;

/** Headings that mean a column, in lower case; the first that a table has is taken. */
const COLUMNS = {
  case: [
    'case_id',
    'case id',
    'caseid',
    'case:concept:name',
    'case',
    '办件编号',
    '案件编号',
    '办件号',
    '案号',
  ],
  name: ['activity', 'concept:name', 'event', 'task', '环节', '活动', '步骤', '事项环节', '环节名称'],
  time: [
    'end',
    'event_end',
    'time:timestamp',
    'complete timestamp',
    'timestamp',
    'time',
    'date',
    '完成时间',
    '办结时间',
    '时间',
    '日期',
  ],
  lifecycle: ['lifecycle', 'lifecycle:transition', '状态'],
  /** Of our own logs: what is no act of the procedure (clocks, documents, reads) has none. */
  act: ['act'],
  resource: ['resource', 'org:resource', 'user', '办理人', '经办人', '人员'],
} as const;
type Column = keyof typeof COLUMNS;

/**
 * Reads a log out of CSV as any program exports it: separators, encodings and headings are found out. Rows of a case keep
 * the order of the file.
 *
 * @param named headings of columns that go by another name, by what they are
 * @throws NoLogTable without columns for the case and the activity, without a column that was named, where two have the
 *   heading of one that is read, or when the file is no table
 */
export function readLogCsv(
  bytes: Uint8Array,
  zone: Zone,
  named: Partial<Record<Column, string>> = {},
): OutsideLog {
  const reading = readCsv(bytes, MOST_ROWS);
  if (!reading.ok) throw new NoLogTable(`${reading.say.zh} · ${reading.say.en}`);
  const [header, ...rows] = reading.sheets[0]?.rows ?? [];
  const at = columnsIn(header?.cells ?? [], named);
  const remarks: string[] =
    at.time === undefined
      ? ['表头里没有时间的列，未计算期限 · the header has no column for the time: no terms are reckoned']
      : [];
  const cases = new Map<string, OutsideEvent[]>();
  for (const { at: line, cells } of rows) {
    const cell = (column: Column): string | undefined =>
      at[column] === undefined ? undefined : cells[at[column]];
    const [id = '', name = '', time = ''] = [cell('case'), cell('name'), cell('time')];
    if (id === '' || name === '') {
      remarks.push(
        `第 ${line} 行没有案件号或者活动，已略过 · line ${line} has no case or activity, left out`,
      );
      continue;
    }
    const events = cases.get(id) ?? [];
    cases.set(id, events);
    if (at.act !== undefined && cell('act') === '') continue;
    const on = readDay(time, zone);
    if (!on && at.time !== undefined)
      remarks.push(`第 ${line} 行时间无法识别 · the time on line ${line} cannot be read`);
    const [lifecycle = '', resource = ''] = [cell('lifecycle'), cell('resource')];
    events.push({
      ...{ n: events.length + 1, name: cell('act') ?? name },
      ...(lifecycle !== '' && { lifecycle }),
      ...(on && { on }),
      ...(resource !== '' && { resource }),
    });
  }
  return { cases: [...cases].map(([id, events]) => ({ id, events })), remarks };
}

function columnsIn(
  header: readonly string[],
  named: Partial<Record<Column, string>>,
): Partial<Record<Column, number>> & { readonly case: number; readonly name: number } {
  const headings = header.map((cell) => cell.trim().toLowerCase());
  const found: Partial<Record<Column, number>> = {};
  for (const column of Object.keys(COLUMNS) as Column[]) {
    const words = named[column] === undefined ? COLUMNS[column] : [named[column].trim().toLowerCase()];
    const place = words.map((word) => headings.indexOf(word)).find((index) => index >= 0);
    if (place === undefined && named[column] !== undefined)
      throw new NoLogTable(`表头里没有此列 · the header has no such column: ${named[column]}`);
    if (place === undefined) continue;
    const heading = header[place] ?? '';
    if (headings.indexOf(headings[place] ?? '', place + 1) >= 0)
      throw new NoLogTable(`表头里有两列同名，不知应取哪一列 · two columns have this heading: ${heading}`);
    found[column] = place;
  }
  const { case: ofCase, name } = found;
  if (ofCase === undefined || name === undefined) {
    throw new NoLogTable(
      `表头里没有案件号或者活动的列：${header.join('、')} · the header has no column for the case or the activity`,
    );
  }
  return { ...found, case: ofCase, name };
}
