import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../src/store/data-source.js';
import type { RowProfile } from './row-profile.js';
import type { Run } from './statistics.js';
import { percentile } from './statistics.js';

const run = promisify(execFile);

/** Streams that the peer works on: so many that two clients seldom meet. */
const STREAMS = 5_000;

/** Tables an act writes, in the order of the peer's statements. */
const COPIED = [
  'streams',
  'records',
  'record_parts',
  'idempotency',
  'outbox',
  'cases',
  'tasks',
  'case_performers',
  'clocks',
] as const;

/**
 * The peer: the transaction a good engineer would write by hand with the same rows, on copies of the same tables
 * with the same keys and indexes, without engine, hashing, triggers or Node. Run by pgbench with prepared statements.
 */
export async function preparePeer(url: string): Promise<void> {
  // The service's own role may create nothing, as it should be.
  const owner = await createDataSource({ url, poolSize: 1, asApplication: false }).initialize();
  try {
    await createTables(owner);
  } finally {
    await owner.destroy();
  }
}

async function createTables(dataSource: DataSource): Promise<void> {
  await dataSource.query('drop schema if exists peer cascade');
  await dataSource.query('create schema peer');
  for (const table of COPIED) {
    await dataSource.query(`create table peer.${table} (like public.${table} including all)`);
  }
  await dataSource.query(
    `insert into peer.streams (id, kind, seq, version, leaf_sha256, leaf_sm3, last_recorded_at, state, definition)
     select 's-' || n, 'case', 1, 1, repeat('a', 64), repeat('b', 64), now(), s.state, repeat('c', 64)
     from generate_series(1, ${STREAMS}) as n,
       (select state from public.streams where kind = 'case' order by length(state) desc limit 1) as s`,
  );
  await dataSource.query(
    `insert into peer.tasks (case_id, key, post, unit, acts, since, due_on, order_on)
     select 's-' || n, 'now', 'window', 'd00', '["accept"]', '2026-01-01', '2026-02-01', '2026-02-01'
     from generate_series(1, ${STREAMS}) as n`,
  );
  await dataSource.query(
    `insert into peer.clocks (case_id, clock, run, state, due_on, provisional, sweep_at)
     select 's-' || n, 'decision', 1, 'running', '2027-02-01', false, '2027-02-02' from generate_series(1, ${STREAMS}) as n`,
  );
  await dataSource.query('vacuum analyze');
}

/** Runs the peer with so many clients and reads its figures. */
export async function runPeer(
  options: {
    readonly binaries: string;
    readonly url: string;
    readonly clients: number;
    readonly seconds: number;
  },
  profile: RowProfile,
): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'duecourse-peer-'));
  try {
    const script = join(folder, 'act.sql');
    writeFileSync(script, peerScript(profile));
    const defines = Object.entries(profile.sample).flatMap(([name, text]) => ['-D', `${name}=${text}`]);
    const { stdout } = await run(
      join(options.binaries, 'pgbench'),
      [
        ...['-n', '-M', 'prepared', '-j', '2', '-c', String(options.clients), '-T', String(options.seconds)],
        ...['--log', '--log-prefix', join(folder, 'log'), '-f', script, ...defines, options.url],
      ],
      { maxBuffer: 64 * 1024 * 1024 },
    );
    const perSecond = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
    const { stdout: times } = await run('sh', ['-c', `cut -d' ' -f3 '${folder}'/log*`], {
      maxBuffer: 256 * 1024 * 1024,
    });
    const ms = times
      .trim()
      .split('\n')
      .map((us) => Number(us) / 1000);
    return {
      perSecond,
      acts: ms.length,
      p50: percentile(ms, 0.5),
      p95: percentile(ms, 0.95),
      p99: percentile(ms, 0.99),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One act's transaction. Tables that an act touches only sometimes are touched as often as the product does. */
export function peerScript({ tables }: RowProfile): string {
  const rate = (table: string, kind: 'inserted' | 'updated' | 'deleted'): number =>
    tables[table]?.[kind] ?? 0;
  return [
    `\\set id random(1, ${STREAMS})`,
    'begin;',
    "select seq, version, leaf_sha256, leaf_sm3, last_recorded_at, state as before_state, definition from peer.streams where id = 's-' || :id for update \\gset",
    "insert into peer.idempotency (actor, key, digest, body, stream, seq) values ('a', 's-' || :id || '-' || :seq, repeat('d', 64), :body, 's-' || :id, :seq);",
    "update peer.streams set seq = seq + 1, version = version + 1, leaf_sha256 = repeat('e', 64), leaf_sm3 = repeat('f', 64), last_recorded_at = now(), state = :state where id = 's-' || :id;",
    "insert into peer.records (stream, seq, id, type, recorded_at, text, sha256, sm3) values ('s-' || :id, :seq, gen_random_uuid(), 'act.done', now(), :record, repeat('a', 64), repeat('b', 64));",
    ...often(
      'parts',
      rate('record_parts', 'inserted'),
      (n) =>
        `insert into peer.record_parts (stream, seq, name, salt, value) values ('s-' || :id, :seq, 'part${n}', repeat('c', 64), :part);`,
    ),
    ...often(
      'closed',
      rate('tasks', 'deleted'),
      () => "delete from peer.tasks where case_id = 's-' || :id and key = 'now';",
    ),
    ...often(
      'opened',
      rate('tasks', 'inserted') + rate('tasks', 'updated'),
      (n) =>
        `insert into peer.tasks (case_id, key, post, unit, acts, since, due_on, order_on) values ('s-' || :id, case when ${n} = 1 then 'now' else 'more${n}' end, 'reviewer', 'd00', '["accept","grant"]', '2026-01-01', '2026-02-01', '2026-02-01') on conflict (case_id, key) do update set post = excluded.post, since = excluded.since;`,
    ),
    ...often(
      'performers',
      rate('case_performers', 'inserted'),
      (n) =>
        `insert into peer.case_performers (person, case_id, post) values ('p${n}-' || :seq, 's-' || :id, 'reviewer');`,
    ),
    ...often(
      'clocks',
      rate('clocks', 'inserted') + rate('clocks', 'updated'),
      (n) =>
        `insert into peer.clocks (case_id, clock, run, state, due_on, provisional, sweep_at) values ('s-' || :id, 'clock${n}', 1, 'running', '2027-02-01', false, '2027-02-02') on conflict (case_id, clock) do update set run = clocks.run + 1, sweep_at = excluded.sweep_at;`,
    ),
    ...often(
      'outbox',
      rate('outbox', 'inserted'),
      (n) =>
        `insert into peer.outbox (stream, seq, n, topic, payload, recorded_at) values ('s-' || :id, :seq, ${n}, 'document.serve', :payload, now());`,
    ),
    'commit;',
  ].join('\n');
}

/** Statements for a rate such as 1.4: one always, one more in 40 of 100 transactions. */
function often(name: string, rate: number, statement: (n: number) => string): string[] {
  const always = Math.floor(rate);
  const percent = Math.round((rate - always) * 100);
  const lines = Array.from({ length: always }, (_, index) => statement(index + 1));
  if (percent === 0) return lines;
  return [
    ...lines,
    `\\set ${name} random(1, 100)`,
    `\\if :${name} <= ${percent}`,
    statement(always + 1),
    '\\endif',
  ];
}
