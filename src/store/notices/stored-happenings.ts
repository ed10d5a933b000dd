import type { DataSource } from 'typeorm';
import type { Happening, Happenings } from '../../usecases/notices/happenings.js';
import { type NamedStatement, runNamed } from '../named-statement.js';

// Looked for first: an empty round takes no lock and writes nothing.
const NUMBER: NamedStatement = {
  name: 'happenings-number',
  text: `select duecourse_number_happenings($1) is not null
      and exists (select 1 from happenings_new offset $1) as more
    where exists (select 1 from happenings_new)`,
};

const LAST: NamedStatement = {
  name: 'happenings-last',
  text: 'select coalesce(max(position), 0) as last from happenings',
};

const AFTER: NamedStatement = {
  name: 'happenings-after',
  text: 'select position, stream, seq, type from happenings where position > $1 order by position limit $2',
};

/** What happens, on PostgreSQL. */
export class StoredHappenings implements Happenings {
  constructor(private readonly dataSource: DataSource) {}

  async number(limit: number): Promise<boolean> {
    const [row] = await runNamed<{ more: boolean }>(this.dataSource, NUMBER, [limit]);
    return row?.more ?? false;
  }

  async last(): Promise<number> {
    const [row] = await runNamed<{ last: string }>(this.dataSource, LAST, []);
    return Number(row?.last ?? 0);
  }

  async after(position: number, limit: number): Promise<readonly Happening[]> {
    type Values = Omit<Happening, 'position'> & { readonly position: string };
    const rows = await runNamed<Values>(this.dataSource, AFTER, [position, limit]);
    return rows.map((row) => ({ ...row, position: Number(row.position) }));
  }
}
