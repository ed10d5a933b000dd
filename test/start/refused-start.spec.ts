import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const TIMEOUT_MS = 60_000;

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

describe('a process that must not start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'duecourse-refused-'));
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a program of the product until it ends. */
  function run(
    program: string,
    words: readonly string[],
    environment: Record<string, string>,
  ): Promise<Ended> {
    const node = ['--no-warnings', '--import', './test/support/register-typescript.mjs', program, ...words];
    const env = { ...process.env, DUECOURSE_DATA: folder, DUECOURSE_PORT: '0', ...environment };
    return new Promise((settle) => {
      execFile(process.execPath, node, { env, timeout: TIMEOUT_MS }, (problem, out, err) =>
        settle({ code: problem ? Number(problem.code) : 0, out, err }),
      );
    });
  }

  // What the tests' server does for the sake of speed, and as whom it is reached.
  const unsafe = ['fsync', 'full-page-writes', 'synchronous-commit', 'login-superuser'];

  it(
    'the service ends with 1 and lists everything that is wrong with its database, without a stack',
    async () => {
      const { code, err } = await run('src/main.ts', [], { DATABASE_URL: database.url });
      expect(err).toContain('DueCourse cannot start');
      expect(err.match(/^ {2}[\w-]+(?=: )/gm)?.map((line) => line.trim())).toEqual(unsafe);
      expect(err).toContain('database.allow: [no-fsync]');
      expect(err).not.toMatch(/^ +at /m);
      expect(code).toBe(1);
    },
    TIMEOUT_MS,
  );

  it(
    'the service ends with 1 and lists everything that is wrong with its settings, before it looks at any database',
    async () => {
      const { code, err } = await run('src/main.ts', [], {
        DUECOURSE_HOST: '0.0.0.0',
        DATABASE_URL: 'postgres://service:secret@db.invalid/approvals',
      });
      expect(err).toContain('the settings are unsafe in 6 places');
      expect(err).not.toContain('secret');
      expect(code).toBe(1);
    },
    TIMEOUT_MS,
  );

  it(
    'duecourse preflight says the same without starting anything, and ends with 1',
    async () => {
      const { code, out } = await run('src/cli/main.ts', ['preflight'], { DATABASE_URL: database.url });
      expect(out.match(/^ {2}[\w-]+(?=: )/gm)?.map((line) => line.trim())).toEqual(unsafe);
      expect(out).toContain('4 处不符合要求 findings');
      expect(code).toBe(1);
      const simulated = await run('src/cli/main.ts', ['preflight'], {
        DATABASE_URL: database.url,
        DUECOURSE_MODE: 'simulated',
      });
      expect(simulated.out).toContain('可以启动 ready');
      expect(simulated.code).toBe(0);
    },
    TIMEOUT_MS,
  );
});
