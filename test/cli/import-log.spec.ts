import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importLog } from '../../src/cli/import-log.js';
import { runCommand } from '../../src/cli/run-command.js';
import type { Zone } from '../../src/engine/clock/time.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { readLogFile } from '../../src/outside/mining/read-log-file.js';
import { readCalendars } from '../../src/outside/seed/read-library.js';
import { FakeTerminal } from './fake-terminal.js';

const ZONE = 'Asia/Shanghai' as Zone;
const LICENCE = 'workflows/national/administrative-licence/procedure.yaml';
// To lay a log beside the licence, all of its places are walked through: what is about files does with a small one.
const SMALL = 'test/engine/case/fixtures/permit.yaml';
const commands = {
  'import-log': importLog({
    ...{ hash: nodeHash, zone: ZONE, readCalendars },
    readLog: (path, columns) => readLogFile(path, columns, ZONE),
  }),
};

describe('duecourse import-log', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'log-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (name: string, text: string, ...words: string[]) => runUnder(SMALL, name, text, ...words);

  async function runUnder(procedure: string, name: string, text: string, ...words: string[]) {
    const file = join(folder, name);
    writeFileSync(file, text);
    const terminal = new FakeTerminal();
    const code = await runCommand(
      commands,
      ['import-log', file, '--procedure', procedure, ...words],
      terminal,
    );
    return { code, out: terminal.lines.join('\n'), err: terminal.complaints.join('\n') };
  }

  it('tells of each case what is missing, what is foreign and what was late, with the article', async () => {
    const log =
      '办件编号,环节,办结时间\nA-1,收到申请,2026-03-02\nA-1,受理,2026-03-03\nA-1,盖章,2026-03-04\nA-1,准予许可,2026-06-30\n';
    const mapping = join(folder, 'mapping.yaml');
    writeFileSync(mapping, '收到申请: receive\n准予许可: grant\n');
    const { code, out } = await runUnder(LICENCE, 'late.csv', log, '--mapping', mapping);
    expect(code).toBe(1);
    expect(out).toContain('A-1: 吻合度 fitness');
    expect(out).toContain('多 extra: 第 3 步 盖章 2026-03-04');
    expect(out).toMatch(/缺 missing: .+许可法/);
    expect(out).toMatch(/超期 overdue: .*决定.* 2026-03-03 起.*许可法 42/);
    expect(out).toContain('1 件 cases, 1 件偏离程序');
  });

  it('answers as data, and says when there is nothing to object to', async () => {
    const log = 'case_id,activity,timestamp\nA-1,receive,2026-03-02\nA-1,accept,2026-03-03\n';
    const { code, out } = await run('fits.csv', log, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ cases: [{ id: 'A-1', alignment: { cost: 0, fitness: 1 } }] });
  });

  it('refuses headings of which nobody can tell which is meant, and columns that there are not', async () => {
    const twice = '办件编号,环节,环节,办结时间\nA-1,收到申请,受理,2026-03-02\n';
    expect(await run('twice.csv', twice)).toMatchObject({ code: 2, err: expect.stringContaining('同名') });
    const log = 'case_id,activity,timestamp\nA-1,receive,2026-03-02\n';
    const named = await run('named.csv', log, '--time-column', 'nope');
    expect(named).toMatchObject({ code: 2, err: expect.stringContaining('nope') });
  });

  it('says once that a log tells no times, and takes no day that no log can mean', async () => {
    const timeless = await run('timeless.csv', 'case_id,activity\nA-1,receive\nA-1,accept\n');
    expect(timeless.err.split('\n')).toEqual([expect.stringContaining('没有时间的列')]);
    const log = 'case_id,activity,timestamp\nA-1,receive,0001-01-01\nA-1,accept,9999-12-31\n';
    expect((await run('far.csv', log)).err).toContain('第 3 行时间无法识别');
  });

  it('refuses a mapping that is none', async () => {
    const mapping = join(folder, 'broken.yaml');
    for (const text of ['a: [b\n', '- a\n']) {
      writeFileSync(mapping, text);
      const log = 'case_id,activity,timestamp\nA-1,receive,2026-03-02\n';
      expect(await run('mapped.csv', log, '--mapping', mapping)).toMatchObject({ code: 2, out: '' });
    }
  });

  it('refuses what is no log, and a mapping to acts that there are not', async () => {
    expect(await run('x.xes', '<html/>')).toMatchObject({ code: 2 });
    expect(await run('x.csv', 'a,b\n1,2\n')).toMatchObject({ code: 2 });
    const ocel = await run('x.json', '{"objectTypes":[],"eventTypes":[]}');
    expect(ocel).toMatchObject({ code: 2, err: expect.stringContaining('OCEL 2.0') });
    const mapping = join(folder, 'wrong.yaml');
    writeFileSync(mapping, '收到申请: recieve\n');
    const { code, err } = await run('y.csv', 'case_id,activity\n', '--mapping', mapping);
    expect(code).toBe(2);
    expect(err).toContain('recieve');
  });
});
