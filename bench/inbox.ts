import 'reflect-metadata';
import { startBenchDatabase } from './bench-database.js';
import { openOffice } from './bench-office.js';
import { inboxCost, reportInbox } from './inbox-cost.js';

/** The inbox alone: `node --import ./test/support/register-typescript.mjs bench/inbox.ts`. */
const database = await startBenchDatabase();
const office = await openOffice(database.url, 8);
try {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  reportInbox(await inboxCost(office, database.url), say);
} finally {
  await office.store.close();
  await database.stop();
}
