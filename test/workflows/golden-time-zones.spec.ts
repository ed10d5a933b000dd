import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const run = promisify(execFile);

async function checkedIn(
  TZ: string,
): Promise<{ readonly otherwise: readonly string[]; readonly digest: string }> {
  const program = 'test/engine/replay/check-golden.ts';
  const words = ['--no-warnings', '--import', './test/support/register-typescript.mjs', program];
  const { stdout } = await run(process.execPath, words, { env: { ...process.env, TZ } });
  return JSON.parse(stdout) as Awaited<ReturnType<typeof checkedIn>>;
}

it('every worked case is played and decided anew to the same bytes wherever the machine keeps its time', async () => {
  // Two at a time: as many as the smallest machine has processors.
  const [utc, shanghai] = await Promise.all([checkedIn('UTC'), checkedIn('Asia/Shanghai')]);
  const newYork = await checkedIn('America/New_York');
  expect(utc.otherwise).toEqual([]);
  expect(utc.digest).toMatch(/^[0-9a-f]{64}$/);
  expect([shanghai, newYork]).toEqual([utc, utc]);
}, 120_000);
