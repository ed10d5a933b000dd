import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  AuditThresholdsError,
  readAuditThresholds,
} from '../../../src/outside/seed/read-audit-thresholds.js';

const SHIPPED = 'workflows/audit/thresholds.yaml';
const text = readFileSync(SHIPPED, 'utf8');

function written(changed: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'thresholds-')), 'thresholds.yaml');
  writeFileSync(path, changed);
  return path;
}

describe('thresholds of audit patterns', () => {
  it('are those that ship', () => {
    expect(readAuditThresholds(SHIPPED)).toEqual({
      ...{ fewestCases: 20, suspendedNearWorkingDays: 2, lateAfterDays: 5, lastDayShare: 0.5 },
      ...{ readOutsideHours: 10, casesAfterChangeDays: 7 },
    });
  });

  it('may be others of an authority, within bounds', () => {
    const own = readAuditThresholds(written(text.replace('lateAfterDays: 5', 'lateAfterDays: 10')));
    expect(own.lateAfterDays).toBe(10);
  });

  it.each([
    ['so few cases that a person would be compared by them', 'fewestCases: 20', 'fewestCases: 3'],
    ['a part of days', 'lateAfterDays: 5', 'lateAfterDays: 5.5'],
    ['more than all', 'lastDayShare: 0.5', 'lastDayShare: 1.5'],
    ['one that is missing', 'readOutsideHours: 10', ''],
    ['one that there is not', 'lateAfterDays: 5', 'lateAfterDays: 5\nranking: true'],
  ])('are refused with %s', (_what, from, to) => {
    expect(text).toContain(from);
    expect(() => readAuditThresholds(written(text.replace(from, to)))).toThrow(AuditThresholdsError);
  });
});
