import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import type { KeptTile } from '../../engine/audit/log/tile-growth.js';
import type { Tile } from '../../engine/audit/log/tiles.js';
import { HASH_BYTES } from '../../engine/audit/log/tree-hash.js';
import type { Instant } from '../../engine/clock/time.js';
import { LOG_SUITES, type LogHashes, type LogSuite } from '../../usecases/log/log-ports.js';
import type {
  LogStore,
  LogWriter,
  SequencedBatch,
  SignedHeads,
  WaitingRecord,
} from '../../usecases/log/log-store.js';
import { runNamed, type NamedStatement } from '../named-statement.js';
import { PostgresLogState } from './log-state.js';
import { readTiles, type RunStatement } from './tile-reads.js';

/** Key of the advisory lock of the one who sequences. */
const SEQUENCER_LOCK = 7_302_177_422;

const HAS_WORK: NamedStatement = {
  name: 'log-has-work',
  text: `select exists (select 1 from sequence_queue)
    or (select coalesce(max(index) + 1, 0) from log_entries) >
      (select coalesce(max(size), 0) from log_checkpoints where suite = 'sha256') as work`,
};

const LOCK: NamedStatement = { name: 'log-lock', text: 'select pg_try_advisory_lock($1) as locked' };
const UNLOCK: NamedStatement = { name: 'log-unlock', text: 'select pg_advisory_unlock($1)' };

// A stream's records are written under the lock of its head, so that their places are in the order of their sequence
// and none becomes visible before those ahead of it. Places of other streams may still appear between them later.
const WAITING: NamedStatement = {
  name: 'log-waiting',
  text: `select q.id::float8 as place, q.stream, q.seq, r.sha256, r.sm3
    from (select id, stream, seq from sequence_queue order by id limit $1) q
    join records r on r.stream = q.stream and r.seq = q.seq
    order by q.id`,
};

// One statement is one transaction: what leaves the queue is in the log. A record that was not in the queue has no time
// there, and fails the whole.
const APPEND: NamedStatement = {
  name: 'log-append',
  text: `with taken as (
      delete from sequence_queue where id = any ($1::bigint[]) returning id, queued_at
    ), wanted as (
      select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::integer[], $5::text[], $6::text[])
        as w(id, index, stream, seq, sha256, sm3)
    ), grown as (
      insert into log_tiles (suite, level, tile, bytes)
      select * from unnest($7::text[], $8::integer[], $9::bigint[], $10::bytea[])
      on conflict (suite, level, tile) do update set bytes = excluded.bytes
    )
    insert into log_entries (index, stream, seq, sha256, sm3, queued_at)
    select w.index, w.stream, w.seq, w.sha256, w.sm3, t.queued_at from wanted w left join taken t on t.id = w.id
    order by w.index`,
};

const PUBLISH: NamedStatement = {
  name: 'log-publish',
  text: `insert into log_checkpoints (suite, size, note, signed_at)
    values ('sha256', $1, $2, $4), ('sm3', $1, $3, $4) on conflict do nothing`,
};

/** The log on PostgreSQL, for the one process at a time that writes it. Connected as the sealer. */
export class PostgresLogStore implements LogStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly hashes: LogHashes,
  ) {}

  async hasWork(): Promise<boolean> {
    const [row] = await runNamed<{ work: boolean }>(this.dataSource, HAS_WORK, []);
    return row?.work ?? false;
  }

  async exclusively<T>(work: (log: LogWriter) => Promise<T>): Promise<T | undefined> {
    const client = await (this.dataSource.driver as unknown as { readonly master: Pool }).master.connect();
    // A connection that is lost says so to whoever has it; the statement under way fails by itself.
    const lost = (): void => undefined;
    client.on('error', lost);
    // The lock is the connection's: one on which anything failed is ended, and the lock with it.
    let failed = true;
    try {
      const run = onClient(client);
      const [row] = await run<{ locked: boolean }>(LOCK, [SEQUENCER_LOCK]);
      const result = row?.locked ? await work(new PostgresLogWriter(run, this.hashes)) : undefined;
      if (row?.locked) await run(UNLOCK, [SEQUENCER_LOCK]);
      failed = false;
      return result;
    } finally {
      client.off('error', lost);
      client.release(failed);
    }
  }
}

function onClient(client: PoolClient): RunStatement {
  return async <Row extends object>(statement: NamedStatement, values: readonly unknown[]) =>
    (await client.query<Row>({ ...statement, values: [...values] })).rows;
}

class PostgresLogWriter extends PostgresLogState implements LogWriter {
  async waiting(limit: number): Promise<readonly WaitingRecord[]> {
    type Row = Omit<WaitingRecord, 'leaf'> & { readonly sha256: string; readonly sm3: string };
    const rows = await this.run<Row>(WAITING, [limit]);
    return rows.map(({ place, stream, seq, sha256, sm3 }) => ({ place, stream, seq, leaf: { sha256, sm3 } }));
  }

  async tiles(suite: LogSuite, tiles: readonly Tile[]): Promise<readonly KeptTile[]> {
    const found = await readTiles(this.run, suite, tiles);
    return tiles.flatMap(({ level, index }) => {
      const bytes = found.get(`${level}/${index}`);
      return bytes ? [{ level, index, width: bytes.length / HASH_BYTES, bytes }] : [];
    });
  }

  async append({ places, entries, tiles }: SequencedBatch): Promise<void> {
    const kept = LOG_SUITES.flatMap((suite) => tiles[suite].map((tile) => ({ suite, ...tile })));
    await this.run(APPEND, [
      places,
      entries.map(({ index }) => index),
      entries.map(({ stream }) => stream),
      entries.map(({ seq }) => seq),
      entries.map(({ leaf }) => leaf.sha256),
      entries.map(({ leaf }) => leaf.sm3),
      kept.map(({ suite }) => suite),
      kept.map(({ level }) => level),
      kept.map(({ index }) => index),
      kept.map(({ bytes }) => Buffer.from(bytes)),
    ]);
  }

  async publish({ size, notes }: SignedHeads, signedAt: Instant): Promise<void> {
    await this.run(PUBLISH, [size, notes.sha256, notes.sm3, signedAt]);
  }
}
