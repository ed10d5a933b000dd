import { describe, expect, it } from '@jest/globals';
import {
  judgedOf,
  nationalCases,
  oddIn,
  overlayCases,
  untoldIn,
} from '../../engine/conformance/lawful-histories.js';

const table = [...nationalCases(), ...overlayCases()].map((one) => [one[0], judgedOf(one)] as const);

describe.each(table)('the worked cases of %s, which the engine let pass', (_name, all) => {
  it('deviate in nothing but terms that ran out on record', () => {
    expect(oddIn(all)).toEqual([]);
  });

  it('show every deviation with the record, and every rule with its article', () => {
    expect(untoldIn(all)).toEqual([]);
  });
});

it('the worked cases together bring about every conclusion', () => {
  const all = table.flatMap(([, cases]) => cases.flatMap(({ rows }) => rows));
  expect(new Set(all.map(({ conclusion }) => conclusion)).size).toBe(5);
});
