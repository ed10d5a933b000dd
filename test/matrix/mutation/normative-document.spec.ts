import { describe, expect, it } from '@jest/globals';
import type { Scenario } from '../../../src/engine/case/scenario/scenario.js';
import type { ClockDefinition, Definition } from '../../../src/engine/law/definition.js';
import { compileProcedure } from '../../../src/engine/statechart/compile.js';
import { Stage } from '../../workflows/licence-cases.js';
import { compiledNormativeDocument, workedDocuments } from '../../workflows/normative-document-cases.js';

/**
 * The worked documents guard the law only if they notice when it changes: every term loses and gains one, every
 * requirement falls, every lapse goes. The properties do if they fail when a gate falls that they are about.
 */
const procedure = compiledNormativeDocument();
const { definition } = procedure;
const cases = workedDocuments();
const stage = new Stage();

interface Mutant {
  readonly name: string;
  readonly definition: Definition;
  /** Worked documents that can notice: those that speak of the changed clock, or try the changed act in vain. */
  readonly candidates: readonly Scenario[];
}

function speakingOf(clock: string): readonly Scenario[] {
  return cases.filter(({ steps }) =>
    steps.some(({ expect: expected }) => JSON.stringify(expected ?? {}).includes(`"${clock}"`)),
  );
}

function refusing(act: string): readonly Scenario[] {
  return cases.filter(({ steps }) => steps.some((step) => step.act === act && step.refused !== undefined));
}

/** Floors are spoken of by the refusals of the acts that wait for them, leads by those of the acts that they bind. */
function meeting(clock: string): readonly Scenario[] {
  const bound = Object.entries(definition.acts).filter(([, { requires = [] }]) =>
    requires.some(({ elapsed, lead }) => elapsed === clock || lead === clock),
  );
  return [...new Set([...bound.flatMap(([act]) => refusing(act)), ...speakingOf(clock)])];
}

function withClock(name: string, clock: ClockDefinition): Definition {
  return { ...definition, clocks: { ...definition.clocks, [name]: clock } };
}

function termMutants(): readonly Mutant[] {
  return Object.entries(definition.clocks).flatMap(([name, clock]) =>
    termsOf(clock).flatMap(({ where, n, change }) =>
      [1, -1]
        .filter((by) => n + by >= 0)
        .map((by) => ({
          name: `${name} ${where} ${by > 0 ? 'longer' : 'shorter'} by one`,
          definition: withClock(name, change(n + by)),
          candidates: meeting(name),
        })),
    ),
  );
}

interface TermPlace {
  readonly where: string;
  readonly n: number;
  readonly change: (n: number) => ClockDefinition;
}

function termsOf(clock: ClockDefinition): readonly TermPlace[] {
  const { term, extend, alternatives = [] } = clock;
  return [
    ...(term
      ? [{ where: 'term', n: term.n, change: (n: number) => ({ ...clock, term: { ...term, n } }) }]
      : []),
    ...(extend
      ? [
          {
            where: 'extension',
            n: extend.by.n,
            change: (n: number) => ({ ...clock, extend: { ...extend, by: { ...extend.by, n } } }),
          },
        ]
      : []),
    ...alternatives.map((one, index) => ({
      where: `alternative ${index}`,
      n: one.term.n,
      change: (n: number) => ({
        ...clock,
        alternatives: alternatives.map((other) =>
          other === one ? { ...one, term: { ...one.term, n } } : other,
        ),
      }),
    })),
  ];
}

function lapseMutants(): readonly Mutant[] {
  return Object.entries(definition.clocks).flatMap(([name, { onLapse, ...rest }]) =>
    onLapse
      ? [{ name: `${name} never lapses`, definition: withClock(name, rest), candidates: meeting(name) }]
      : [],
  );
}

function withoutRequirement(act: string, index: number): Definition {
  const changed = definition.acts[act];
  if (!changed) throw new Error(`there is no act ${act}`);
  const requires = (changed.requires ?? []).filter((_, at) => at !== index);
  return { ...definition, acts: { ...definition.acts, [act]: { ...changed, requires } } };
}

function requirementMutants(): readonly Mutant[] {
  return Object.entries(definition.acts).flatMap(([name, { requires = [] }]) =>
    requires.map(({ say }, index) => ({
      name: `${name} without: ${typeof say === 'string' ? say : say.zh}`,
      definition: withoutRequirement(name, index),
      candidates: refusing(name),
    })),
  );
}

function survivors(mutants: readonly Mutant[]): readonly string[] {
  return mutants.filter((mutant) => !isNoticed(mutant)).map(({ name }) => name);
}

/** Whether some worked document fails under the mutant; one that cannot even be played has failed. */
function isNoticed({ definition: changed, candidates }: Mutant): boolean {
  const compiled = compileProcedure(changed, procedure.digest);
  return candidates.some((scenario) => fails(compiled, scenario));
}

function fails(compiled: typeof procedure, scenario: Scenario): boolean {
  try {
    return stage.play(compiled, scenario).findings.length > 0;
  } catch {
    return true;
  }
}

describe('a change of the law is noticed by a worked document', () => {
  it('every term, one unit longer or shorter', () => {
    const mutants = termMutants();
    expect(mutants.length).toBeGreaterThan(20);
    expect(survivors(mutants)).toEqual([]);
  });

  it('every lapse', () => {
    expect(survivors(lapseMutants())).toEqual([]);
  });

  it('every requirement', () => {
    const mutants = requirementMutants();
    expect(mutants.length).toBeGreaterThan(60);
    expect(survivors(mutants)).toEqual([]);
  });
});
