import 'reflect-metadata';
import { pino } from 'pino';
import { buildApplication, buildPorts } from '../src/app.module.js';
import { nodeHash } from '../src/outside/crypto/node-hash.js';
import { LOG_ORIGIN } from './bench-office.js';
import { OFFICERS, tokenOf } from './licence-journey.js';

/** The service as it ships, in a process of its own: `argv` gives the database; the port goes to standard output. */
async function main(databaseUrl: string): Promise<void> {
  const composition = await buildPorts(
    databaseUrl,
    {
      installation: { log: LOG_ORIGIN, mode: 'real', zone: 'Asia/Shanghai' },
      database: { poolSize: 8 },
    } as Parameters<typeof buildPorts>[1],
    (sentence) => process.stderr.write(`${sentence}\n`),
  );
  for (const { person } of Object.values(OFFICERS)) {
    await composition.store.directory.issueToken(nodeHash.sha256(tokenOf(person)), person);
  }
  const app = await buildApplication(
    composition,
    { http: { bodyLimit: 1_048_576 } } as Parameters<typeof buildApplication>[1],
    pino({ level: 'silent' }),
  );
  await app.listen(0, '127.0.0.1');
  process.stdout.write(`${new URL(await app.getUrl()).port}\n`);
}

await main(process.argv[2] ?? '');
