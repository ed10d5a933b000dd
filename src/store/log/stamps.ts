import type { DataSource } from 'typeorm';
import type { Instant } from '../../engine/clock/time.js';
import type { KeptStamp } from '../../usecases/log/log-ports.js';
import type { StampStore } from '../../usecases/log/stamp-store.js';
import { runNamed, type NamedStatement } from '../named-statement.js';

const LAST: NamedStatement = {
  name: 'log-stamp-last',
  text: `select size::float8 as size, stamped_at from log_stamps where authority = $1 order by size desc limit 1`,
};

const ADD: NamedStatement = {
  name: 'log-stamp-add',
  text: `insert into log_stamps (size, authority, token, stamped_at) values ($1, $2, $3, $4)
    on conflict (size, authority) do nothing`,
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

  async add(size: number, { authority, token, stampedAt }: KeptStamp): Promise<void> {
    await runNamed(this.dataSource, ADD, [size, authority, Buffer.from(token), stampedAt]);
  }

  async hasDecision(from: number, to: number): Promise<boolean> {
    const [row] = await runNamed<{ found: boolean }>(this.dataSource, DECISION, [from, to]);
    return row?.found === true;
  }
}
