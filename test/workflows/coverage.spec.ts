import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  coverageGaps,
  coverageRows,
  coverageTable,
  readClaims,
  unclaimedProvisions,
  withCoverageTable,
} from '../../src/engine/law/coverage.js';
import { compiledLicence, LICENCE, workedCases } from './licence-cases.js';

const lawText = readFileSync(join(LICENCE, 'law.md'), 'utf8');
const { definition } = compiledLicence();
const claims = readClaims(lawText);
const scenarios = workedCases().map(({ scenario, articles }) => ({ name: scenario, articles }));
const rows = coverageRows(definition, '许可法', claims, scenarios);

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

function chinese(article: number): string {
  const tens = Math.floor(article / 10);
  return `${tens > 1 ? DIGITS[tens] : ''}${tens > 0 ? '十' : ''}${DIGITS[article % 10]}`;
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

describe('law.md of the administrative licence', () => {
  it.each([26, ...range(29, 50), ...range(53, 57), 8, 61, 69, 70, 74, 78, 82])(
    'quotes article %i and says what becomes of it',
    (article) => {
      const section = lawText.split(`## 第${chinese(article)}条\n`)[1]?.split('\n## ')[0] ?? '';
      expect(section).toMatch(/^\n> \S/);
      expect(section).toMatch(new RegExp(`^- Enforced ${article}(\\D\\S*)?: (yes|partly|no) - \\S`, 'm'));
    },
  );

  it('ties every provision it calls enforced to the definition and to a worked case', () => {
    expect(coverageGaps(rows)).toEqual([]);
  });

  it('speaks of every provision that the definition names', () => {
    expect(unclaimedProvisions(definition, '许可法', claims)).toEqual([]);
  });

  it('shows the table that follows from the definition and the worked cases', () => {
    expect(lawText).toBe(withCoverageTable(lawText, coverageTable(rows)));
  });
});

describe('the coverage of a law', () => {
  const claim = { provision: '42.1', enforced: 'yes', why: 'x' } as const;

  it('names a provision that is called enforced and is not', () => {
    const [unknown] = coverageRows(definition, '许可法', [{ ...claim, provision: '83' }], scenarios);
    expect(coverageGaps(unknown ? [unknown] : [])).toEqual([
      '83 is said to be enforced, but the definition never names it',
      '83 is said to be enforced, but no worked case is about it',
    ]);
  });

  it('asks nothing of a provision that is not enforced', () => {
    expect(
      coverageGaps(coverageRows(definition, '许可法', [{ ...claim, provision: '41', enforced: 'no' }], [])),
    ).toEqual([]);
  });

  it('does not take article 42 for article 4, nor another law for this one', () => {
    const rowsOf = (law: string, provision: string) =>
      coverageRows(definition, law, [{ ...claim, provision }], scenarios)[0];
    expect(rowsOf('许可法', '4')?.definition).toEqual([]);
    expect(rowsOf('公开条例', '42.1')?.definition).toEqual([]);
    expect(rowsOf('许可法', '42')?.definition).toContain('clock decision');
  });

  it('finds a provision of the definition that law.md is silent about', () => {
    expect(
      unclaimedProvisions(
        definition,
        '许可法',
        claims.filter(({ provision }) => provision !== '44'),
      ),
    ).toEqual(['许可法 44']);
  });

  it('refuses a law.md that speaks twice of a provision, or has no place for the table', () => {
    const twice = '- Enforced 44: yes - a\n- Enforced 44: no - b\n';
    expect(() => readClaims(twice)).toThrow('twice of 44');
    expect(() => withCoverageTable('# law', 'table')).toThrow('coverage:begin');
  });
});
