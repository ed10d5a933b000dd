import { describe, expect, it } from '@jest/globals';
import type { PowerCheck, PowerQuestion } from '../../src/engine/powers/power-question.js';
import { cedarPowerCheck } from '../../src/outside/cedar/cedar-power-check.js';
import { loadPowerPolicies, type PowerPolicies } from '../../src/outside/cedar/power-policies.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { licence } from '../support/procedures.js';
import { matrixOf, toldApart, verdictOf } from '../powers/matrix.js';
import { oracle, verdictOf as oracleVerdict } from '../powers/oracle.js';
import { type Mutant, mutantsOf } from '../powers/policy-mutants.js';

const right = loadPowerPolicies('workflows/powers');
const questions = oneOfEachKindFirst(toldApart(matrixOf(licence().definition).questions, right).values());
const mutants = right.policies.flatMap(mutantsOf);

/** The set with one policy got wrong, not checked against the schema: the matrix alone must notice. */
function withMutant({ policy, text }: Mutant): PowerPolicies {
  const policies = right.policies.flatMap((one) =>
    one.policy !== policy ? [one] : text === null ? [] : [{ ...one, text }],
  );
  const actions = actionsOf(policy);
  const shapes = new Map([...right.shapes].filter(([action]) => actions?.includes(action) ?? true));
  return { ...right, policies, shapes };
}

/** What the policy speaks of. Null: everything. */
function actionsOf(id: string): readonly string[] | null {
  return right.policies.find(({ policy }) => policy === id)?.actions ?? null;
}

/** The first question on which the wrong set differs from the oracle, or at which it breaks. */
function noticed(mutant: Mutant): PowerQuestion | undefined {
  const check = cedarPowerCheck(withMutant(mutant));
  const actions = actionsOf(mutant.policy);
  return questions.find(
    (question) => (actions?.includes(question.action) ?? true) && differs(check, question),
  );
}

function differs(check: PowerCheck, question: PowerQuestion): boolean {
  try {
    return verdictOf(check(question)) !== oracleVerdict(oracle(question));
  } catch (error) {
    if ((error as Error).name === 'Defect') return true;
    throw error;
  }
}

/**
 * One question of each kind, then the second of each kind ..., mixed by a digest so that the order is always the same:
 * what differs is found after few questions.
 */
function oneOfEachKindFirst(all: Iterable<PowerQuestion>): readonly PowerQuestion[] {
  const turns = new Map<string, number>();
  return [...all]
    .map((question) => {
      const { action, person, scopes, capacity, dataClass } = question;
      const kind = JSON.stringify([action, person, scopes, capacity, dataClass, oracle(question)]);
      const turn = turns.get(kind) ?? 0;
      turns.set(kind, turn + 1);
      return { question, turn, mixed: nodeHash.sha256(`${turn} ${kind}`) };
    })
    .toSorted((a, b) => a.turn - b.turn || (a.mixed < b.mixed ? -1 : 1))
    .map(({ question }) => question);
}

describe('the matrix', () => {
  it('notices every policy that is gone', () => {
    const survivors = mutants.filter(({ text }) => text === null).filter((mutant) => !noticed(mutant));
    expect(survivors).toEqual([]);
  }, 120_000);

  it('notices every forbid that permits and every permit that forbids', () => {
    const flipped = mutants.filter(({ change }) => change.endsWith('instead'));
    expect(flipped).toHaveLength(right.policies.length);
    expect(flipped.filter((mutant) => !noticed(mutant))).toEqual([]);
  }, 120_000);

  it('notices every single step away from a rule', () => {
    const steps = mutants.filter(({ text, change }) => text !== null && !change.endsWith('instead'));
    const survivors = steps.filter((mutant) => !noticed(mutant));
    process.stdout.write(
      `powers: ${mutants.length} wrong policy sets, ${survivors.length} of ${steps.length} steps not noticed\n`,
    );
    expect(survivors).toEqual([]);
  }, 240_000);
});
