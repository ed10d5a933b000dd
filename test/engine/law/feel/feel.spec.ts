import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { evaluate } from 'feelin';
import { Defect } from '../../../../src/engine/defect.js';
import {
  checkExpression,
  evaluateFeel,
  feelNames,
  holdsFeel,
  nestNames,
} from '../../../../src/engine/law/feel/feel.js';

const NAMES = feelNames({
  facts: ['complete', 'hearing.status', 'copies'],
  acts: ['accept', 'hearing.ask'],
  milestones: ['accepted'],
  posts: ['reviewer', 'applicant'],
  inputs: ['items', 'reason'],
});

const SCOPE = {
  ...nestNames({ complete: true, 'hearing.status': 'held', copies: 3 }),
  performed: nestNames({ accept: 1, 'hearing.ask': 0 }),
  days: { accepted: '2026-03-02' },
  performers: { reviewer: ['p1', 'p2'], applicant: [] },
  parties: { reviewer: [], applicant: ['p9'] },
  input: {
    items: [
      { kind: 'form', pages: 2 },
      { kind: 'plan', pages: 5 },
    ],
    reason: null,
  },
  actor: { person: 'p1', post: 'reviewer' },
};

/** Expressions of the kinds that procedures use, each with its value in SCOPE. */
const VALUES: readonly (readonly [string, unknown])[] = [
  ['complete', true],
  ['not(complete)', false],
  ['hearing.status = "held"', true],
  ['hearing.status in ("none", "waived")', false],
  ['complete and hearing.status != "held"', false],
  ['count(input.items) > 1', true],
  ['count(input.items[item.kind = "plan"]) = 1', true],
  ['sum(for i in input.items return i.pages)', 7],
  ['some i in input.items satisfies i.pages > 4', true],
  ['every i in input.items satisfies i.pages > 4', false],
  ['input.reason = null', true],
  ['input.reason != null and input.reason > 5', false],
  ['days.accepted < "2026-04-01"', true],
  ['days.accepted = null', false],
  ['performed.accept + performed.hearing.ask', 1],
  ['if copies >= 3 then "enough" else "few"', 'enough'],
  ['list contains(performers.reviewer, actor.person)', true],
  ['list contains(parties.applicant, "p9")', true],
  ['{ a: copies, b: a + 1 }.b', 4],
  ['copies between 1 and 3 // a comment', true],
  ['(function(x, y) x + y)(copies, 1)', 4],
  ['max([copies, 7])', 7],
];

describe('evaluateFeel', () => {
  it.each(VALUES)('%s', (source, value) => {
    expect(evaluateFeel(source, SCOPE)).toEqual(value);
    expect(checkExpression(source, NAMES)).toEqual([]);
  });

  it.each(VALUES)('gives what feelin gives when it parses anew: %s', (source) => {
    const { value, warnings } = evaluate(source, SCOPE);
    expect(warnings).toEqual([]);
    expect(evaluateFeel(source, SCOPE)).toEqual(value);
  });

  it('keeps nothing from one scope to the next', () => {
    const source = 'copies * 2 > 4 and complete';
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 }), fc.boolean(), (copies, complete) => {
        expect(evaluateFeel(source, { copies, complete })).toBe(copies * 2 > 4 && complete);
      }),
    );
  });

  it.each([
    ['a root that the scope lacks', 'missing = 1'],
    ['a name inside that the scope lacks', 'hearing.stauts = "held"'],
    ['an operation on the wrong kind', 'copies + complete'],
    ['a function with an impossible argument', 'date("2026-02-30") = null'],
    ['a function that does not exist', 'frobnicate(copies)'],
    ['text that is not FEEL', 'copies >'],
    ['an empty text', ' '],
  ])('%s is a defect that names the expression', (_, source) => {
    expect(() => evaluateFeel(source, SCOPE)).toThrow(Defect);
    expect(() => evaluateFeel(source, SCOPE)).toThrow(source);
  });

  it('recovers after a defect: a warning of one evaluation does not taint the next', () => {
    const source = 'box.a = 1';
    expect(() => evaluateFeel(source, { box: {} })).toThrow(Defect);
    expect(evaluateFeel(source, { box: { a: 1 } })).toBe(true);
  });
});

describe('holdsFeel', () => {
  it('takes what is unknown for not holding, and nothing but truth values', () => {
    expect(holdsFeel('copies > 2', SCOPE)).toBe(true);
    expect(holdsFeel('input.reason > 2', SCOPE)).toBe(false);
    expect(() => holdsFeel('copies', SCOPE)).toThrow(Defect);
    expect(() => holdsFeel('"yes"', SCOPE)).toThrow('used as a condition');
  });
});

describe('checkExpression', () => {
  it.each([
    ['copies >', 'feel-syntax', undefined],
    ['"open', 'feel-syntax', undefined],
    ['', 'feel-syntax', undefined],
    ['compelte', 'feel-unknown-name', 'complete'],
    ['hearing = 1', 'feel-unknown-name', undefined],
    ['hearing.stats = "x"', 'feel-unknown-name', 'hearing.status'],
    ['performed.acept > 0', 'feel-unknown-name', 'performed.accept'],
    ['status = "held"', 'feel-unknown-name', 'hearing.status'],
    ['person = "p1"', 'feel-unknown-name', 'actor.person'],
    ['for i in input.items return j.kind', 'feel-unknown-name', undefined],
    ['input.items[kind = "plan"]', 'feel-unknown-name', undefined],
    ['now() > null', 'feel-reads-time', undefined],
    ['string(today()) = days.accepted', 'feel-reads-time', undefined],
    ['date and time("2026-01-01T00:00:00@Europe/Paris")', 'feel-reads-time', undefined],
    ['today', 'feel-reads-time', undefined],
    ['cuont(input.items)', 'feel-unknown-function', 'count'],
    ['matches(input.reason, "(a+)+")', 'feel-unknown-function', undefined],
  ])('%s is refused: %s', (source, code, suggestion) => {
    const [problem] = checkExpression(source, NAMES);
    expect(problem?.code).toBe(code);
    if (suggestion !== undefined) expect(problem?.suggestion).toBe(suggestion);
    expect(problem?.from).toBeGreaterThanOrEqual(0);
    expect(problem?.to).toBeLessThanOrEqual(Math.max(source.length, 0));
  });

  it('names every unknown name with its place', () => {
    const problems = checkExpression('alpha = 1 and beta = 2', NAMES);
    expect(problems.map(({ from, to }) => [from, to])).toEqual([
      [0, 5],
      [14, 18],
    ]);
  });

  it('lets an input be read only where an act is in sight', () => {
    const guard = feelNames({ facts: ['complete'], acts: [], milestones: [], posts: [] });
    expect(checkExpression('complete', guard)).toEqual([]);
    expect(checkExpression('input.items = null', guard)[0]?.code).toBe('feel-unknown-name');
    expect(checkExpression('actor.person = "x"', guard)[0]?.code).toBe('feel-unknown-name');
    expect(checkExpression('on = "2026-01-01"', guard)[0]?.code).toBe('feel-unknown-name');
  });
});

describe('nestNames', () => {
  it('nests dots and refuses names that collide', () => {
    expect(nestNames({ 'a.b': 1, 'a.c.d': 2, e: 3 })).toEqual({ a: { b: 1, c: { d: 2 } }, e: 3 });
    expect(() => nestNames({ a: 1, 'a.b': 2 })).toThrow(Defect);
    expect(() => nestNames({ 'a.b': 2, a: 1 })).toThrow(Defect);
    expect(nestNames({ constructor: 1 })).toEqual({ constructor: 1 });
  });
});
