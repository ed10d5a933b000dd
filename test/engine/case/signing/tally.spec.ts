import { describe, expect, it } from '@jest/globals';
import { needOf, tally } from '../../../../src/engine/case/signing/tally.js';
import type { Stance } from '../../../../src/engine/case/signing/signing-state.js';
import type { SigningDefinition } from '../../../../src/engine/law/work-definition.js';
import type { CivilDate } from '../../../../src/engine/clock/time.js';

type Rules = Omit<SigningDefinition, 'title' | 'basis' | 'signers'>;

/** A round in which each letter is a signer: + agrees, - disagrees, 0 abstains, . has not signed. */
function round(marks: string, weights: readonly number[] = []) {
  const stances: Readonly<Record<string, Stance>> = { '+': 'agree', '-': 'disagree', '0': 'abstain' };
  const signers = [...marks].map((_, index) => ({ person: `p${index}`, weight: weights[index] ?? 1 }));
  const signatures = [...marks].flatMap((mark, index) => {
    const stance = stances[mark];
    return stance ? [[`p${index}`, { stance, on: '2026-03-02' as CivilDate }] as const] : [];
  });
  return { signers, signatures: Object.fromEntries(signatures) };
}

const ALL: Rules = { mode: 'all' };
const HEARD: Rules = { mode: 'all', veto: false };
const ANY: Rules = { mode: 'any' };
const HALF: Rules = { mode: 'votes' };
const TWO_THIRDS: Rules = { mode: 'votes', threshold: { part: '2/3' } };
const OPEN = undefined;

describe('会签 all', () => {
  it.each([
    ['', OPEN],
    ['++.', OPEN],
    ['+++', 'passed'],
    ['+0+', 'passed'],
    ['000', 'failed'],
    // peers.md 51: one who disagrees ends it, and what the others do afterwards cannot change the result.
    ['.-.', 'failed'],
    ['+-+', 'failed'],
  ])('%p is %p', (marks, result) => {
    expect(tally(ALL, round(marks)).result).toBe(result);
    expect(tally({ mode: 'sequential' }, round(marks)).result).toBe(result);
  });

  it('hears everybody before it fails, where the definition wants that', () => {
    for (const rules of [HEARD, { mode: 'all', early: false } as const]) {
      expect(tally(rules, round('.-.')).result).toBe(OPEN);
      expect(tally(rules, round('+-+')).result).toBe('failed');
    }
  });
});

describe('或签 any', () => {
  it.each([
    ['...', OPEN],
    ['.+.', 'passed'],
    ['-..', OPEN],
    ['-+.', 'passed'],
    ['--0', 'failed'],
  ])('%p is %p', (marks, result) => {
    expect(tally(ANY, round(marks)).result).toBe(result);
  });

  it('fails by one veto, where there is one', () => {
    expect(tally({ ...ANY, veto: true }, round('-..')).result).toBe('failed');
    expect(tally({ ...ANY, veto: true }, round('+..')).result).toBe(OPEN);
  });

  it('waits for its quorum although one has agreed', () => {
    expect(tally({ ...ANY, quorum: '2/3' }, round('+..')).result).toBe(OPEN);
    expect(tally({ ...ANY, quorum: '2/3' }, round('+0.')).result).toBe('passed');
  });
});

