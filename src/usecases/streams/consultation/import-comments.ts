import { isCivilDate } from '../../../engine/clock/civil-date.js';
import type { Channel } from '../../../engine/consultation/consultation.js';
import type { CommentAuthor, NewComment, Stance } from '../../../engine/consultation/receive-comments.js';
import { meantBy, titleOf } from '../../organisation/sheets.js';
import type { TableReading, TableRow } from '../../organisation/table-files.js';
import { AUTHOR_WORDS, CHANNEL_WORDS, STANCE_WORDS } from './consultation-words.js';

/** A row that cannot be taken, and why. */
export interface BadRow {
  /** Line of a CSV file, row of a sheet. */
  readonly at: number;
  readonly column: string;
  readonly say: { readonly zh: string; readonly en: string };
}

/** The comments of a file; or why it cannot be read; or every row that is wrong, and then none is taken. */
export type CommentTable =
  | { readonly ok: true; readonly comments: readonly NewComment[] }
  | { readonly ok: false; readonly say: { readonly zh: string; readonly en: string } }
  | { readonly ok: false; readonly rows: readonly BadRow[] };

/** Comments of one file at most; what is larger is sent in pieces. */
export const MOST_IMPORTED = 5_000;

/** Characters of the fields beside the words themselves. */
const SHORT = 200;

/** The columns of a file of comments, by the names that people and programs use. Others are refused. */
export const COMMENT_COLUMNS = {
  channel: { zh: '来源' },
  text: { zh: '意见内容' },
  article: { zh: '针对条款' },
  stance: { zh: '态度' },
  name: { zh: '意见人' },
  contact: { zh: '联系方式' },
  kind: { zh: '单位或个人' },
  consent: { zh: '同意公开' },
  arrivedOn: { zh: '收到日' },
} as const;

type ColumnName = keyof typeof COMMENT_COLUMNS;

const NEEDED: readonly ColumnName[] = ['channel', 'text', 'arrivedOn'];
const KNOWN = Object.entries(COMMENT_COLUMNS) as readonly (readonly [ColumnName, { readonly zh: string }])[];

/** Reads comments that came on paper or in meetings from a table. Nothing is guessed: every bad row is named. */
export function readCommentTable(reading: TableReading): CommentTable {
  if (!reading.ok) return reading;
  const [sheet, other] = reading.sheets.filter(({ rows }) => rows.length > 0);
  const [header, ...body] = sheet?.rows ?? [];
  if (!header || body.length === 0) return cannot('文件中没有意见', 'there are no comments in the file');
  if (other) return cannot('文件只能有一张表', 'a file holds one table');
  if (body.length > MOST_IMPORTED)
    return cannot(`一次至多导入 ${MOST_IMPORTED} 条`, `at most ${MOST_IMPORTED} comments at once`);
  const columns = header.cells.map((cell) => (cell === '' ? null : (meantBy(cell, KNOWN) ?? cell)));
  const fault = headerFault(columns);
  if (fault) return fault;
  const read = body.map((row) => readRow(row, columns as readonly (ColumnName | null)[]));
  const rows = read.flatMap((one) => ('bad' in one ? one.bad : []));
  if (rows.length > 0) return { ok: false, rows };
  return { ok: true, comments: read.flatMap((one) => ('comment' in one ? [one.comment] : [])) };
}

function headerFault(columns: readonly (string | null)[]): CommentTable | undefined {
  const named = columns.filter((name) => name !== null);
  const unknown = named.find((name) => !Object.hasOwn(COMMENT_COLUMNS, name));
  const all = KNOWN.map(([id, column]) => titleOf(column, id)).join('、');
  if (unknown !== undefined)
    return cannot(`没有“${unknown}”这一列；可用的列：${all}`, `no column "${unknown}"; there are: ${all}`);
  if (new Set(named).size < named.length) return cannot('有的列重复', 'a column comes twice');
  const missing = NEEDED.filter((name) => !named.includes(name)).map((name) =>
    titleOf(COMMENT_COLUMNS[name], name),
  );
  if (missing.length === 0) return undefined;
  return cannot(`缺少列：${missing.join('、')}`, `columns are missing: ${missing.join(', ')}`);
}

function readRow(
  { at, cells }: TableRow,
  columns: readonly (ColumnName | null)[],
): { readonly comment: NewComment } | { readonly bad: readonly BadRow[] } {
  const bad: BadRow[] = [];
  const wrong = (column: ColumnName, zh: string, en: string): void =>
    void bad.push({ at, column: titleOf(COMMENT_COLUMNS[column], column), say: { zh, en } });
  const cell = (name: ColumnName): string =>
    columns.includes(name) ? (cells[columns.indexOf(name)] ?? '') : '';
  const chosen = <T extends string>(
    name: ColumnName,
    known: Readonly<Record<T, { readonly zh: string }>>,
  ) => {
    const text = cell(name);
    if (text === '') return undefined;
    const entries = Object.entries(known) as [T, { readonly zh: string }][];
    const found = entries.find(([id, { zh }]) => text === id || text === zh)?.[0];
    const all = entries.map(([, { zh }]) => zh).join('、');
    if (found === undefined) wrong(name, `应为：${all}`, `must be one of: ${all}`);
    return found;
  };
  const short = (name: ColumnName): string | undefined => {
    const text = cell(name);
    if ([...text].length > SHORT) wrong(name, `超过 ${SHORT} 字`, `longer than ${SHORT} characters`);
    return text === '' ? undefined : text;
  };
  const channel = chosen<Channel>('channel', CHANNEL_WORDS);
  if (cell('channel') === '') wrong('channel', '须写明来源', 'say where it comes from');
  if (channel === 'web') wrong('channel', '网上意见由系统接收，不能导入', 'online comments are not imported');
  const text = cell('text');
  if (text === '') wrong('text', '没有内容', 'there are no words');
  const arrivedOn = cell('arrivedOn');
  if (!isCivilDate(arrivedOn)) wrong('arrivedOn', '应为 YYYY-MM-DD', 'must be a day as YYYY-MM-DD');
  const [name, contact] = [short('name'), short('contact')];
  const kind = chosen<NonNullable<CommentAuthor['kind']>>('kind', AUTHOR_WORDS);
  const author: CommentAuthor = {
    ...(name !== undefined && { name }),
    ...(contact !== undefined && { contact }),
    ...(kind !== undefined && { kind }),
  };
  const consent = chosen<'yes' | 'no'>('consent', { yes: { zh: '是' }, no: { zh: '否' } });
  const stance = chosen<Stance>('stance', STANCE_WORDS) ?? null;
  const article = short('article') ?? null;
  if (bad.length > 0 || channel === undefined || !isCivilDate(arrivedOn)) return { bad };
  return {
    comment: {
      ...{ channel, article, stance, arrivedOn, text },
      consentToPublish: consent === 'yes',
      author: Object.keys(author).length > 0 ? author : null,
    },
  };
}

function cannot(zh: string, en: string): CommentTable {
  return { ok: false, say: { zh, en } };
}
