import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { noteCheck } from '../../src/outside/log-keys/log-keys.js';
import { TrustedFile } from '../../src/outside/log-keys/trusted-file.js';
import { loadSettings } from '../../src/outside/settings/load-settings.js';
import type { Finding } from '../../src/store/fsck/finding.js';
import { checkLog } from '../../src/store/fsck/log-check.js';
import { PostgresLedger } from '../../src/store/ledger.js';
import { fakeAppend, fakeState } from '../support/fake-case.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const KILLS = 20;
const LOG = loadSettings({}).installation.log;

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'duecourse-log-kill-'));
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

function launch(): { child: ChildProcess; ended: Promise<unknown> } {
  const child = spawn(process.execPath, ['dist/cli/main.js', 'sequence'], {
    env: { PATH: process.env['PATH'], DATABASE_URL: database.url, DUECOURSE_DATA: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return { child, ended: new Promise((settle) => child.once('exit', settle)) };
}

const trustedSize = async (): Promise<number> =>
  (await new TrustedFile(join(folder, 'log', 'checkpoint.json')).read())?.size ?? 0;

const count = async (table: string): Promise<number> => {
  const [row] = await database.owner.query<{ n: number }[]>(`select count(*)::integer as n from ${table}`);
  return row?.n ?? 0;
};

/** Waits until the sequencer has signed as many entries; a killed one may leave work for the next. */
async function sealedUpTo(size: number, patience: number): Promise<boolean> {
  for (const until = Date.now() + patience; Date.now() < until; await pause(50)) {
    if ((await trustedSize()) >= size) return true;
  }
  return false;
}

it(`loses nothing and signs one history when the sequencer is killed ${KILLS} times`, async () => {
  const ledger = new PostgresLedger(database.dataSource);
  const streams = [randomUUID(), randomUUID(), randomUUID()];
  let writing = true;
  const writers = streams.map(async (stream) => {
    for (let n = 0; writing; n++) {
      await ledger.transact({ stream, kind: 'case', create: true }, async (head) => ({
        append: fakeAppend(head, { state: fakeState(), records: 1 + (n % 30) }),
        result: null,
      }));
      await pause(5);
    }
  });
  const sizes: number[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const { child, ended } = launch();
    // From the moment at which it works: later and later in its rounds of a second.
    expect(await sealedUpTo((await trustedSize()) + 1, 60_000)).toBe(true);
    await pause((kill * 53) % 1_060);
    child.kill('SIGKILL');
    await ended;
    sizes.push(await trustedSize());
  }
  writing = false;
  await Promise.all(writers);
  const { child, ended } = launch();
  expect(await sealedUpTo(await count('records'), 60_000)).toBe(true);
  child.kill('SIGTERM');
  await ended;
  expect(child.exitCode).toBe(0);
  expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
  expect(await count('sequence_queue')).toBe(0);
  expect(await count('log_entries')).toBe(await count('records'));
  const findings: Finding[] = [];
  const signedByLog = noteCheck(join(folder, 'log', 'keys'));
  const runner = database.owner.createQueryRunner();
  await checkLog(
    runner,
    LOG,
    { hash: nodeHash, ...(signedByLog && { signedByLog }) },
    (finding) => void findings.push(finding),
  );
  await runner.release();
  expect(findings).toEqual([]);
}, 300_000);
