import 'reflect-metadata';
import type { ConsultationState } from '../src/engine/consultation/consultation.js';
import { createDataSource } from '../src/store/data-source.js';
import { fsck } from '../src/store/fsck/fsck.js';
import { runNamed } from '../src/store/named-statement.js';
import { postgresConsultations } from '../src/store/queries/consultations/postgres-consultations.js';
import { ledgerLaw } from '../src/usecases/law/ledger-law.js';
import { startBenchDatabase } from './bench-database.js';
import { openOffice, type BenchOffice } from './bench-office.js';
import { CommentFlood } from './comments-over-http.js';
import { DECISION, openedConsultation } from './consultation-stage.js';
import { JOURNEY } from './licence-journey.js';
import { ServerUnderLoad } from './server-under-load.js';
import { median, percentile } from './statistics.js';
import { SteadyActs } from './steady-acts.js';
import { openCases } from './use-case-load.js';

/**
 * A draft that everybody talks about: 100,000 comments over HTTP while acts go on elsewhere, then every number counted,
 * the ledger checked and pages read: `node --import ./test/support/register-typescript.mjs bench/consultation-volume.ts`.
 */
const COMMENTS = Number(process.env['BENCH_COMMENTS'] ?? 100_000);
const COMMENTS_A_SECOND = 1_500;
const ACTS_A_SECOND = 5;
/** Seconds of acts between two looks at how many comments there are. */
const SECONDS = 5;
const SLOWEST_COMMENTS_A_SECOND = 150;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function filled(acts: SteadyActs, flood: CommentFlood): Promise<number> {
  const latencies: number[] = [];
  let receipts = 0;
  let slowest = 0;
  const began = performance.now();
  while (receipts < COMMENTS) {
    flood.begin(Math.min(COMMENTS_A_SECOND, Math.ceil((COMMENTS - receipts) / SECONDS)));
    latencies.push(...(await acts.perform(ACTS_A_SECOND, SECONDS)));
    const flooded = await flood.end();
    receipts += flooded.received;
    slowest = Math.max(slowest, flooded.slowest);
  }
  const rate = receipts / ((performance.now() - began) / 1000);
  say(`${receipts} receipts, ${rate.toFixed(0)}/s, the slowest after ${slowest.toFixed(0)} ms`);
  say(
    `acts meanwhile: p50 ${median(latencies).toFixed(1)} ms, p95 ${percentile(latencies, 0.95).toFixed(1)} ms`,
  );
  return receipts;
}

/** Every receipt has its row and its number, the state counts them all, the ledger holds. @throws when not */
async function checked({ ports }: BenchOffice, url: string, stream: string, receipts: number): Promise<void> {
  const owner = await createDataSource({ url, poolSize: 2, asApplication: false }).initialize();
  try {
    const count = {
      name: '',
      text: `select count(*)::integer as rows, max(n) as last, count(distinct n)::integer as numbers,
        count(distinct seq)::integer as records from consultation_comments where stream = $1`,
    };
    const [found] = await runNamed<{ rows: number; last: number; numbers: number; records: number }>(
      owner,
      count,
      [stream],
    );
    const head = await ports.ledger.head(stream);
    const { received } = JSON.parse(head?.stateText ?? '{}') as ConsultationState;
    const counts = [found?.rows, found?.last, found?.numbers, received];
    if (counts.some((one) => one !== receipts))
      throw new Error(`${receipts} receipts, but ${counts.join(', ')}`);
    const began = performance.now();
    const { findings } = await fsck(owner, ledgerLaw(ports));
    if (findings.length > 0) throw new Error(JSON.stringify(findings.slice(0, 5)));
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    say(
      `rows, numbers and state agree, in ${found?.records ?? 0} records; fsck finds nothing, in ${seconds} s`,
    );
  } finally {
    await owner.destroy();
  }
}

async function pages({ store }: BenchOffice, stream: string, receipts: number): Promise<void> {
  const reads = postgresConsultations(store.dataSource);
  const after = Buffer.from(JSON.stringify([String(Math.floor(receipts / 2))])).toString('base64url');
  for (const [name, filter] of [
    ['all', {}],
    ['those unhandled', { result: 'unhandled' }],
    ['one article', { article: 'a3' }],
  ] as const) {
    const times: number[] = [];
    for (let n = 0; n < 50; n += 1) {
      const began = performance.now();
      await reads.comments(stream, filter, { limit: 50, after });
      times.push(performance.now() - began);
    }
    say(`a page of ${name}: ${median(times).toFixed(1)} ms`);
  }
}

const database = await startBenchDatabase();
try {
  const office = await openOffice(database.url, 4, [DECISION]);
  const { store, ports } = office;
  const stream = await openedConsultation({
    ...ports,
    consultations: postgresConsultations(store.dataSource),
  });
  const acts = (ACTS_A_SECOND * COMMENTS) / SLOWEST_COMMENTS_A_SECOND;
  const cases = await openCases(ports, Math.ceil(acts / JOURNEY.length) + ACTS_A_SECOND * SECONDS);
  const server = await ServerUnderLoad.start(database.url);
  const apart = await ServerUnderLoad.start(database.url);
  const flood = new CommentFlood(apart.port, stream);
  try {
    const receipts = await filled(new SteadyActs(cases, server.port), flood);
    await checked(office, database.url, stream, receipts);
    await pages(office, stream, receipts);
  } finally {
    flood.kill();
    await server.stop();
    await apart.stop();
    await store.close();
  }
} finally {
  await database.stop();
}
