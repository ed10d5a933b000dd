import type { DataSource } from 'typeorm';
import type { Instant } from '../../engine/clock/time.js';
import type { Queries } from '../../usecases/queries.js';
import { runNamed } from '../named-statement.js';

type Figures = Awaited<ReturnType<Queries['figures']>>;

const FIGURES = {
  name: 'figures',
  text: `select (select count(*)::int from cases where status = 'open') as "casesOpen",
      (select count(*)::int from clocks where sweep_at is not null) as "clocksRunning",
      (select count(*)::int from clocks where sweep_at <= $1) as "clocksOverdue",
      (select count(*)::int from outbox where delivered_at is null) as "outboxWaiting"`,
};

/** Sizes for metrics. `clocksRunning`: clocks that can run out; `clocksOverdue`: run out but not yet recorded. */
export async function readFigures(dataSource: DataSource, now: Instant): Promise<Figures> {
  const [row] = await runNamed<Figures>(dataSource, FIGURES, [now]);
  return row as Figures;
}
