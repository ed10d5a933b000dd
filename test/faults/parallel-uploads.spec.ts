import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { launchService, readTokens, type RunningService } from '../../src/cli/running-service.js';
import { ServiceClient } from '../../src/cli/service-client.js';

/** As many as the issue asks for, unless a smaller number is wished: DUECOURSE_TEST_UPLOADS=4x50. */
const [UPLOADS = 20, MEGABYTES = 500] = (process.env['DUECOURSE_TEST_UPLOADS'] ?? '20x500')
  .split('x')
  .map(Number);
const MEGABYTE = 1_000_000;
/** Megabytes by which the service's memory may grow. */
const MOST_GROWTH = 100;
const PEOPLE = ['o-101', 'o-102', 'o-201', 'o-202', 'o-301'];
/** Cases opened and accepted before anything is measured. */
const WARMING = 400;
/** Milliseconds in which the service gives back what a collection has freed. */
const SETTLING_MS = 2_000;
/** Milliseconds between two cases of those who work on as they always do. */
const BUSY_MS = 20;
/**
 * Milliseconds between two cases while the uploads run: enough acts to see that they answer, and so few that what
 * grows meanwhile is owed to the uploads. At the full pace the garbage of the acts alone makes the heap rise and fall
 * by more than is allowed here.
 */
const CALM_MS = 500;
const TEST_TIMEOUT_MS = 1_800_000;

const OPENING = {
  procedure: 'administrative-licence',
  unit: 'market-bureau',
  subject: '食品经营许可',
  applicant: { name: '刘洋', person: 'p-0001' },
  input: {
    ...{ kind: 'general', guideVersion: '2026-01', channel: 'counter', truthful: true },
    materials: [{ name: '申请书', form: 'original', state: 'ok' }],
  },
};

/** Milliseconds of each act, sorted. */
function p95(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
}

