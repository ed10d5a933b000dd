import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/**
 * The provisions of the laws behind decisions and documents, listed by hand from their texts: those that bind somebody within a
 * case, and those that do not, each for the reason that its law.md gives. The tables are read as they stand in the files.
 */
const NATIONAL = 'workflows/national';
const FILES = [
  { file: 'major-decision/law.md', law: '决策条例' },
  { file: 'major-decision/competition-law.md', law: '竞争条例' },
  { file: 'normative-document/law.md', law: '' },
] as const;

interface Row {
  readonly provision: string;
  readonly enforced: string;
  readonly definition: string;
  readonly scenarios: string;
}

const ROW = /^\| ([^|`]+?) \| (yes|partly|no) \| ([^|]*) \| ([^|]*) \|$/gm;

function rowsOf({ file, law }: (typeof FILES)[number]): readonly Row[] {
  const text = readFileSync(join(NATIONAL, file), 'utf8');
  const table = text.split('<!-- coverage:begin -->')[1]?.split('<!-- coverage:end -->')[0] ?? '';
  return [...table.matchAll(ROW)].map(
    ([, provision = '', enforced = '', definition = '', scenarios = '']) => ({
      provision: provision.includes(' ') ? provision : `${law} ${provision}`,
      enforced,
      definition: definition.trim(),
      scenarios: scenarios.trim(),
    }),
  );
}

const rows = FILES.flatMap(rowsOf);

/** Rows of a provision: of it, or of paragraphs and items of it. */
function about(provision: string): readonly Row[] {
  return rows.filter(
    (row) =>
      row.provision === provision ||
      [`${provision}.`, `${provision}(`].some((start) => row.provision.startsWith(start)),
  );
}

function of(law: string, ...provisions: readonly (string | number)[]): readonly string[] {
  return provisions.map((provision) => `${law} ${provision}`);
}

const ENFORCEABLE = [
  // 重大行政决策程序暂行条例: chapters one to four
  ...of(
    '决策条例',
    '3.1',
    '3.2',
    '3.3',
    '8.1',
    10,
    11,
    '12.1',
    '12.2',
    '12.3',
    '12.4',
    13,
    '14.1',
    '14.2',
    '14.3',
  ),
  ...of(
    '决策条例',
    '15.1',
    '16.1',
    '16.2',
    '16.3',
    17,
    18,
    '19.1',
    '19.2',
    20,
    '22.1',
    '22.2',
    '23.2',
    24,
    '25.1',
  ),
  ...of(
    '决策条例',
    '25.2',
    '26.1',
    '26.2',
    27,
    28,
    29,
    '30.1',
    '30.2',
    '30.3',
    31,
    32,
    33,
    34,
    '35.1',
    '35.2',
  ),
  ...of('决策条例', '36.1', '36.2', '36.3', '36.4', 37),
  // 国办发〔2018〕37号, 115号 and what stands beside them
  ...of('37号', 2, 3, 4, 5, 6, 7, 8, 10),
  ...of('115号', 3, 4, 5, 6, '6(1)', '6(2)', '6(3)', '6(4)', '6(5)', '6(6)', '6(7)'),
  ...of('营商条例', 62, 63, 64, 65),
  ...of('民营法', 11, 45),
  ...of('示范指标', 24, 27),
  // 公平竞争审查条例
  ...of('竞争条例', 2, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18),
];

/** Principles, standing duties, what is left to choice, and what is another procedure's. */
const NOT_OF_A_CASE = [
  ...of('决策条例', 4, 5, 6, 7, '8.2', 9, '15.2', '21.1', '21.2', '21.3', '23.1', '23.3', 38, 39, 40, 41),
  ...of('竞争条例', 15, 19, 21, 22, 24, 25),
];

describe('the laws behind decisions and documents', () => {
  it.each(ENFORCEABLE)('%s is tied to the definition and to a worked case', (provision) => {
    const enforced = about(provision).filter(({ enforced: claim }) => claim !== 'no');
    expect(enforced.length).toBeGreaterThan(0);
    expect(enforced.filter(({ definition, scenarios }) => definition === '' || scenarios === '')).toEqual([]);
  });

  it.each(NOT_OF_A_CASE)('%s binds nobody within a case, and its law.md says why', (provision) => {
    const claims = about(provision);
    expect(claims.length).toBeGreaterThan(0);
    expect(claims.filter(({ enforced }) => enforced !== 'no')).toEqual([]);
    const texts = FILES.map(({ file }) => readFileSync(join(NATIONAL, file), 'utf8'));
    const [, bare = ''] = provision.split(' ');
    const reasons = [provision, bare].map((name) => `- Enforced ${name}: no - `);
    expect(texts.some((text) => reasons.some((reason) => text.includes(reason)))).toBe(true);
  });

  it('have no row that neither list knows', () => {
    const known = [...ENFORCEABLE, ...NOT_OF_A_CASE];
    const unknown = rows.filter(
      ({ provision }) =>
        !known.some(
          (one) => provision === one || provision.startsWith(`${one}.`) || provision.startsWith(`${one}(`),
        ),
    );
    // What stands beside these laws: publication within twenty working days, and liability for the market's thirty days.
    expect(unknown.map(({ provision }) => provision)).toEqual([
      '营商条例 69(10)',
      '公开条例 20(1)',
      '公开条例 26',
    ]);
  });
});
