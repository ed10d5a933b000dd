import { fieldProblem } from './read-changes.js';
import type { Column } from './sheets.js';

/** A value of a row. */
export type CellValue = string | boolean | readonly string[] | undefined;

/** A value as people read it in a table. An absent one is an empty cell, and so is `false`. */
export function cellText(column: Column, value: CellValue): string {
  if (value === undefined || value === false) return '';
  if (value === true) return '是';
  if (typeof value !== 'string') return value.join('; ');
  return column.words?.[value] ?? value;
}

/** The value that a cell stands for, or why it stands for none. Empty cells are absent values. */
export function cellValue(
  column: Column,
  text: string,
): { readonly value: CellValue } | { readonly say: { readonly zh: string; readonly en: string } } {
  if (text === '') return { value: undefined };
  const value = meaning(column, text);
  if (value === NO_FLAG) return { say: { zh: '应为 是 或 否', en: 'must be 是 (yes) or 否 (no)' } };
  const say = value === undefined ? undefined : fieldProblem(column.kind, value);
  return say ? { say } : { value };
}

const NO_FLAG = Symbol('neither yes nor no');
const YES = new Set(['是', 'true', 'yes', '1', '√']);
const NO = new Set(['否', 'false', 'no', '0']);
const BETWEEN = /[\s;；、,，]+/;

function meaning({ kind, words }: Column, text: string): CellValue | typeof NO_FLAG {
  if (words) return Object.keys(words).find((word) => words[word] === text || word === text) ?? text;
  if (kind === 'flag') {
    const word = text.toLowerCase();
    if (NO.has(word)) return undefined;
    return YES.has(word) ? true : NO_FLAG;
  }
  if (kind === 'ids' || kind === 'words' || kind === 'cases') {
    return text.split(BETWEEN).filter((one) => one !== '');
  }
  return kind === 'day' ? dayText(text) : text;
}

/** `2026/1/5`, `2026.1.5` and `2026年1月5日`, as spreadsheets and people write a day. */
function dayText(text: string): string {
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  if (!found) return text;
  const [, year = '', month = '', day = ''] = found;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Whether two values say the same: lists in any order, `false` like nothing. */
export function sameValue(a: CellValue, b: CellValue): boolean {
  return comparable(a) === comparable(b);
}

function comparable(value: CellValue): string {
  if (value === undefined || value === false) return '';
  return JSON.stringify(Array.isArray(value) ? [...(value as readonly string[])].toSorted() : value);
}
