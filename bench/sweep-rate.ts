import { addDays, civilDayOf, startOfDay } from '../src/engine/clock/civil-date.js';
import { lapseDueClocks } from '../src/usecases/clocks/lapse-due-clocks.js';
import type { Ports } from '../src/usecases/ports.js';
import { openCases } from './use-case-load.js';

/** Cases whose one-time notice is overdue when the sweep begins. */
const CASES = 2_000;

/** Lapses recorded a second by two sweepers: each a full act of the law, through engine, ledger and statechart. */
export async function sweepRate(ports: Ports): Promise<number> {
  await openCases(ports, CASES);
  const { zone } = ports.installation;
  const later = startOfDay(addDays(civilDayOf(await ports.now.now(), zone), 30), zone);
  const then: Ports = { ...ports, now: { now: () => Promise.resolve(later) } };
  const began = performance.now();
  const lapsed = await Promise.all([drain(then), drain(then)]);
  return lapsed.reduce((sum, n) => sum + n, 0) / ((performance.now() - began) / 1000);
}

async function drain(ports: Ports): Promise<number> {
  const once = lapseDueClocks(ports);
  let lapsed = 0;
  for (let round = await once(100); round.streams > 0; round = await once(100)) lapsed += round.lapsed;
  return lapsed;
}