describe(`${UPLOADS} uploads of ${MEGABYTES} MB at once`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'duecourse-parallel-'));
  let service: RunningService;

  const client = (): ServiceClient => new ServiceClient(service.url, readTokens(folder));
  const token = (person: string): string => client().person(person).token;

  /** Resident memory of the service's own process, in megabytes. */
  const memory = (): number => {
    const status = readFileSync(`/proc/${service.process.pid ?? 0}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1_000;
  };

  /** Opens and accepts cases until told otherwise; how long each act took. */
  async function acts(goOn: () => boolean, betweenMs: number): Promise<readonly number[]> {
    const times: number[] = [];
    const timed = async (path: string, body: unknown): Promise<Readonly<Record<string, unknown>>> => {
      const begun = performance.now();
      const answer = await client().post('o-101', path, body);
      times.push(performance.now() - begun);
      expect(answer).toMatchObject({ status: 201 });
      return answer.body;
    };
    while (goOn()) {
      const { caseId } = await timed('/v1/cases', OPENING);
      await timed(`/v1/cases/${String(caseId)}/acts/accept`, { input: {} });
      await pause(betweenMs);
    }
    return times;
  }

  /**
   * Acts alone, until the service has grown into them and let go what it needed for its start; how long the last ones
   * took, and the memory that is in use then, without garbage.
   */
  async function steady(): Promise<{ readonly times: readonly number[]; readonly base: number }> {
    let left = WARMING;
    await acts(() => left-- > 0, BUSY_MS);
    left = 100;
    const times = await acts(() => left-- > 0, BUSY_MS);
    let base = memory();
    service.process.kill('SIGUSR2');
    const until = performance.now() + SETTLING_MS;
    while (performance.now() < until) {
      base = Math.min(base, memory());
      await pause(100);
    }
    return { times, base };
  }

  /** Sends uploads from a process of its own; its lines as they come. */
  function sender(bytes: number, stopAt: number, uploads: readonly string[]): Sender {
    const child = spawn(process.execPath, [
      'test/faults/fixtures/send-uploads.mjs',
      ...[service.url, String(bytes), String(stopAt), ...uploads],
    ]);
    return new Sender(child);
  }

  beforeAll(async () => {
    service = await launchService('dist/main.js', folder, {
      DUECOURSE_LOG_LEVEL: 'silent',
      NODE_OPTIONS: '--import ./test/faults/fixtures/collect-on-signal.mjs',
    }).ready;
  }, TEST_TIMEOUT_MS);
  afterAll(async () => {
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  }, TEST_TIMEOUT_MS);

  it(
    'keep memory within bounds, and acts answer meanwhile',
    async () => {
      const { times: before, base } = await steady();
      let peak = base;
      const people = Array.from({ length: UPLOADS }, (_, i) => token(PEOPLE[i % PEOPLE.length] as string));
      const sending = sender(MEGABYTES * MEGABYTE, 0, people);
      let sent = false;
      const begun = performance.now();
      const finished = sending.ended.then(() => (sent = true));
      const watching = (async () => {
        while (!sent) {
          peak = Math.max(peak, memory());
          await pause(100);
        }
      })();
      const during = await acts(() => !sent, CALM_MS);
      await Promise.all([finished, watching]);
      const seconds = (performance.now() - begun) / 1_000;
      process.stdout.write(
        `\n  ${UPLOADS} x ${MEGABYTES} MB in ${seconds.toFixed(0)} s (${((UPLOADS * MEGABYTES) / seconds).toFixed(0)} MB/s); ` +
          `memory ${base.toFixed(0)} MB, at most ${peak.toFixed(0)} MB: ${(peak - base).toFixed(0)} MB more; ` +
          `acts p95 ${p95(before).toFixed(0)} ms before (${before.length}), ${p95(during).toFixed(0)} ms during (${during.length})\n`,
      );
      expect(sending.errors).toBe('');
      const done = sending.lines.filter(({ done: path }) => path !== undefined);
      expect(done).toHaveLength(UPLOADS);
      const [first] = done.filter(({ sha256 }) => sha256 !== undefined);
      const found = await client().get(PEOPLE[0] as string, String(first?.done));
      expect(found.body).toMatchObject({ state: 'settled', scan: 'clean', sha256: first?.sha256 });
      expect(peak - base).toBeLessThan(MOST_GROWTH);
      expect(during.length).toBeGreaterThan(10);
      expect(p95(during)).toBeLessThan(2_000);
    },
    TEST_TIMEOUT_MS,
  );

  it(
    'go on after their connection was killed, and after the service was',
    async () => {
      const bytes = 120 * MEGABYTE;
      const who = 'o-302';
      const first = sender(bytes, 30 * MEGABYTE, [token(who)]);
      const path = String((await first.line(({ begun }) => begun !== undefined)).begun);
      await first.line(({ sent }) => sent !== undefined);
      first.kill();
      await first.ended;
      const second = sender(bytes, 60 * MEGABYTE, [`${token(who)}@${path}`]);
      await second.line(({ sent }) => sent !== undefined);
      service.process.kill('SIGKILL');
      await service.ended;
      await second.ended;
      service = await launchService('dist/main.js', folder, { DUECOURSE_LOG_LEVEL: 'silent' }).ready;
      // Whom the dead process let write has a claim of some seconds left.
      await pause(10_000);
      const third = sender(bytes, 0, [`${token(who)}@${path}`]);
      await third.ended;
      expect(third.errors).toBe('');
      const done = await third.line(({ done: finished }) => finished !== undefined);
      expect(done.from).toBeGreaterThan(50 * MEGABYTE);
      const found = await client().get(who, path);
      expect(found.body).toMatchObject({ state: 'settled', sha256: done.sha256, size: bytes });
    },
    TEST_TIMEOUT_MS,
  );
});

interface Line {
  readonly begun?: string;
  readonly sent?: number;
  readonly done?: string;
  readonly from?: number;
  readonly sha256?: string;
}

/** The process that sends, and what it has said. */
class Sender {
  readonly lines: Line[] = [];
  readonly ended: Promise<void>;
  errors = '';
  readonly #waiting: { readonly wanted: (line: Line) => boolean; readonly tell: (line: Line) => void }[] = [];

  constructor(private readonly child: ChildProcess) {
    this.ended = new Promise((resolve) => child.once('close', () => resolve()));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.errors += text));
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as Line;
      this.lines.push(line);
      for (const { wanted, tell } of this.#waiting) if (wanted(line)) tell(line);
    });
  }

  /** The first line of that kind, said or still to come. */
  async line(wanted: (line: Line) => boolean): Promise<Line> {
    const said = this.lines.find(wanted);
    if (said) return said;
    const toCome = new Promise<Line>((tell) => this.#waiting.push({ wanted, tell }));
    const over = this.ended.then(() =>
      Promise.reject(new Error(`it ended without saying so: ${this.errors}`)),
    );
    return Promise.race([toCome, over]);
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
}
