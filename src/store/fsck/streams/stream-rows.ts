import type { QueryRunner } from 'typeorm';
import { canonicalJson } from '../../../engine/audit/canonical-form.js';
import type { LedgerRecord } from '../../../engine/audit/record.js';

/** A row without the key of its stream; days as `YYYY-MM-DD`. */
export type Row = Readonly<Record<string, unknown>>;

/** The parts of a record that still exist, by name. */
export type FoundParts = ReadonlyMap<string, unknown>;

/** What a kind of stream keeps in rows, gathered from its records one after the other. */
export interface RowsFold {
  visit(record: LedgerRecord, parts: FoundParts): void;
  /** After the last record, given the state that they fold to: everything that is wrong, in words. */
  finish(runner: QueryRunner, state: object): Promise<readonly string[]>;
}

/** The rows of one table as they must be. */
export interface ExpectedRows {
  readonly table: string;
  /** Columns that tell its rows apart within a stream. */
  readonly key: readonly string[];
  readonly rows: readonly Row[];
}

/** A ruined table is named by its first rows. */
export const MOST_NAMED = 100;

/** Holds the rows of a stream in a table against those that its records give: each that differs is named. */
export async function differences(
  runner: QueryRunner,
  stream: string,
  { table, key, rows }: ExpectedRows,
): Promise<readonly string[]> {
  const stored = await storedRows(runner, table, 'where t.stream = $1', [stream]);
  const name = (row: Row): string => [table, ...key.map((column) => String(row[column]))].join(' ');
  const expected = new Map(rows.map((row) => [name(row), canonicalJson(row)]));
  const found: string[] = [];
  for (const row of stored) {
    const text = expected.get(name(row));
    if (text === undefined) found.push(`${name(row)}: no record says so`);
    else if (text !== canonicalJson(row)) found.push(`${name(row)}: its records say otherwise`);
    expected.delete(name(row));
  }
  found.push(...[...expected.keys()].map((missing) => `${missing}: is missing`));
  return found.slice(0, MOST_NAMED);
}

/** Rows of a table, as the database writes them, without the key of the stream. */
export async function storedRows(
  runner: QueryRunner,
  table: string,
  where: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  const found = (await runner.query(`select (to_jsonb(t) - 'stream')::text as row from ${table} t ${where}`, [
    ...values,
  ])) as { row: string }[];
  return found.map(({ row }) => JSON.parse(row) as Row);
}
