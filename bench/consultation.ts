import 'reflect-metadata';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../src/store/data-source.js';
import { runNamed } from '../src/store/named-statement.js';
import { postgresConsultations } from '../src/store/queries/consultations/postgres-consultations.js';
import { CommentIntake } from '../src/usecases/streams/consultation/comment-intake.js';
import { startBenchDatabase } from './bench-database.js';
import { openOffice, type BenchOffice } from './bench-office.js';
import { WORDS } from './comment-words.js';
import { DECISION, openedConsultation } from './consultation-stage.js';

/**
 * Comments on one draft, and a page of 100,000 of them, each as a ratio to the plainest statement that could do it:
 * `node --import ./test/support/register-typescript.mjs bench/consultation.ts`.
 */
const COMMENTS = 4_000;
const AT_ONCE = 200;
const STORED = 100_000;
const PAGES = 300;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function inParallel(
  count: number,
  width: number,
  work: (n: number) => Promise<unknown>,
): Promise<number> {
  const from = process.hrtime.bigint();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: width }, lane));
  return count / (Number(process.hrtime.bigint() - from) / 1e9);
}

async function commentRates({ ports, store }: BenchOffice, owner: DataSource, stream: string): Promise<void> {
  const intake = new CommentIntake({ ...ports, consultations: postgresConsultations(store.dataSource) });
  const comment = { text: WORDS, article: 'a3', stance: null, consentToPublish: true, author: null };
  const received = await inParallel(COMMENTS, AT_ONCE, async (n) => {
    const { outcome } = await intake.receive(stream, `bench-${n}`, comment);
    // A rate of refusals would be no rate at all.
    if (outcome !== 'received') throw new Error(outcome);
  });
  const insert = { name: 'bench-plain', text: 'insert into bench_plain (n, text) values ($1, $2)' };
  const plain = await inParallel(COMMENTS, AT_ONCE, (n) => runNamed(owner, insert, [n, WORDS]));
  say(
    `comments on one draft: ${received.toFixed(0)}/s, ${(received / plain).toFixed(2)} of a plain insert each`,
  );
}

async function pageRates({ store }: BenchOffice, owner: DataSource, stream: string): Promise<void> {
  const reads = postgresConsultations(store.dataSource);
  const middle = Buffer.from(JSON.stringify([String(STORED / 2)])).toString('base64url');
  const page = { limit: 50, after: middle };
  const text = 'select n, text from bench_plain where n > $1 order by n limit 51';
  const plain = await inParallel(PAGES, 1, () => runNamed(owner, { name: 'bench-page', text }, [STORED / 2]));
  const lists = {
    all: () => reads.comments(stream, {}, page),
    unhandled: () => reads.comments(stream, { result: 'unhandled' }, page),
    'one article': () => reads.comments(stream, { article: 'a7' }, page),
    'the same words': () => reads.comments(stream, { sameAs: STORED / 2 }, { limit: 50 }),
    'one channel': () => reads.comments(stream, { channel: 'letter' }, page),
  };
  for (const [name, read] of Object.entries(lists)) {
    const rate = await inParallel(PAGES, 1, read);
    say(
      `a page of ${name} at ${STORED}: ${(1000 / rate).toFixed(2)} ms, ${(plain / rate).toFixed(1)} times a plain one`,
    );
  }
}

const database = await startBenchDatabase();
try {
  const office = await openOffice(database.url, 8, [DECISION]);
  const { store, ports } = office;
  const owner = await createDataSource({ url: database.url, poolSize: 8, asApplication: false }).initialize();
  const fill = async (text: string, values: readonly unknown[] = []): Promise<void> =>
    void (await runNamed(owner, { name: '', text }, values));
  try {
    await owner.query('create table if not exists bench_plain (n integer primary key, text text)');
    const stream = await openedConsultation({
      ...ports,
      consultations: postgresConsultations(store.dataSource),
    });
    await commentRates(office, owner, stream);
    await fill(`insert into bench_plain select n, 'x' from generate_series(${COMMENTS}, ${STORED}) n`);
    await fill(
      `insert into consultation_comments (stream, n, id, seq, received_on, arrived_on, channel, article, consent,
        text, text_key, sorted_as, result, handled_seq)
      select $1, n, md5(n::text), 1, current_date, current_date, case when n % 50 = 0 then 'letter' else 'web' end,
        'a' || n % 60, true, $2, md5((n % 997)::text), 'normal', case when n % 3 = 0 then null else 'explained' end, 1
      from generate_series(${COMMENTS + 1}, ${STORED}) n`,
      [stream, WORDS],
    );
    await fill('analyze consultation_comments');
    await pageRates(office, owner, stream);
  } finally {
    await owner.destroy();
    await store.close();
  }
} finally {
  await database.stop();
}
