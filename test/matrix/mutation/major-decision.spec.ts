import { describe, expect, it } from '@jest/globals';
import type { Scenario } from '../../../src/engine/case/scenario/scenario.js';
import type { ClockDefinition, Definition } from '../../../src/engine/law/definition.js';
import { compileProcedure } from '../../../src/engine/statechart/compile.js';
import { Stage } from '../../workflows/licence-cases.js';
import { compiledDecision, workedDecisions } from '../../workflows/major-decision-cases.js';

/** The worked decisions must notice when the law changes: every term, every lapse, every requirement of every act. */
const decision = compiledDecision();
const { definition } = decision;
const cases = workedDecisions();
const stage = new Stage();

interface Mutant {
  readonly name: string;
  readonly definition: Definition;
  readonly candidates: readonly Scenario[];
}

/** Cases that name the word as an act (those that are refused first) or anywhere in what they expect. */
function speakingOf(word: string): readonly Scenario[] {
  const refused = (scenario: Scenario): boolean => scenario.steps.some((s) => s.act === word && s.refused);
  const speaking = cases.filter(({ steps }) => JSON.stringify(steps).includes(`"${word}"`));
  return [...speaking.filter(refused), ...speaking.filter((scenario) => !refused(scenario))];
}

function withClock(name: string, clock: ClockDefinition): Definition {
  return { ...definition, clocks: { ...definition.clocks, [name]: clock } };
}

function clockMutants(): readonly Mutant[] {
  return Object.entries(definition.clocks).flatMap(([name, clock]): Mutant[] => {
    const candidates = [...speakingOf(name), ...cases];
    const { onLapse, ...rest } = clock;
    const mutant = (what: string, changed: ClockDefinition): Mutant => {
      return { name: `${name} ${what}`, candidates, definition: withClock(name, changed) };
    };
    const { term } = clock;
    const terms = [1, -1].flatMap((by) =>
      term && term.n + by >= 0
        ? [mutant(`${by > 0 ? 'longer' : 'shorter'}`, { ...clock, term: { ...term, n: term.n + by } })]
        : [],
    );
    const alternatives = (clock.alternatives ?? []).flatMap((one, index) =>
      [1, -1].map((by) =>
        mutant(`alternative ${index} by ${by}`, {
          ...clock,
          alternatives: (clock.alternatives ?? []).map((other) =>
            other === one ? { ...one, term: { ...one.term, n: one.term.n + by } } : other,
          ),
        }),
      ),
    );
    return [...terms, ...alternatives, ...(onLapse ? [mutant('never lapses', rest)] : [])];
  });
}

function requirementMutants(): readonly Mutant[] {
  return Object.entries(definition.acts).flatMap(([name, act]) =>
    (act.requires ?? []).map((fallen) => ({
      name: `${name} without: ${typeof fallen.say === 'string' ? fallen.say : fallen.say.zh}`,
      candidates: speakingOf(name),
      definition: {
        ...definition,
        acts: {
          ...definition.acts,
          [name]: { ...act, requires: (act.requires ?? []).filter((one) => one !== fallen) },
        },
      },
    })),
  );
}

/** Whether some candidate fails under the mutant; a case that cannot even be played has failed. */
function isNoticed({ definition: changed, candidates }: Mutant): boolean {
  const procedure = compileProcedure(changed, decision.digest);
  return candidates.some((scenario) => {
    try {
      return stage.play(procedure, scenario).findings.length > 0;
    } catch {
      return true;
    }
  });
}

function survivors(mutants: readonly Mutant[]): readonly string[] {
  return mutants.filter((mutant) => !isNoticed(mutant)).map(({ name }) => name);
}

describe('a change of the decision procedure is noticed by a worked case', () => {
  it('every term, one unit longer or shorter, and every lapse', () => {
    const mutants = clockMutants();
    expect(mutants.length).toBeGreaterThan(12);
    expect(survivors(mutants)).toEqual([]);
  });

  it('every requirement', () => {
    const mutants = requirementMutants();
    expect(mutants.length).toBeGreaterThan(90);
    expect(survivors(mutants)).toEqual([]);
  });
});
