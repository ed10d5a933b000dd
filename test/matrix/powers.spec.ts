import { describe, expect, it } from '@jest/globals';
import { postsAlone } from '../../src/engine/powers/stand-in-check.js';
import { loadPowerPolicies } from '../../src/outside/cedar/power-policies.js';
import { licence } from '../support/procedures.js';
import { answersTo, matrixOf, verdictOf } from '../powers/matrix.js';
import { oracle, verdictOf as oracleVerdict } from '../powers/oracle.js';

const policies = loadPowerPolicies('workflows/powers');
const matrix = matrixOf(licence().definition);
const answers = answersTo(matrix.questions, policies);
const cells = matrix.questions.map((question, index) => {
  const answer = answers[index];
  if (!answer) throw new Error('a question without an answer');
  return { question, answer, expected: oracle(question) };
});

describe('the matrix of powers', () => {
  it('has no cell in which policies and oracle differ', () => {
    const differences = cells.filter(({ answer, expected }) => verdictOf(answer) !== oracleVerdict(expected));
    const { actors, relations, wishes, standpoints } = matrix.axes;
    const allowed = cells.filter(({ answer }) => answer.allowed).length;
    process.stdout.write(
      `matrix of powers: ${actors} actors x ${relations} relations x ${wishes} acts x ${standpoints} states x ` +
        `data classes = ${matrix.cells} cells, ${cells.length} distinct questions (${allowed} allowed), ` +
        `${differences.length} differences\n`,
    );
    expect(differences.slice(0, 5)).toEqual([]);
  });

  it('refuses by the codes that the oracle names', () => {
    const differences = cells.filter(({ answer, expected }) => {
      const said = new Set<string>(answer.allowed ? [] : answer.denials.map(({ code }) => code));
      const meant = answer.allowed ? [] : [...expected.codes];
      return said.size !== meant.length || meant.some((code) => !said.has(code));
    });
    expect(differences.slice(0, 5)).toEqual([]);
  });

  it('is as large as the house promises', () => {
    expect(matrix.axes.actors).toBeGreaterThanOrEqual(20);
    expect(matrix.axes.relations).toBeGreaterThanOrEqual(12);
    expect(matrix.cells).toBeGreaterThan(2_160_000);
  });

  it('makes every rule speak, alone and against others', () => {
    const spoken = new Set(cells.flatMap(({ expected }) => [...expected.permits, ...expected.forbids]));
    expect([...spoken].toSorted()).toEqual(policies.policies.map(({ policy }) => policy).toSorted());
    for (const { policy, effect } of policies.policies) {
      const alone = cells.filter(({ expected: { permits, forbids } }) =>
        effect === 'permit'
          ? permits.length === 1 && permits[0] === policy && forbids.length === 0
          : permits.length > 0 && forbids.length === 1 && forbids[0] === policy,
      );
      expect([policy, alone.length > 0]).toEqual([policy, true]);
    }
  });
});

describe('postsAlone', () => {
  const acting = cells.filter(({ question }) => /^(openCase|performAct|holdTask)$/.test(question.action));

  it('permits whatever act or task the policies permit', () => {
    const stricter = acting.filter(({ question, answer }) => answer.allowed && !postsAlone(question).allowed);
    expect(stricter.slice(0, 3)).toEqual([]);
  });

  it('refuses the separated, officers in their own matter and whoever holds no post of the act', () => {
    const wrong = acting.filter(({ question, expected: { permits, forbids } }) => {
      const answer = postsAlone(question);
      const bars = forbids.filter((id) => id === 'separated' || id === 'own-matter');
      if (answer.allowed) return permits.length === 0 || bars.length > 0;
      const said = answer.denials.map(({ policy }) => policy).toSorted();
      return said.join() !== bars.join() || (bars.length === 0 && permits.length > 0);
    });
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  it('speaks of nothing but acts and tasks', () => {
    const others = cells.filter(({ question }) => !/^(openCase|performAct|holdTask)$/.test(question.action));
    expect(others.filter(({ question }) => postsAlone(question).allowed)).toEqual([]);
  });

  it('words its refusals as the policies do', () => {
    const said = acting.flatMap(({ question }) => {
      const answer = postsAlone(question);
      return answer.allowed ? [] : answer.denials;
    });
    expect(said.length).toBeGreaterThan(1_000);
    for (const { policy, code, say, basis } of new Set(said)) {
      const written = policies.policies.find((one) => one.policy === policy);
      expect({ code, say }).toEqual({ code: written?.code, say: written?.say });
      expect(written?.basis).toEqual(expect.arrayContaining([...basis]));
    }
  });
});
