import type { CpuTime } from './cpu-time.js';
import type { EngineCost } from './engine-cost.js';
import { reportInbox, type InboxCost } from './inbox-cost.js';
import type { PowerCost } from './power-cost.js';
import type { RowProfile } from './row-profile.js';
import { median, spread, type Run } from './statistics.js';

type ByClients = Record<number, Run>;

/** One round: the same clients for peer, use-case and HTTP, measured one after the other. */
export interface Round {
  readonly peer: ByClients;
  readonly useCase: ByClients;
  readonly http: ByClients;
}

/** Everything that was measured. */
export interface Figures {
  readonly version: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly profile: RowProfile;
  readonly roundTrips: number;
  readonly rounds: readonly Round[];
  /** What a person may do in a case, asked over HTTP. */
  readonly offers: Run;
  readonly sweep: number;
  readonly engine: EngineCost;
  readonly powers: PowerCost;
  /** Lines on an organisation of 10,000 people. */
  readonly organisation: readonly string[];
  /** At each size. */
  readonly inbox: readonly InboxCost[];
}

/** What must be reached: acts a second as a share of the peer's, at the same number of clients. */
const GOALS = [
  { side: 'useCase', clients: 8, atLeast: 0.6 },
  { side: 'http', clients: 16, atLeast: 0.45 },
] as const;

/** A page that offers acts must not keep anybody waiting. */
const OFFERS_P95_MS = 20;

/** Prints medians over the rounds and the median of the per-round ratios, which alone are comparable. */
export function report(figures: Figures): void {
  const { profile, rounds, engine, powers } = figures;
  const settings = Object.entries(figures.settings).map(([name, value]) => `${name} ${value}`);
  say(`${figures.version}; ${settings.join(', ')}; ${rounds.length} rounds; medians`);
  say(`round trips per act: ${figures.roundTrips.toFixed(2)}`);
  say('rows per act (inserted / updated / deleted):');
  for (const [table, { inserted, updated, deleted }] of Object.entries(profile.tables)) {
    if (inserted + updated + deleted < 0.01) continue;
    say(`  ${table.padEnd(14)} ${inserted.toFixed(2)} / ${updated.toFixed(2)} / ${deleted.toFixed(2)}`);
  }
  const { record, state, body } = profile.sample;
  say(`characters: record ${record.length}, state ${state.length}, stored answer ${body.length}`);
  say('\n             clients   acts/s   p50 ms   p95 ms   p99 ms   ratio to the peer: median (min-max)');
  for (const side of ['peer', 'useCase', 'http'] as const) sideRows(rounds, side);
  say('\nCPU microseconds an act, by process:');
  for (const [side, clients] of [
    ['peer', 8],
    ['useCase', 8],
    ['http', 16],
  ] as const)
    cpuRow(rounds, side, clients);
  const { p50, p95, p99 } = figures.offers;
  say(
    `\nacts on offer to a person, 10,000 people in 1,000 units: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`,
  );
  say(`goal: p95 under ${OFFERS_P95_MS} ms: ${p95 < OFFERS_P95_MS ? 'met' : 'MISSED'}`);
  say(`\nsweep: ${figures.sweep.toFixed(0)} lapses/s, two sweepers`);
  say(
    `definition: loaded and linted in ${engine.loadMs.toFixed(0)} ms, with proof ${engine.proveMs.toFixed(0)} ms, restored in ${engine.restoreMs.toFixed(1)} ms`,
  );
  say(`step: one act decided in ${engine.decideUs.toFixed(0)} us`);
  say(
    `powers: loaded and checked in ${powers.loadMs.toFixed(0)} ms; a question permitted in ${powers.permittedUs.toFixed(0)} us, refused in ${powers.refusedUs.toFixed(0)} us, asked again in ${powers.againUs.toFixed(1)} us`,
  );
  say('organisation of 10,000 people in 1,000 units:');
  figures.organisation.forEach(say);
  reportInbox(figures.inbox, say);
  for (const { side, clients, atLeast } of GOALS) {
    const ratio = median(ratios(rounds, side, clients));
    const verdict = ratio >= atLeast ? 'met' : 'MISSED';
    say(
      `goal: ${side} at ${clients} reaches ${ratio.toFixed(2)} of the peer, at least ${atLeast}: ${verdict}`,
    );
  }
}

function sideRows(rounds: readonly Round[], side: keyof Round): void {
  for (const count of Object.keys(rounds[0]?.[side] ?? {}).map(Number)) {
    const runs = rounds.map((round) => round[side][count] as Run);
    const of = (key: 'p50' | 'p95' | 'p99'): string =>
      median(runs.map((run) => run[key]))
        .toFixed(1)
        .padStart(8);
    const rate = median(runs.map((run) => run.perSecond))
      .toFixed(0)
      .padStart(8);
    const ratio = side === 'peer' ? '' : spread(ratios(rounds, side, count));
    say(
      `  ${side.padEnd(10)} ${String(count).padStart(6)} ${rate} ${of('p50')} ${of('p95')} ${of('p99')}   ${ratio}`,
    );
  }
}

/** Where the time goes: what cannot be had from a lower rate alone on a machine shared with others. */
function cpuRow(rounds: readonly Round[], side: keyof Round, clients: number): void {
  const of = (key: keyof CpuTime): string =>
    median(rounds.map((round) => round[side][clients]?.cpu?.[key] ?? Number.NaN))
      .toFixed(0)
      .padStart(6);
  const role = side === 'useCase' ? 'engine and ledger' : side === 'http' ? 'clients' : 'bench';
  say(
    `  ${side.padEnd(8)} at ${String(clients).padStart(2)}: database ${of('database')}, service ${of('server')}, ${role} ${of('here')}`,
  );
}

function ratios(rounds: readonly Round[], side: keyof Round, clients: number): number[] {
  return rounds.map(
    (round) => (round[side][clients] as Run).perSecond / (round.peer[clients] as Run).perSecond,
  );
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
