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
import {
  compiledNormativeDocument,
  NORMATIVE_DOCUMENT,
  workedDocuments,
} from './normative-document-cases.js';

const FIRST = '37号';
const lawText = readFileSync(join(NORMATIVE_DOCUMENT, 'law.md'), 'utf8');
const { definition } = compiledNormativeDocument();
const claims = readClaims(lawText);
const scenarios = workedDocuments().map(({ scenario, articles }) => ({ name: scenario, articles }));
const rows = coverageRows(definition, FIRST, claims, scenarios);

function numbered(law: string, from: number, to: number): readonly string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `${law} ${from + index}`);
}

describe('law.md of the normative document', () => {
  it.each([
    ...[...numbered('37号', 2, 8), '37号 10', ...numbered('115号', 3, 6)],
    ...['竞争条例 2', ...numbered('竞争条例', 8, 14), ...numbered('竞争条例', 16, 19)],
    ...['竞争条例 21', '竞争条例 22', '竞争条例 24', '竞争条例 25', ...numbered('营商条例', 62, 65)],
    ...['民营法 11', '民营法 45', '示范指标 24', '示范指标 27'],
  ])('says what becomes of %s', (provision) => {
    const spoken = claims.filter(
      (claim) => claim.provision === provision || claim.provision.startsWith(`${provision}.`),
    );
    expect(spoken.length).toBeGreaterThan(0);
  });

  it('names the law in every claim, because it quotes several', () => {
    expect(claims.filter(({ provision }) => !provision.includes(' '))).toEqual([]);
  });

  it('ties every provision it calls enforced to the definition and to a worked document', () => {
    expect(coverageGaps(rows)).toEqual([]);
  });

  it('speaks of every provision of every law that the definition names', () => {
    expect(unclaimedProvisions(definition, FIRST, claims)).toEqual([]);
    const spoken = new Set(claims.map(({ provision }) => provision.split(' ')[0]));
    expect(Object.keys(definition.law).filter((law) => !spoken.has(law))).toEqual([]);
  });

  it('shows the table that follows from the definition and the worked documents', () => {
    expect(lawText).toBe(withCoverageTable(lawText, coverageTable(rows)));
  });

  it.each([
    ...['`legalityReview`', '`legalityReviewMost`', '`recordFindings`', '`assess`', '`withholdDraft`'],
    ...[
      '`decide`',
      '`register`',
      '`fileForRecord`',
      '`filing`',
      '`filingReview`',
      '`evaluationFrom`',
      '`cleanUp`',
    ],
  ])('lists %s among what is to be confirmed', (name) => {
    const section = lawText.split('## To be confirmed')[1]?.split('\n## ')[0] ?? '';
    expect(section).toContain(name);
  });
});

describe('a law.md of several laws', () => {
  const claim = { enforced: 'yes', why: 'x' } as const;

  it('does not take item 6 of one notice for item 6 of the other', () => {
    const [one, other] = coverageRows(
      definition,
      FIRST,
      [
        { ...claim, provision: '37号 6' },
        { ...claim, provision: '115号 6' },
      ],
      scenarios,
    );
    expect(one?.definition).toContain('act passOfficeCheck');
    expect(other?.definition).not.toContain('act passOfficeCheck');
  });

  it('takes a claim without a law for one of the law that is given', () => {
    const [bare, full] = ['6', '37号 6'].map(
      (provision) => coverageRows(definition, FIRST, [{ ...claim, provision }], scenarios)[0]?.definition,
    );
    expect(bare).toEqual(full);
  });

  it('finds a provision of another law that no claim speaks of', () => {
    const silent = claims.filter(({ provision }) => provision !== '竞争条例 16');
    expect(unclaimedProvisions(definition, FIRST, silent)).toEqual(['竞争条例 16']);
  });

  it('refuses two claims about the same provision of the same law, and no others', () => {
    const twice = '- Enforced 37号 6: yes - a\n- Enforced 37号 6: no - b\n';
    expect(() => readClaims(twice)).toThrow('twice of 37号 6');
    expect(readClaims('- Enforced 37号 6: yes - a\n- Enforced 115号 6: no - b\n')).toHaveLength(2);
  });
});