describe('票签 votes', () => {
  it.each([
    // peers.md 60: more than half of the votes.
    [HALF, '++...', OPEN],
    [HALF, '+++..', 'passed'],
    [HALF, '---..', 'failed'],
    [HALF, '++--', 'failed'],
    [HALF, '++-0', 'passed'],
    [HALF, '0000', 'failed'],
    // Two thirds of three is two, of four is three: thirds are not rounded.
    [TWO_THIRDS, '++-', 'passed'],
    [TWO_THIRDS, '++--', 'failed'],
    [TWO_THIRDS, '+++-', 'passed'],
    [{ mode: 'votes', threshold: { part: '2/3', more: true } }, '++-', 'failed'],
    [{ mode: 'votes', threshold: { part: '1/2' } }, '++--', 'passed'],
    [{ mode: 'votes', threshold: { part: '1/2' }, tie: 'failed' }, '++--', 'failed'],
    [{ ...HALF, tie: 'passed' }, '++--', 'passed'],
    [{ ...HALF, tie: 'passed' }, '0000', 'failed'],
    [{ ...HALF, veto: true }, '++++-', 'failed'],
    [{ ...HALF, veto: true }, '++++.', OPEN],
    [{ ...HALF, early: false }, '+++..', OPEN],
    [{ ...HALF, early: false, veto: true }, '-....', OPEN],
    // A quorum of four fifths: abstentions count for it and for nobody.
    [{ ...HALF, quorum: '4/5' }, '+++..', OPEN],
    [{ ...HALF, quorum: '4/5' }, '+++0.', 'passed'],
    [{ ...HALF, quorum: '4/5', veto: true }, '-....', 'failed'],
    [{ ...HALF, count: { min: 5, odd: true } }, '++++', OPEN],
    [{ ...HALF, count: { min: 5, odd: true } }, '++++++', OPEN],
    [{ ...HALF, count: { max: 3 } }, '++++', OPEN],
  ] as const)('%j: %p is %p', (rules, marks, result) => {
    expect(tally(rules, round(marks)).result).toBe(result);
  });

  it('weighs: the chair has two votes, an observer none', () => {
    const rules: Rules = { ...HALF, early: false, tie: 'passed' };
    expect(tally(rules, round('+--+', [2, 1, 1, 0])).result).toBe('passed');
    expect(tally(rules, round('--++', [2, 1, 1, 0])).result).toBe('failed');
    expect(tally(rules, round('0+--', [2, 1, 1, 0]))).toMatchObject({ agree: 1, disagree: 1, abstain: 2 });
    expect(tally(HALF, round('.+', [1, 0])).result).toBe(OPEN);
  });
});

describe('what it takes to pass', () => {
  it.each([
    [ALL, 3, { signers: 3, weight: 3, needed: 3, quorum: 3 }],
    [ANY, 3, { signers: 3, weight: 3, needed: 1, quorum: 1 }],
    [HALF, 4, { signers: 4, weight: 4, needed: 3, quorum: 1 }],
    [{ ...HALF, tie: 'passed' }, 4, { signers: 4, weight: 4, needed: 2, quorum: 1 }],
    [TWO_THIRDS, 5, { signers: 5, weight: 5, needed: 4, quorum: 1 }],
    [{ ...TWO_THIRDS, quorum: '4/5' }, 7, { signers: 7, weight: 7, needed: 5, quorum: 6 }],
    [{ ...HALF, veto: true }, 4, { signers: 4, weight: 4, needed: 4, quorum: 1 }],
    [{ ...HALF, early: false }, 4, { signers: 4, weight: 4, needed: 3, quorum: 4 }],
  ] as const)('%j of %p', (rules, signers, need) => {
    expect(needOf(rules, round('.'.repeat(signers)))).toEqual(need);
  });
});

describe('peers.md 61: who is recused is counted for nothing', () => {
  it('leaves quorum, number, threshold and veto', () => {
    const nine = round('++++-----');
    expect(tally(HALF, nine).result).toBe('failed');
    expect(tally(HALF, nine, ['p7', 'p8']).result).toBe('passed');
    expect(tally({ ...HALF, veto: true }, round('+-+'), ['p1']).result).toBe('passed');
    expect(tally({ ...HALF, quorum: '2/3' }, round('++..'), ['p3']).result).toBe('passed');
    expect(tally({ ...HALF, count: { min: 3 } }, round('+++'), ['p0']).result).toBe(OPEN);
  });

  it('never passes a round that nobody is left to sign', () => {
    for (const rules of [ALL, ANY, HALF, { mode: 'sequential' } as const]) {
      expect(tally(rules, round('++'), ['p0', 'p1'])).toMatchObject({ signers: 0, numberIsLawful: false });
      expect(tally(rules, round('++'), ['p0', 'p1']).result).toBe(OPEN);
    }
  });
});
