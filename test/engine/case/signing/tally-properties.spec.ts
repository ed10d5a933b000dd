import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  newRound,
  onTurn,
  unsigned,
  withoutSignature,
  withoutSigners,
  withSignature,
} from '../../../../src/engine/case/signing/round.js';
import type { SigningState, Stance } from '../../../../src/engine/case/signing/signing-state.js';
import { needOf, tally } from '../../../../src/engine/case/signing/tally.js';
import type { SigningDefinition } from '../../../../src/engine/law/work-definition.js';
import type { CivilDate } from '../../../../src/engine/clock/time.js';

type Rules = Pick<SigningDefinition, 'mode' | 'count' | 'threshold' | 'quorum' | 'veto' | 'early' | 'tie'>;

const ON = '2026-03-02' as CivilDate;

const part = fc
  .integer({ min: 1, max: 12 })
  .chain((under) => fc.integer({ min: 1, max: under }).map((over) => `${over}/${under}`));

const rules: fc.Arbitrary<Rules> = fc
  .record(
    {
      mode: fc.constantFrom('all', 'any', 'sequential', 'votes'),
      threshold: fc.record({ part, more: fc.boolean() }, { requiredKeys: ['part'] }),
      quorum: part,
      veto: fc.boolean(),
      early: fc.boolean(),
      tie: fc.constantFrom('passed', 'failed'),
    },
    { requiredKeys: ['mode'] },
  )
  .map((made) => made as Rules)
  // More than all of them can never agree: the linter lets no such round through.
  .filter(({ threshold }) => !threshold?.more || !/^(\d+)\/\1$/.test(threshold.part));

const stance: fc.Arbitrary<Stance> = fc.constantFrom('agree', 'disagree', 'abstain');

/** Signers with their weights, and what each will say, in the order in which they will. */
const votes = fc.array(fc.record({ weight: fc.nat({ max: 5 }), stance }), { minLength: 1, maxLength: 7 });

type Vote = { readonly weight: number; readonly stance: Stance };

function roundOf(mode: Rules['mode'], given: readonly Vote[]): SigningState {
  const signers = given.map(({ weight }, index) => ({ person: `p${index}`, weight }));
  return newRound(mode, signers, undefined);
}

function signs(round: SigningState, person: string, given: readonly Vote[]): SigningState {
  const { stance: own = 'abstain' } = given[Number(person.slice(1))] ?? {};
  return withSignature(round, person, { stance: own, on: ON });
}

function everybody(mode: Rules['mode'], given: readonly Vote[]): SigningState {
  const round = roundOf(mode, given);
  return round.signers.reduce((so, { person }) => signs(so, person, given), round);
}

describe('a round of signatures, whatever its rules', () => {
  it('ends early only with the result that it has when all have signed', () => {
    fc.assert(
      fc.property(rules, votes, fc.nat(), (made, given, seed) => {
        const end = tally(made, everybody(made.mode, given)).result;
        let round = roundOf(made.mode, given);
        for (let next = onTurn(round); next.length > 0; next = onTurn(round)) {
          const { result } = tally(made, round);
          if (result !== undefined) {
            expect(result).toBe(end);
            // And it stays so, however the rest turns out.
            const turned = given.map(({ weight }, index) => ({
              weight,
              stance: index % 2 === seed % 2 ? ('agree' as const) : ('disagree' as const),
            }));
            const after = unsigned(round).reduce((so, person) => signs(so, person, turned), round);
            expect(tally(made, after).result).toBe(end);
          }
          round = signs(round, next[seed % next.length] ?? '', given);
        }
        expect(tally(made, round).result).toBe(end);
      }),
      { numRuns: 3_000 },
    );
  });

  it('always ends when all have signed', () => {
    fc.assert(
      fc.property(rules, votes, (made, given) => {
        expect(tally(made, everybody(made.mode, given)).result).toBeDefined();
      }),
    );
  });

  it('withdrawing and signing again is signing once', () => {
    fc.assert(
      fc.property(rules, votes, fc.nat(), stance, (made, given, which, first) => {
        const round = everybody(made.mode, given);
        const person = `p${which % given.length}`;
        const wrong = withSignature(withoutSignature(round, person), person, { stance: first, on: ON });
        const again = signs(withoutSignature(wrong, person), person, given);
        expect(again).toEqual(round);
        expect(tally(made, again)).toEqual(tally(made, round));
      }),
    );
  });

  it('does not depend on who signs first, unless they sign in turn', () => {
    fc.assert(
      fc.property(
        rules.filter(({ mode }) => mode !== 'sequential'),
        votes.chain((given) =>
          fc.tuple(fc.constant(given), fc.shuffledSubarray(given.map((_, index) => index))),
        ),
        (made, [given, some]) => {
          const one = some.reduce((so, index) => signs(so, `p${index}`, given), roundOf(made.mode, given));
          const other = some
            .toReversed()
            .reduce((so, index) => signs(so, `p${index}`, given), roundOf(made.mode, given));
          expect(tally(made, one)).toEqual(tally(made, other));
        },
      ),
    );
  });

  it('recusing somebody is never having asked him', () => {
    fc.assert(
      fc.property(rules, votes, fc.array(fc.nat({ max: 6 })), (made, given, out) => {
        const round = everybody(made.mode, given);
        const recused = out.map((index) => `p${index}`);
        const asked = given.flatMap((_, index) => (out.includes(index) ? [] : [`p${index}`]));
        const never = asked.reduce<SigningState>((so, person) => signs(so, person, given), {
          ...round,
          signers: round.signers.filter(({ person }) => asked.includes(person)),
          signatures: {},
        });
        expect(tally(made, round, recused)).toEqual(tally(made, never));
        expect(withoutSigners(round, recused)).toEqual(never);
        expect(needOf(made, round, recused)).toEqual(needOf(made, never));
      }),
    );
  });

  it('depends on the proportion of the weights alone', () => {
    fc.assert(
      fc.property(rules, votes, fc.integer({ min: 1, max: 1000 }), (made, given, times) => {
        const heavier = given.map((vote) => ({ ...vote, weight: vote.weight * times }));
        const { result } = tally(made, everybody(made.mode, given));
        expect(tally(made, everybody(made.mode, heavier)).result).toBe(result);
      }),
    );
  });

  it('passes with the votes that it is said to need, and not with one fewer', () => {
    fc.assert(
      fc.property(rules, fc.integer({ min: 1, max: 30 }), (made, signers) => {
        const { needed } = needOf(
          made,
          roundOf(made.mode, Array(signers).fill({ weight: 1, stance: 'agree' })),
        );
        const voting = (agree: number): readonly Vote[] =>
          Array.from({ length: signers }, (_, index) => ({
            weight: 1,
            stance: index < agree ? 'agree' : 'disagree',
          }));
        const result = (agree: number) => tally(made, everybody(made.mode, voting(agree))).result;
        expect(result(needed)).toBe('passed');
        expect(result(needed - 1)).toBe('failed');
      }),
    );
  });
});
