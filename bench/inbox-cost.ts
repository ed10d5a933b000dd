import { postgresInbox } from '../src/store/queries/inbox/postgres-inbox.js';
import { countInbox } from '../src/usecases/inbox/count-inbox.js';
import { CASE_VIEWS, TASK_VIEWS, type InboxView } from '../src/usecases/inbox/inbox-reads.js';
import { readInbox } from '../src/usecases/inbox/read-inbox.js';
import type { Asker } from '../src/usecases/powers/power-facts.js';
import { leaderOf, personOfSection } from '../test/support/big-organisation.js';
import type { BenchOffice } from './bench-office.js';
import { loadInbox } from './inbox-load.js';
import { runOf, type Run } from './statistics.js';

/** What the inbox costs at one size. */
export interface InboxCost {
  readonly tasks: number;
  /** By what is asked. */
  readonly runs: Readonly<Record<string, Run>>;
}

/** Open tasks at which it is measured. */
const SIZES = (process.env['BENCH_INBOX_SIZES'] ?? '10000,1000000').split(',').map(Number);

/** Times that each question is asked, by people in turn. */
const ASKED = Number(process.env['BENCH_INBOX_ASKED'] ?? 150);
const PAGE = { limit: 50 } as const;
/** A cursor far down a list: behind everything that is due within six weeks. */
const DEEP = Buffer.from(
  JSON.stringify([new Date(Date.now() + 42 * 86_400_000).toISOString().slice(0, 10), '8', 'x']),
).toString('base64url');

/** A page must not keep anybody waiting, however many tasks there are. */
export const INBOX_P95_MS = 50;

/** Fills the database to each size and asks for every view, the counts and searches, as people of every kind. */
export async function inboxCost(office: BenchOffice, url: string): Promise<readonly InboxCost[]> {
  const costs: InboxCost[] = [];
  let loaded = 0;
  for (const tasks of SIZES) {
    await loadInbox(office, url, loaded, tasks);
    loaded = tasks;
    costs.push({ tasks, runs: await measured(office) });
  }
  return costs;
}

/** Windows, reviewers, deciders and heads of all departments, deputies among them, and applicants. */
const PEOPLE: readonly string[] = Array.from({ length: 30 }, (_, n) => [
  leaderOf(n % 37, 6),
  personOfSection((n * 5) % 37, n % 26, 2),
  personOfSection((n * 7) % 37, n % 26, 5),
  leaderOf((n * 3) % 37, 4),
  leaderOf((n * 11) % 37, 0),
  personOfSection((n * 13) % 37, n % 26, 3),
  `p-${n}`,
]).flat();

const SEARCHES = ['王伟', '食品经营', '𠮷', '城东便利店 李', '张𠮷㐂', '道路', '没有此名'];

async function measured({ ports, store }: BenchOffice): Promise<InboxCost['runs']> {
  const inbox = { reads: postgresInbox(store.dataSource), soonDays: 3 };
  const read = readInbox(ports, inbox);
  const count = countInbox(ports, inbox);
  const view = (name: InboxView) => (by: Asker) => read(by, { view: name, filter: {} }, PAGE);
  const asked: Record<string, (by: Asker, n: number) => Promise<unknown>> = {
    ...Object.fromEntries([...TASK_VIEWS, ...CASE_VIEWS].map((name) => [name, view(name)])),
    'all, overdue': (by) => read(by, { view: 'all', filter: { light: 'overdue' } }, PAGE),
    'all, deep in': (by) => read(by, { view: 'all', filter: {} }, { ...PAGE, after: DEEP }),
    search: (by, n) =>
      read(by, { view: 'all', filter: { q: SEARCHES[n % SEARCHES.length] as string } }, PAGE),
    'search in done': (by, n) =>
      read(by, { view: 'done', filter: { q: SEARCHES[n % SEARCHES.length] as string } }, PAGE),
    counts: (by) => count(by),
  };
  const runs: Record<string, Run> = {};
  for (const [name, ask] of Object.entries(asked)) runs[name] = await timed(ask);
  return runs;
}

async function timed(ask: (by: Asker, n: number) => Promise<unknown>): Promise<Run> {
  const latencies: number[] = [];
  // The first rounds fill caches and plans.
  for (let n = -30; n < ASKED; n += 1) {
    const person = PEOPLE[(n + 30) % PEOPLE.length] as string;
    const began = performance.now();
    await ask({ person, scopes: null, signIn: 'bearer' }, n + 30);
    if (n >= 0) latencies.push(performance.now() - began);
  }
  return runOf(latencies, latencies.reduce((sum, one) => sum + one, 0) / 1000);
}

/** Prints milliseconds by view at each size, and how they grew. */
export function reportInbox(costs: readonly InboxCost[], say: (line: string) => void): void {
  const [small, large] = [costs[0], costs.at(-1)];
  if (!small || !large) return;
  say(`\ninbox, pages of ${PAGE.limit}, 10,000 people in 1,000 units; milliseconds (p50 / p95 / p99):`);
  say(
    `  ${'view'.padEnd(16)} ${`${small.tasks} tasks`.padStart(24)} ${`${large.tasks} tasks`.padStart(24)}   p95 grew`,
  );
  for (const [name, run] of Object.entries(large.runs)) {
    const before = small.runs[name] as Run;
    const ratio = (run.p95 / before.p95).toFixed(1);
    say(`  ${name.padEnd(16)} ${shown(before).padStart(24)} ${shown(run).padStart(24)}   x${ratio}`);
  }
  const slowest = Math.max(...Object.values(large.runs).map(({ p95 }) => p95));
  const verdict = slowest < INBOX_P95_MS ? 'met' : 'MISSED';
  say(
    `goal: p95 under ${INBOX_P95_MS} ms at ${large.tasks} open tasks: ${slowest.toFixed(1)} ms, ${verdict}`,
  );
}

function shown({ p50, p95, p99 }: Run): string {
  return [p50, p95, p99].map((one) => one.toFixed(1)).join(' / ');
}
