import type { Pool } from 'pg';
import { performAct } from '../src/usecases/cases/perform-act.js';
import type { BenchOffice } from './bench-office.js';
import { askerOf, JOURNEY } from './licence-journey.js';
import { openCases } from './use-case-load.js';

/** Counts the statements that one act sends to the database, which are its round trips. */
export async function roundTripsPerAct({ ports, store }: BenchOffice): Promise<number> {
  const [caseId = ''] = await openCases(ports, 1);
  const pool = (store.dataSource.driver as unknown as { readonly master: Pool }).master;
  const query = pool.query.bind(pool);
  let sent = 0;
  Object.assign(pool, {
    query: (...args: Parameters<typeof query>) => {
      sent += 1;
      return query(...args);
    },
  });
  try {
    for (const { act, by, input } of JOURNEY) {
      const answer = await performAct(ports)({
        caseId,
        act,
        input,
        by: askerOf(by),
        key: `trip-${act}-${by}`,
      });
      if (answer.outcome !== 'recorded') throw new Error(`${act}: ${JSON.stringify(answer)}`);
    }
  } finally {
    Object.assign(pool, { query });
  }
  return sent / JOURNEY.length;
}
