import type { DataSource } from 'typeorm';
import type { NodeReader } from '../../engine/audit/log/tree-proof.js';
import type { TreeNode } from '../../engine/audit/log/tree-shape.js';
import { HASH_BYTES } from '../../engine/audit/log/tree-hash.js';
import type { Instant } from '../../engine/clock/time.js';
import type {
  KeptStamp,
  LogEntry,
  LogHashes,
  LogReads,
  LogSuite,
  PublishedCheckpoint,
  StampRenewal,
} from '../../usecases/log/log-ports.js';
import { runNamed, type NamedStatement } from '../named-statement.js';
import { onPool, readNodes, readTiles } from './tile-reads.js';

interface CheckpointValues {
  readonly size: number;
  readonly signed_at: Date;
  readonly sha256: string;
  readonly sm3: string;
  readonly sha256_lines: readonly string[];
  readonly sm3_lines: readonly string[];
  readonly stamps: readonly {
    readonly authority: string;
    readonly token: string;
    readonly at: string;
    readonly lists: readonly string[];
  }[];
}

const PUBLISHED = `select a.size::float8 as size, a.signed_at, a.note as sha256, b.note as sm3,
    array(select c.line from log_cosignatures c where c.suite = 'sha256' and c.size = a.size order by c.name)
      as sha256_lines,
    array(select c.line from log_cosignatures c where c.suite = 'sm3' and c.size = a.size order by c.name) as sm3_lines,
    coalesce((select json_agg(json_build_object('authority', t.authority, 'token', encode(t.token, 'base64'), 'at',
        to_char(t.stamped_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'lists', array(select encode(l.list, 'base64')
          from log_revocation_lists l where l.sha256 = any (t.lists) order by l.sha256)) order by t.authority)
      from log_stamps t where t.size = a.size), '[]') as stamps
  from log_checkpoints a join log_checkpoints b on b.suite = 'sm3' and b.size = a.size
  where a.suite = 'sha256'`;

const LATEST: NamedStatement = {
  name: 'log-latest',
  text: `${PUBLISHED} order by a.size desc limit 1`,
};

const ANCHORS: NamedStatement = {
  name: 'log-anchors',
  text: `${PUBLISHED} and a.size in (
      select coalesce(
          (select min(t.size) from log_stamps t where t.size > i.index and t.size <= $1),
          (select min(c.size) from log_cosignatures c
            where c.suite = 'sha256' and c.size > i.index and c.size <= $1))
        from unnest($2::bigint[]) as i(index)
      union select max(t.size) from log_stamps t where t.size <= $1
      union select max(c.size) from log_cosignatures c where c.suite = 'sha256' and c.size <= $1
    ) order by a.size`,
};

const LAST_COSIGNED: NamedStatement = {
  name: 'log-last-cosigned',
  text: `${PUBLISHED}
    and a.size = (select max(c.size) from log_cosignatures c where c.suite = 'sha256' and c.size <= $1)`,
};

const RENEWALS: NamedStatement = {
  name: 'log-renewals',
  text: `select authority, record_seq as seq, position from log_stamp_renewals where size = $1
    order by record_seq, position`,
};

const RENEWAL_LEAVES: NamedStatement = {
  name: 'log-renewal-leaves',
  text: `select sha256, sm3 from log_stamp_renewals where record_seq = $1 order by position`,
};

interface EntryValues {
  readonly index: number;
  readonly stream: string;
  readonly seq: number;
  readonly sha256: string;
  readonly sm3: string;
}

const ENTRIES: NamedStatement = {
  name: 'log-entries-of',
  text: `select index::float8 as index, stream, seq, sha256, sm3 from log_entries
    where stream = $1 and seq between $2 and $3 order by seq`,
};

// Indexes grow within a stream, so its last entry below a size is found from the end of its records.
const HEADS: NamedStatement = {
  name: 'log-heads',
  text: `select e.index::float8 as index, s.id as stream, e.seq, e.sha256, e.sm3
    from (select id from streams where id > $2 order by id limit $3) s
    left join lateral (
      select index, seq, sha256, sm3 from log_entries where stream = s.id and index < $1 order by seq desc limit 1
    ) e on true
    order by s.id`,
};

