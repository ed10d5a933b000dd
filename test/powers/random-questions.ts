import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { PersonFacts } from '../../src/engine/organisation/standing.js';
import type {
  CapacityFacts,
  CaseFacts,
  PowerAction,
  PowerQuestion,
} from '../../src/engine/powers/power-question.js';
import { cedarPowerCheck } from '../../src/outside/cedar/cedar-power-check.js';
import { loadPowerPolicies } from '../../src/outside/cedar/power-policies.js';
import { counterexampleTo } from '../support/counterexample.js';
import { isOnCase } from './matrix-axes.js';
import { verdictOf } from './matrix.js';
import { oracle, verdictOf as oracleVerdict } from './oracle.js';

const { policies, shapes, text } = loadPowerPolicies('workflows/powers');
const check = cedarPowerCheck({ policies, shapes, text });

const ACTIONS = [...shapes.keys()];
const PEOPLE = ['o-1', 'o-2', 'o-3', 'p-1'] as const;
const POSTS = ['window', 'reviewer', 'head', 'supervisor', 'auditor', 'applicant'] as const;
const RANKS = ['organ-head', 'government-head', 'section-head'] as const;

const person = fc.constantFrom(...PEOPLE);
const people = fc.uniqueArray(person, { maxLength: 3 });
const posts = fc.uniqueArray(fc.constantFrom(...POSTS), { maxLength: 4 });

// Weighted towards what is usual, or nearly every question would be refused on several grounds at once.
const standing = fc.oneof(
  { weight: 6, arbitrary: fc.constant('active' as const) },
  { weight: 1, arbitrary: fc.constantFrom('suspended' as const, 'ended' as const) },
);
const administrator = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.subarray(['system', 'security', 'audit'] as const) },
);
const mostly = (usual: boolean) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constant(!usual) });

function facts(who: fc.Arbitrary<string>): fc.Arbitrary<PersonFacts> {
  return fc.record({
    person: who,
    standing,
    kind: fc.constantFrom('officer', 'officer', 'expert', 'public'),
    administrator,
  });
}

const capacity: fc.Arbitrary<CapacityFacts> = fc
  .record({
    kind: fc.constantFrom('own' as const, 'deputy' as const, 'party' as const),
    post: fc.constantFrom(...POSTS),
    rank: fc.option(fc.constantFrom(...RANKS), { nil: undefined }),
    serves: mostly(true),
    inScope: mostly(true),
    holdsTask: fc.boolean(),
    principal: facts(person),
  })
  .map(({ kind, post, rank, serves, inScope, holdsTask, principal }) => ({
    kind,
    post,
    ...(rank !== undefined && { rank }),
    serves,
    inScope: kind !== 'deputy' || inScope,
    holdsTask,
    ...(kind === 'deputy' && { principal }),
  }));

const someCase: fc.Arbitrary<CaseFacts> = fc.record({
  status: fc.constantFrom('open', 'open', 'ended'),
  sealed: mostly(false),
  posts,
  parties: people,
  performers: people,
  referred: people,
  recused: people,
  separated: people,
});

function scopes(action: PowerAction): fc.Arbitrary<readonly string[] | null> {
  const words = [action, 'act:accept', 'act:grant', 'readCase', 'performAct', ''] as const;
  return fc.option(fc.uniqueArray(fc.constantFrom(...words), { maxLength: 3 }), { nil: null, freq: 2 });
}

const question: fc.Arbitrary<PowerQuestion> = fc.constantFrom(...ACTIONS).chain((action) => {
  const onCase = isOnCase(action);
  const acting = action === 'openCase' || action === 'performAct' || action === 'holdTask';
  const named = { person };
  const concerned: Partial<Record<PowerAction, fc.Arbitrary<PowerQuestion['concerned']>>> = {
    decideRecusal: fc.record(named),
    answerReferral: fc.record(named),
    confirmGrant: fc.record({ ...named, proposedBy: person }, { requiredKeys: ['proposedBy'] }),
    approveRedaction: fc.record({ proposedBy: person }),
    proposeGrant: fc.record(named, { requiredKeys: [] }),
    appointDeputy: fc.option(fc.record(named, { requiredKeys: [] }), { nil: undefined }),
    recordAbsence: fc.record(named, { requiredKeys: [] }),
  };
  const about = concerned[action];
  return fc.record(
    {
      action: fc.constant(action),
      person: facts(person),
      scopes: scopes(action),
      ...((onCase || action === 'readLedger' || action === 'approveRedaction') && { capacity }),
      ...(acting && { act: fc.record({ name: fc.constantFrom('accept', 'grant'), by: posts }) }),
      ...(onCase && { case: someCase }),
      ...(action === 'readPersonal' && {
        dataClass: fc.constantFrom('public', 'internal', 'personal', 'sensitive'),
      }),
      ...(about && { concerned: about }),
    },
    {
      requiredKeys: [
        ...(['action', 'person', 'scopes'] as const),
        ...(acting ? (['act'] as const) : []),
        ...(onCase ? (['case'] as const) : []),
        ...(action === 'readPersonal' ? (['dataClass'] as const) : []),
        ...(about ? (['concerned'] as const) : []),
      ] as never[],
    },
  ) as fc.Arbitrary<PowerQuestion>;
});

/**
 * Policies and oracle are asked the same, this share of as many questions as the whole check draws.
 *
 * @returns a question that they answer differently, if there is one, and how many were allowed
 */
export function disagreement(share: number): {
  readonly found: string | undefined;
  readonly allowed: number;
} {
  let allowed = 0;
  const agree = fc.property(question, (asked) => {
    const answer = check(asked);
    if (answer.allowed) allowed += 1;
    expect(verdictOf(answer)).toBe(oracleVerdict(oracle(asked)));
  });
  const found = counterexampleTo(agree, { numRuns: 20_000 * share });
  return { found, allowed };
}

/** A question that is answered otherwise when it is asked again from a copy, if there is one. */
export function changeOfMind(): string | undefined {
  const same = fc.property(question, (asked) => {
    expect(check(structuredClone(asked))).toEqual(check(asked));
  });
  return counterexampleTo(same, { numRuns: 500 });
}
