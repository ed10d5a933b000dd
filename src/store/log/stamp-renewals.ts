import type { DataSource } from 'typeorm';
import type { StampStrength } from '../../engine/audit/stamp/stamp-strength.js';
import type { Instant } from '../../engine/clock/time.js';
import type { DueStamp, RenewalStore, RenewedLeaf } from '../../usecases/log/stamp-store.js';
import { runNamed, type NamedStatement } from '../named-statement.js';

interface StrengthValues {
  readonly ends_at: Date | null;
  readonly algorithms: readonly string[];
}

interface DueValues extends StrengthValues {
  readonly size: number;
  readonly authority: string;
  readonly token: Buffer;
  readonly sha256: string;
  readonly sm3: string;
}

const DUE: NamedStatement = {
  name: 'log-stamps-due',
  text: `select t.size::float8 as size, t.authority, t.token, t.ends_at, t.algorithms, a.note as sha256, b.note as sm3
    from log_stamps t
    join log_checkpoints a on a.suite = 'sha256' and a.size = t.size
    join log_checkpoints b on b.suite = 'sm3' and b.size = t.size
    where (t.ends_at is null or t.ends_at > $1 and (t.ends_at < $2 or t.algorithms && $3::text[]))
      and not exists (select 1 from log_stamp_renewals r where r.size = t.size and r.authority = t.authority)
    order by t.size, t.authority limit $4`,
};

const LATEST: NamedStatement = {
  name: 'log-stamps-latest',
  text: `select distinct on (authority) ends_at, algorithms from log_stamps order by authority, size desc`,
};

const KEEP: NamedStatement = {
  name: 'log-stamp-renewals-add',
  text: `insert into log_stamp_renewals (record_seq, position, size, authority, sha256, sm3)
    select $1, n.place - 1, n.size, n.authority, n.sha256, n.sm3
    from unnest($2::bigint[], $3::text[], $4::text[], $5::text[]) with ordinality as n (size, authority, sha256, sm3, place)`,
};

/** Of a stamp that was made before its end was noted: it is renewed as soon as there is a later one. */
const UNKNOWN_END = '0001-01-01T00:00:00.000Z' as Instant;

/** What is renewed of time stamps, on PostgreSQL, in the application's role. */
export class PostgresStampRenewals implements RenewalStore {
  constructor(private readonly dataSource: DataSource) {}

  async due(
    { now, before, weak }: Parameters<RenewalStore['due']>[0],
    limit: number,
  ): Promise<readonly DueStamp[]> {
    const rows = await runNamed<DueValues>(this.dataSource, DUE, [now, before, weak, limit]);
    return rows.map((row) => ({
      ...{ size: row.size, authority: row.authority, token: row.token, ...strengthIn(row) },
      notes: { sha256: row.sha256, sm3: row.sm3 },
    }));
  }

  async latest(): Promise<readonly StampStrength[]> {
    return (await runNamed<StrengthValues>(this.dataSource, LATEST, [])).map(strengthIn);
  }

  async keep(seq: number, leaves: readonly RenewedLeaf[]): Promise<void> {
    const column = <K extends keyof RenewedLeaf>(name: K): readonly RenewedLeaf[K][] =>
      leaves.map((leaf) => leaf[name]);
    const columns = [column('size'), column('authority'), column('sha256'), column('sm3')];
    await runNamed(this.dataSource, KEEP, [seq, ...columns]);
  }
}

function strengthIn({ ends_at: endsAt, algorithms }: StrengthValues): StampStrength {
  return { endsAt: (endsAt?.toISOString() as Instant | undefined) ?? UNKNOWN_END, algorithms };
}