const HEADS_OF_A_PAGE = 1_000;

/** The log on PostgreSQL, as it is read by whoever proves something or publishes it. */
export class PostgresLogReads implements LogReads {
  /** @param hashes from bytes to bytes, of both suites */
  constructor(
    private readonly dataSource: DataSource,
    private readonly hashes: LogHashes,
  ) {}

  async latest(): Promise<PublishedCheckpoint | undefined> {
    const [row] = await runNamed<CheckpointValues>(this.dataSource, LATEST, []);
    return row && publishedOf(row);
  }

  async anchors(indexes: readonly number[], size: number): Promise<readonly PublishedCheckpoint[]> {
    return (await runNamed<CheckpointValues>(this.dataSource, ANCHORS, [size, indexes])).map(publishedOf);
  }

  async lastCosigned(size: number): Promise<PublishedCheckpoint | undefined> {
    const [row] = await runNamed<CheckpointValues>(this.dataSource, LAST_COSIGNED, [size]);
    return row && publishedOf(row);
  }

  renewals(size: number): Promise<readonly StampRenewal[]> {
    return runNamed<StampRenewal>(this.dataSource, RENEWALS, [size]);
  }

  async renewalLeaves(seq: number): Promise<Readonly<Record<LogSuite, readonly Uint8Array[]>>> {
    const rows = await runNamed<Record<LogSuite, string>>(this.dataSource, RENEWAL_LEAVES, [seq]);
    const of = (suite: LogSuite): readonly Uint8Array[] => rows.map((row) => Buffer.from(row[suite], 'hex'));
    return { sha256: of('sha256'), sm3: of('sm3') };
  }

  async entriesOf(stream: string, first: number, last: number): Promise<readonly LogEntry[]> {
    return (await runNamed<EntryValues>(this.dataSource, ENTRIES, [stream, first, last])).map(entryOf);
  }

  async *heads(size: number): AsyncIterable<readonly (LogEntry & { readonly count: number })[]> {
    for (let after = ''; ;) {
      const rows = await runNamed<EntryValues & { readonly index: number | null }>(this.dataSource, HEADS, [
        size,
        after,
        HEADS_OF_A_PAGE,
      ]);
      const last = rows.at(-1);
      if (!last) return;
      after = last.stream;
      const page = rows
        .filter(({ index }) => index !== null)
        .map((row) => ({ ...entryOf(row), count: row.seq + 1 }));
      if (page.length > 0) yield page;
    }
  }

  nodes(suite: LogSuite, nodes: readonly TreeNode[]): Promise<NodeReader> {
    return readNodes(onPool(this.dataSource), suite, nodes, this.hashes[suite]);
  }

  async tile(suite: LogSuite, level: number, index: number, width: number): Promise<Uint8Array | undefined> {
    const tiles = await readTiles(onPool(this.dataSource), suite, [{ level, index }]);
    const [bytes] = tiles.values();
    return bytes && bytes.length >= width * HASH_BYTES ? bytes.subarray(0, width * HASH_BYTES) : undefined;
  }
}

function publishedOf(row: CheckpointValues): PublishedCheckpoint {
  return {
    size: row.size,
    signedAt: row.signed_at.toISOString() as Instant,
    notes: {
      sha256: row.sha256 + row.sha256_lines.join(''),
      sm3: row.sm3 + row.sm3_lines.join(''),
    },
    stamps: row.stamps.map(({ authority, token, at, lists }): KeptStamp => ({
      authority,
      token: Buffer.from(token, 'base64'),
      stampedAt: at as Instant,
      lists: lists.map((list) => Buffer.from(list, 'base64')),
    })),
  };
}

function entryOf({ index, stream, seq, sha256, sm3 }: EntryValues): LogEntry {
  return { index, stream, seq, leaf: { sha256, sm3 } };
}
