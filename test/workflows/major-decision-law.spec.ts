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
import { compiledDecision, DECISION, workedDecisions } from './major-decision-cases.js';

const { definition } = compiledDecision();
const scenarios = workedDecisions().map(({ scenario, articles }) => ({ name: scenario, articles }));

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

function chinese(article: number): string {
  const tens = Math.floor(article / 10);
  return `${tens > 1 ? DIGITS[tens] : ''}${tens > 0 ? '十' : ''}${DIGITS[article % 10]}`;
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

describe.each([
  { file: 'law.md', law: '决策条例', articles: range(3, 41) },
  { file: 'competition-law.md', law: '竞争条例', articles: [2, ...range(8, 19)] },
])('$file of the major decision', ({ file, law, articles }) => {
  const text = readFileSync(join(DECISION, file), 'utf8');
  const claims = readClaims(text);
  const rows = coverageRows(definition, law, claims, scenarios);

  it.each(articles)('quotes article %i and says what becomes of it', (article) => {
    const section = text.split(`## 第${chinese(article)}条\n`)[1]?.split('\n## ')[0] ?? '';
    expect(section).toMatch(/^\n> \S/);
    expect(section).toMatch(new RegExp(`^- Enforced ${article}(\\D\\S*)?: (yes|partly|no) - \\S`, 'm'));
  });

  it('ties every provision it calls enforced to the definition and to a worked case', () => {
    expect(coverageGaps(rows)).toEqual([]);
  });

  it('speaks of every provision that the definition names', () => {
    expect(unclaimedProvisions(definition, law, claims)).toEqual([]);
  });

  it('shows the table that follows from the definition and the worked cases', () => {
    expect(text).toBe(withCoverageTable(text, coverageTable(rows)));
  });
});
