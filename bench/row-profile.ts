import type { DataSource } from 'typeorm';

/** Rows that one act writes, on average, and how large their texts are. */
export interface RowProfile {
  /** By table: rows inserted, updated, deleted for each act. */
  readonly tables: Readonly<
    Record<string, { readonly inserted: number; readonly updated: number; readonly deleted: number }>
  >;
  /** Texts of a typical act, to write the same bytes. */
  readonly sample: {
    readonly state: string;
    readonly record: string;
    readonly body: string;
    readonly part: string;
    readonly payload: string;
  };
}

type Counts = Record<string, { inserted: number; updated: number; deleted: number }>;

/** Row counters of all our tables. The server reports them with a delay of up to a second, so they are forced first. */
export async function rowCounts(dataSource: DataSource): Promise<Counts> {
  await dataSource.query('select pg_stat_clear_snapshot()');
  const rows = await dataSource.query<
    { relname: string; n_tup_ins: string; n_tup_upd: string; n_tup_del: string }[]
  >("select relname, n_tup_ins, n_tup_upd, n_tup_del from pg_stat_user_tables where schemaname = 'public'");
  return Object.fromEntries(
    rows.map((row) => [
      row.relname,
      { inserted: Number(row.n_tup_ins), updated: Number(row.n_tup_upd), deleted: Number(row.n_tup_del) },
    ]),
  );
}

/** Rows per act between two counts, and texts of middling length from what was written. */
export async function rowProfile(dataSource: DataSource, before: Counts, after: Counts): Promise<RowProfile> {
  // One act is one record; the server's own count of records is as late as its count of the other rows.
  const acts = (after['records']?.inserted ?? 0) - (before['records']?.inserted ?? 0);
  const tables = Object.fromEntries(
    Object.entries(after).map(([table, counts]) => {
      const earlier = before[table] ?? { inserted: 0, updated: 0, deleted: 0 };
      const per = (key: keyof typeof counts): number => (counts[key] - earlier[key]) / acts;
      return [table, { inserted: per('inserted'), updated: per('updated'), deleted: per('deleted') }];
    }),
  );
  return {
    tables,
    sample: {
      state: await middling(dataSource, 'streams', 'state', "kind = 'case' and version > 5"),
      record: await middling(dataSource, 'records', 'text', 'seq > 0'),
      body: await middling(dataSource, 'idempotency', 'body', 'seq > 0'),
      part: await middling(dataSource, 'record_parts', 'value', 'seq > 0'),
      payload: await middling(dataSource, 'outbox', 'payload', 'true'),
    },
  };
}

async function middling(
  dataSource: DataSource,
  table: string,
  column: string,
  where: string,
): Promise<string> {
  const [row] = await dataSource.query<{ text: string }[]>(
    `select ${column} as text from ${table} where ${where} order by length(${column})
     offset (select count(*) / 2 from ${table} where ${where}) limit 1`,
  );
  return row?.text ?? '';
}
