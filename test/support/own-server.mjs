// A process that runs an embedded server until it is killed. Prints the server's address.
import './register-typescript.mjs';

const { startEmbeddedPostgres } = await import('../../src/outside/postgres/embedded-postgres.ts');
const server = await startEmbeddedPostgres({ dataDir: process.argv[2], durable: false });
process.stdout.write(`${server.url}\n`);
setInterval(() => undefined, 60_000);
