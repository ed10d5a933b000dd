import type { DataSource } from 'typeorm';
import type { Instant } from '../../engine/clock/time.js';
import type { NewStamp, StampStore } from '../../usecases/log/stamp-store.js';
import { runNamed, type NamedStatement } from '../named-statement.js';

const LAST: NamedStatement = {
  name: 'log-stamp-last',
  text: `select size::float8 as size, stamped_at from log_stamps where authority = $1 order by size desc limit 1`,
};

const ADD: NamedStatement = {
  name: 'log-stamp-add',
  text: `insert into log_stamps (size, authority, token, stamped_at, ends_at, algorithms, lists)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (size, authority) do nothing`,
};

// A list is good for days: the stamps of that time share it.
const ADD_LIST: NamedStatement = {
  name: 'log-revocation-list-add',
  text: `with given as (select encode(sha256($1::bytea), 'hex') as sha256),
    added as (
      insert into log_revocation_lists (sha256, list, fetched_at) select sha256, $1, $2 from given on conflict do nothing
    )
    select sha256 from given`,
};

const DECISION: NamedStatement = {
  name: 'log-stamp-decision',
  text: `select exists (
      select 1 from log_entries e join records r on r.stream = e.stream and r.seq = e.seq
      where e.index >= $1 and e.index < $2 and (r.text::jsonb -> 'data') ?| array['outcome', 'documents']
    ) as found`,
};

/** Time stamps on PostgreSQL. Writing needs the sealer's role. */
export class PostgresStamps implements StampStore {
  constructor(private readonly dataSource: DataSource) {}

  async last(authority: string): Promise<{ readonly size: number; readonly stampedAt: Instant } | undefined> {
    const [row] = await runNamed<{ size: number; stamped_at: Date }>(this.dataSource, LAST, [authority]);
    return row && { size: row.size, stampedAt: row.stamped_at.toISOString() as Instant };
  }

  async add(size: number, stamp: NewStamp): Promise<void> {
    const { authority, token, stampedAt, endsAt, algorithms, lists = [] } = stamp;
    const named: string[] = [];
    for (const list of lists) {
      const values = [Buffer.from(list), stampedAt];
      const [row] = await runNamed<{ sha256: string }>(this.dataSource, ADD_LIST, values);
      if (row) named.push(row.sha256);
    }
    const values = [size, authority, Buffer.from(token), stampedAt, endsAt, algorithms, named];
    await runNamed(this.dataSource, ADD, values);
  }

  async hasDecision(from: number, to: number): Promise<boolean> {
    const [row] = await runNamed<{ found: boolean }>(this.dataSource, DECISION, [from, to]);
    return row?.found === true;
  }
}
