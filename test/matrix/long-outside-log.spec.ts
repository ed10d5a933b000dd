import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';

const folder = mkdtempSync(join(tmpdir(), 'long-log-'));
const TRACES = 5_500;
const EVENTS = 20;
/** Attributes that nobody asks for, as exports of other systems have them. */
const OTHER = Array.from(
  { length: 6 },
  (_, n) => `<string key="other:${n}" value="${'不相干的内容'.repeat(6)}"/>`,
).join('\n');

function writeLog(path: string): void {
  const file = openSync(path, 'w');
  writeSync(file, '<?xml version="1.0" encoding="UTF-8"?>\n<log>\n');
  for (let trace = 0; trace < TRACES; trace += 1) {
    const events = Array.from(
      { length: EVENTS },
      (_, n) =>
        `<event><string key="concept:name" value="第 ${n} 步"/><date key="time:timestamp" value="2026-03-02T09:00:00+08:00"/>${OTHER}</event>\n`,
    );
    writeSync(file, `<trace><string key="concept:name" value="A-${trace}"/>\n${events.join('')}</trace>\n`);
  }
  writeSync(file, '</log>\n');
  closeSync(file);
}

const READ = `
  import { readLogFile } from './src/outside/mining/read-log-file.ts';
  const { cases, remarks } = readLogFile(process.argv[1], {}, 'Asia/Shanghai');
  const events = cases.reduce((sum, { events }) => sum + events.length, 0);
  process.stdout.write(JSON.stringify({ cases: cases.length, events, remarks, last: cases.at(-1).events.at(-1) }));
`;

describe('an outside log larger than the memory', () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is read under a heap of 64 MB', () => {
    const path = join(folder, 'log.xes');
    writeLog(path);
    expect(statSync(path).size).toBeGreaterThan(100_000_000);
    const words = [
      ...['--max-old-space-size=64', '--no-warnings', '--import', './test/support/register-typescript.mjs'],
      ...['--input-type=module', '-e', READ, path],
    ];
    const answer: unknown = JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' }));
    expect(answer).toEqual({
      ...{ cases: TRACES, events: TRACES * EVENTS, remarks: [] },
      last: { n: EVENTS, name: `第 ${EVENTS - 1} 步`, on: '2026-03-02' },
    });
  }, 300_000);
});
