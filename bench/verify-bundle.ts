import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleBundle, zipped } from '../test/support/evidence/sample-bundle.js';
import { sampleLog } from '../test/support/evidence/sample-log.js';

const PROGRAM = 'dist/verifier/duecourse-verify.mjs';
const SIZES = [10_000, 100_000] as const;
const MOST_SECONDS = 15;
/** What the larger bundle may take beyond the smaller one: 1.3 times, and what the runtime keeps before it tidies up. */
const MOST_GROWTH = 1.3;
const ALLOWANCE_MB = 40;

interface Run {
  readonly records: number;
  readonly megabytes: number;
  /** Of one core: other work on the machine does not count. */
  readonly seconds: number;
  /** Peak of resident memory. */
  readonly peakMB: number;
}

/**
 * Prints at its end what the program took. The peak is that of its own memory: `maxRSS` of a process counts what its parent had when it was
 * forked, and this one holds whole bundles.
 */
const METER = `import { readFileSync } from 'node:fs';
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const peak = /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1];
  process.stderr.write(JSON.stringify({ seconds: (user + system) / 1e6, peakMB: peak / 1024 }));
});`;

function verify(folder: string, records: number, suites: readonly string[]): Run {
  const log = sampleLog({ records });
  const bundle = join(folder, `${records}.zip`);
  const policy = join(folder, 'policy.txt');
  writeFileSync(bundle, zipped(sampleBundle(log)));
  writeFileSync(policy, log.policy);
  const words = [
    '--import',
    `data:text/javascript,${encodeURIComponent(METER)}`,
    PROGRAM,
    bundle,
    '--policy',
    policy,
    ...suites,
  ];
  const child = spawnSync(process.execPath, words, { encoding: 'utf8' });
  if (child.status !== 0) throw new Error(`exit ${child.status}\n${child.stdout}\n${child.stderr}`);
  const megabytes = statSync(bundle).size / 2 ** 20;
  return { records, megabytes, ...(JSON.parse(child.stderr) as Pick<Run, 'seconds' | 'peakMB'>) };
}

/**
 * Verifies bundles of two sizes with the program that is handed out, each in a process of its own. After `npm run build:verifier`:
 * `node --import ./test/support/register-typescript.mjs bench/verify-bundle.ts [--both-suites]`.
 */
function main(): void {
  const suites = process.argv.includes('--both-suites') ? [] : ['--suite', 'sha256'];
  const folder = mkdtempSync(join(tmpdir(), 'verify-bench-'));
  try {
    const runs = SIZES.map((records) => verify(folder, records, suites));
    for (const { records, megabytes, seconds, peakMB } of runs)
      console.log(
        `${records} records, ${megabytes.toFixed(0)} MB: ${seconds.toFixed(1)} s, peak ${peakMB.toFixed(0)} MB`,
      );
    const [small, large] = runs as [Run, Run];
    const isFlat = large.peakMB <= small.peakMB * MOST_GROWTH + ALLOWANCE_MB;
    const isQuick = suites.length === 0 || large.seconds < MOST_SECONDS;
    console.log(`memory flat: ${isFlat ? 'yes' : 'NO'} · under ${MOST_SECONDS} s: ${isQuick ? 'yes' : 'NO'}`);
    process.exitCode = isFlat && isQuick ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main();
