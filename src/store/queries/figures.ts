import type { DataSource } from 'typeorm';
import type { Instant } from '../../engine/clock/time.js';
import type { Queries } from '../../usecases/queries.js';
import { runNamed } from '../named-statement.js';

type Figures = Awaited<ReturnType<Queries['figures']>>;

/** Since the first checkpoint that none of these vouches for. */
const secondsWithout = (vouchers: string): string =>
  `coalesce((select extract(epoch from clock_timestamp() - signed_at)::float8 from log_checkpoints
      where suite = 'sha256' and size > coalesce((select max(size) from ${vouchers}), 0) order by size limit 1), 0)`;

const FIGURES = {
  name: 'figures',
  text: `select (select count(*)::int from cases where status = 'open') as "casesOpen",
      (select count(*)::int from clocks where sweep_at is not null) as "clocksRunning",
      (select count(*)::int from clocks where sweep_at <= $1) as "clocksOverdue",
      (select count(*)::int from outbox where delivered_at is null) as "outboxWaiting",
      (select coalesce(max(index) + 1, 0)::float8 from log_entries) as "logSize",
      coalesce(extract(epoch from clock_timestamp() - least(
        (select min(queued_at) from sequence_queue),
        (select min(queued_at) from log_entries
          where index >= coalesce((select max(size) from log_checkpoints where suite = 'sha256'), 0))
      ))::float8, 0) as "logUnsealedSeconds",
      ${secondsWithout('log_stamps')} as "logUnstampedSeconds",
      ${secondsWithout("log_cosignatures where suite = 'sha256'")} as "logUnwitnessedSeconds"`,
};

/** Sizes for metrics. `clocksRunning`: clocks that can run out; `clocksOverdue`: run out but not yet recorded. */
export async function readFigures(dataSource: DataSource, now: Instant): Promise<Figures> {
  const [row] = await runNamed<Figures>(dataSource, FIGURES, [now]);
  return row as Figures;
}
