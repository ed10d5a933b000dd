import { InvalidCursor } from '../../usecases/invalid-cursor.js';
import type { Page } from '../../usecases/queries.js';

/** The place after an item, opaque to callers: the values that the list is ordered by. */
export function encodeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** The values of a cursor, one matching each pattern. @throws InvalidCursor for anything else. */
export function decodeCursor(cursor: string, patterns: readonly RegExp[]): string[] {
  let values: unknown;
  try {
    values = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw new InvalidCursor();
  }
  if (!Array.isArray(values) || values.length !== patterns.length) throw new InvalidCursor();
  return values.map((value: unknown, i) => {
    if (typeof value !== 'string' || !patterns[i]?.test(value)) throw new InvalidCursor();
    return value;
  });
}

/** A civil day, and a key of ours, as they stand in cursors. */
export const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
export const KEY = /^\P{Cc}{1,300}$/u;

/** Cuts the one row too many that was read to learn whether there is a next page. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => Item,
  cursor: (row: Row) => string,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(item), endCursor: last ? cursor(last) : null, hasMore: rows.length > limit };
}
