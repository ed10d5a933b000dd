import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { holdsFeel } from '../../../src/engine/law/feel/feel.js';
import { formulaOf } from '../../../src/engine/statechart/formula.js';
import { implies, type KindOf } from '../../../src/engine/statechart/implication.js';

const kinds: KindOf = (term) => {
  if (term === 'n') return { whole: true, nullable: false };
  return term === 'route' ? { values: ['a', 'b', 'c'], nullable: false } : undefined;
};

function implied(premises: readonly string[], conclusion: string): boolean {
  return implies(premises.map(formulaOf), formulaOf(conclusion), kinds);
}

describe('what requirements imply', () => {
  it.each([
    [['p and q'], 'p'],
    [['not(p) or q', 'p'], 'q'],
    [['n > 0'], 'n >= 1'],
    [['x =  y'], 'y = x'],
    [['x >= y'], 'y <= x'],
    [['route in ("a", "b")'], 'route != "c"'],
    [['route != "a"', 'route != "b"'], 'route = "c"'],
    [['if v = null then true else v < w'], 'if v = null then true else w > v'],
    [['p = true'], 'p'],
    [['count(list[item.k = "z"]) > 0'], 'count(list[ item.k="z" ])>0'],
  ])('%j imply %s', (premises, conclusion) => expect(implied(premises, conclusion)).toBe(true));

  it.each([
    [['p or q'], 'p'],
    [['n >= 1'], 'n >= 2'],
    [['x >= 1'], 'x > 1'],
    [['x >= y'], 'x > y'],
    [['not(p = true)'], 'not(p)'],
    [['v != "a"'], 'v = "b"'],
    [[], 'p or not(p)'],
    [['other'], 'p'],
  ])('%j do not imply %s', (premises, conclusion) => expect(implied(premises, conclusion)).toBe(false));

  it('never says so where a case shows otherwise', () => {
    const atom = fc.constantFrom(
      'p',
      'q',
      'n > 0',
      'n >= 2',
      'n = 1',
      'route = "a"',
      'route in ("a", "b")',
      'v = null',
    );
    const { condition } = fc.letrec<{ condition: string }>((tie) => ({
      condition: fc.oneof(
        { depthSize: 'small' },
        atom,
        fc.tuple(tie('condition'), tie('condition')).map(([one, two]) => `(${one}) and (${two})`),
        fc.tuple(tie('condition'), tie('condition')).map(([one, two]) => `(${one}) or (${two})`),
        tie('condition').map((one) => `not(${one})`),
        fc
          .tuple(tie('condition'), tie('condition'), tie('condition'))
          .map(([when, yes, no]) => `if (${when}) then (${yes}) else (${no})`),
      ),
    }));
    const truth = fc.constantFrom(true, false, null);
    const scope = fc.record({
      p: truth,
      q: truth,
      n: fc.integer({ min: -1, max: 3 }),
      route: fc.constantFrom('a', 'b', 'c'),
      v: fc.constantFrom(null, 'x'),
    });
    fc.assert(
      fc.property(
        condition,
        condition,
        fc.array(scope, { minLength: 5, maxLength: 20 }),
        (one, two, scopes) => {
          if (!implied([one], two)) return;
          for (const values of scopes) if (holdsFeel(one, values)) expect(holdsFeel(two, values)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
