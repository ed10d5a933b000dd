import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { replayStrict } from '../../src/engine/replay/replay-strict.js';
import { GOLDEN, goldenFile, goldenLines } from '../engine/replay/golden-lines.js';
import { historiesOf } from '../engine/replay/scenario-history.js';
import { libraryScenarios } from '../engine/replay/scenario-library.js';
import { notTheSame } from '../engine/replay/told-apart.js';

const scenarios = libraryScenarios();

describe('the golden histories', () => {
  it('are one for each worked case of every procedure and overlay', () => {
    const wanted = scenarios.map(({ file }) => goldenFile(file)).toSorted();
    if (process.env['DUECOURSE_APPROVE'] === '1') {
      rmSync(GOLDEN, { recursive: true, force: true });
      for (const one of scenarios) {
        mkdirSync(dirname(goldenFile(one.file)), { recursive: true });
        writeFileSync(goldenFile(one.file), goldenLines(one));
      }
    }
    const there = readdirSync(GOLDEN, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => join(GOLDEN, name));
    expect(there.toSorted()).toEqual(wanted);
  });

  it.each(scenarios.map((one) => [one.file, one] as const))(
    '%s is played as it always was, and decided anew to the same end',
    (file, one) => {
      const golden = goldenFile(file);
      const histories = historiesOf(one.scenario, one);
      expect(goldenLines(one, histories).split('\n')).toEqual(
        (existsSync(golden) ? readFileSync(golden, 'utf8') : '').split('\n'),
      );
      for (const history of histories.values()) {
        const report = replayStrict(history);
        expect(notTheSame(report)).toEqual([]);
        expect(report.finalState).toBe(history.records.at(-1)?.record.after?.sha256);
      }
    },
  );
});
