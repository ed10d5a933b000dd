import { describe, expect, it } from '@jest/globals';
import type { Scenario } from '../../src/engine/case/scenario/scenario.js';
import type { Definition } from '../../src/engine/law/definition.js';
import { compileProcedure } from '../../src/engine/statechart/compile.js';
import type { CompiledProcedure } from '../../src/engine/statechart/compiled-procedure.js';
import { Stage } from './licence-cases.js';
import { compiledDecision, workedDecisions } from './major-decision-cases.js';
import { compiledNormativeDocument, workedDocuments } from './normative-document-cases.js';

const stage = new Stage();
const decision = compiledDecision();
const ofSeveralCases = (all: readonly Scenario[]): readonly Scenario[] => all.filter(({ cases }) => cases);
const decisions = ofSeveralCases(workedDecisions());

function isNoticed(procedure: CompiledProcedure, scenarios: readonly Scenario[]): boolean {
  return scenarios.some((scenario) => stage.play(procedure, scenario).findings.length > 0);
}

describe('cases that are about other cases', () => {
  it.each([
    ['major-decision', decision, decisions],
    ['normative-document', compiledNormativeDocument(), ofSeveralCases(workedDocuments())],
  ] as const)('%s: each relation is used by a case that is opened', (_name, procedure, scenarios) => {
    const used = scenarios.flatMap((scenario) =>
      stage.play(procedure, scenario).outcomes.flatMap(({ state }) => Object.keys(state?.related ?? {})),
    );
    const { relations = {} } = procedure.definition;
    expect([...new Set(used)].toSorted()).toEqual(Object.keys(relations).toSorted());
  });

  const { definition, digest } = decision;
  const { evaluator } = definition.posts;
  it.each((evaluator?.distinctFrom ?? []).map((other) => [JSON.stringify(other), other] as const))(
    'an evaluator who may have been %s is noticed',
    (_name, other) => {
      expect(isNoticed(decision, decisions)).toBe(false);
      const distinctFrom = evaluator?.distinctFrom?.filter((one) => one !== other) ?? [];
      const posts = { ...definition.posts, evaluator: { ...evaluator, distinctFrom } } as Definition['posts'];
      expect(isNoticed(compileProcedure({ ...definition, posts }, digest), decisions)).toBe(true);
    },
  );
});
