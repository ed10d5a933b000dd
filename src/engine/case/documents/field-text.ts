import type { FieldForm } from '../../law/document-definition.js';

/** A field's value as it is written: one text, and its entries or rows where it has them. */
export interface FieldText {
  readonly text: string;
  readonly items?: readonly string[];
  readonly rows?: readonly (readonly string[])[];
}

/** A value written as its field asks: 2026年3月2日, 2026年3月2日14时05分. Undefined when it is empty or of another kind. */
export function fieldText(value: unknown, form: FieldForm = 'text'): FieldText | undefined {
  if (form === 'table') return tableText(value);
  if (form === 'list') return listText(Array.isArray(value) ? value : [value]);
  const text = form === 'text' || form === 'number' ? plainText(value, form) : dayText(value, form);
  return text === undefined ? undefined : { text };
}

/** A civil date as documents write it. */
export function dateText(day: string): string | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  return match ? `${Number(match[1])}年${Number(match[2])}月${Number(match[3])}日` : undefined;
}

function plainText(value: unknown, form: 'text' | 'number'): string | undefined {
  if (typeof value === 'number') return String(value);
  if (form === 'number') return undefined;
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return listText(value)?.items?.join('、');
  if (typeof value !== 'string') return undefined;
  const text = value.trim().replace(/\s*\n\s*/g, '\n');
  return text === '' ? undefined : text;
}

function dayText(value: unknown, form: 'date' | 'minute'): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (form === 'date') return dateText(value);
  const [day = '', time = ''] = value.split('T');
  const date = dateText(day);
  const clock = /^(\d\d):(\d\d)/.exec(time);
  return date !== undefined && clock ? `${date}${Number(clock[1])}时${clock[2]}分` : undefined;
}

function listText(values: readonly unknown[]): FieldText | undefined {
  const items = values.map((value) =>
    Array.isArray(value) ? undefined : (dayIn(value) ?? plainText(value, 'text')),
  );
  if (items.length === 0 || !items.every((item) => item !== undefined)) return undefined;
  return { text: items.join('；'), items };
}

/** A day among other entries is written as every day is. */
function dayIn(value: unknown): string | undefined {
  return typeof value === 'string' ? dateText(value) : undefined;
}

function tableText(value: unknown): FieldText | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const rows = value.map((row) => (Array.isArray(row) ? listText(row)?.items : undefined));
  if (!rows.every((row) => row !== undefined)) return undefined;
  return { text: rows.map((row) => row.join('，')).join('；'), rows };
}
