import type { DataSource, EntityManager } from 'typeorm';
import type { Effect } from '../engine/case/effect.js';
import type { Deliverer, DeliveryResult, Outbox, OutboxNotice } from '../usecases/deliver-outbox.js';
import { Unavailable } from '../usecases/unavailable.js';
import { isOutage } from './named-statement.js';

interface WaitingRow {
  readonly stream: string;
  readonly seq: number;
  readonly n: number;
  readonly payload: string;
  readonly recorded_at: Date;
}

const CLAIM = `select stream, seq, n, payload, recorded_at from outbox where delivered_at is null
  order by recorded_at, stream, seq, n limit $1 for update skip locked`;

const MARK = `update outbox set delivered_at = clock_timestamp()
  where (stream, seq, n) in (select * from unnest($1::text[], $2::integer[], $3::integer[]))`;

/** The outbox on PostgreSQL. The claim is the row lock: it ends with the transaction, however that ends. */
export class PostgresOutbox implements Outbox {
  constructor(private readonly dataSource: DataSource) {}

  async deliver(limit: number, deliver: Deliverer): Promise<DeliveryResult> {
    try {
      return await this.dataSource.transaction((manager) => round(manager, limit, deliver));
    } catch (problem) {
      throw isOutage(problem) ? new Unavailable('the database', { cause: problem }) : problem;
    }
  }
}

async function round(manager: EntityManager, limit: number, deliver: Deliverer): Promise<DeliveryResult> {
  const waiting = await manager.query<WaitingRow[]>(CLAIM, [limit]);
  const arrived: WaitingRow[] = [];
  for (const row of waiting) {
    // One that cannot be delivered now must not hold up the others.
    if (await hand(row, deliver)) arrived.push(row);
  }
  if (arrived.length > 0) {
    await manager.query(MARK, [
      arrived.map(({ stream }) => stream),
      arrived.map(({ seq }) => seq),
      arrived.map(({ n }) => n),
    ]);
  }
  return { delivered: arrived.length, failed: waiting.length - arrived.length };
}

async function hand(row: WaitingRow, deliver: Deliverer): Promise<boolean> {
  try {
    await deliver(noticeOf(row));
    return true;
  } catch {
    return false;
  }
}

function noticeOf(row: WaitingRow): OutboxNotice {
  return {
    id: `${row.stream}/${row.seq}/${row.n}`,
    stream: row.stream,
    seq: row.seq,
    effect: JSON.parse(row.payload) as Effect,
    recordedAt: row.recorded_at.toISOString(),
  };
}
