import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Scenario, ScenarioResult, StepOutcome } from '../../src/engine/case/scenario/scenario.js';
import type { Basis } from '../../src/engine/law/definition.js';
import { Stage } from './licence-cases.js';
import { compiledDecision, statePaths, workedDecisions } from './major-decision-cases.js';

const decision = compiledDecision();
const { definition } = decision;
const cases = workedDecisions();
const stage = new Stage();
const played = new Map<Scenario, ScenarioResult>();

beforeAll(() => {
  for (const scenario of cases) played.set(scenario, stage.play(decision, scenario));
});

function outcomes(): readonly StepOutcome[] {
  return [...played.values()].flatMap((result) => result.outcomes);
}

describe('the worked decisions', () => {
  it('are at least sixty, each named as its file', () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
    expect(new Set(cases.map(({ scenario }) => scenario)).size).toBe(cases.length);
  });

  it.each(cases.map((scenario) => [scenario.scenario, scenario] as const))('%s', (_name, scenario) => {
    expect(played.get(scenario)?.findings).toEqual([]);
  });

  it('perform every act', () => {
    const performed = new Set(outcomes().map(({ event }) => event?.act));
    expect(Object.keys(definition.acts).filter((act) => !performed.has(act))).toEqual([]);
  });

  it('reach every state', () => {
    const reached = new Set(
      outcomes().flatMap(({ state }) => (state ? decision.activePaths(state.value) : [])),
    );
    // Nobody rests where an automatic transition always leads on.
    const resting = statePaths(definition).filter((path) => !path.endsWith('.checking'));
    expect(resting.filter((path) => !reached.has(path))).toEqual([]);
  });

  it('let every clock that can lapse lapse', () => {
    const lapsed = new Set(outcomes().flatMap(({ lapses }) => lapses.map(({ lapse }) => lapse?.clock)));
    const lapsing = Object.entries(definition.clocks).filter(([, { onLapse }]) => onLapse);
    expect(lapsing.map(([clock]) => clock).filter((clock) => !lapsed.has(clock))).toEqual([]);
  });

  it('order every document', () => {
    const ordered = new Set(outcomes().flatMap(({ event }) => event?.documents ?? []));
    expect(Object.keys(definition.documents).filter((document) => !ordered.has(document))).toEqual([]);
  });

  it('refuse every requirement at least once', () => {
    const refused = outcomes().flatMap(({ step, refusal }) =>
      (refusal?.unmet ?? []).map(({ say }) => `${step.act ?? ''}: ${JSON.stringify(say)}`),
    );
    const all = Object.entries(definition.acts).flatMap(([act, { requires }]) =>
      (requires ?? []).map(({ say }) => `${act}: ${JSON.stringify(say)}`),
    );
    expect(all.filter((requirement) => !refused.includes(requirement))).toEqual([]);
  });

  it.each(cases.map((scenario) => [scenario.scenario, scenario] as const))(
    'touch what they claim to be about: %s',
    (_name, scenario) => {
      const touched = (played.get(scenario)?.outcomes ?? []).flatMap(provisionsTouched);
      const idle = scenario.articles.filter((article) => !touched.some((basis) => within(basis, article)));
      expect(idle).toEqual([]);
    },
  );
});

function within(basis: string, article: string): boolean {
  return basis === article || basis.startsWith(`${article}.`) || basis.startsWith(`${article}(`);
}

/** Provisions of everything that a step met: its act and requirements, clocks, documents, lapses. */
function provisionsTouched({ event, refusal, state, lapses }: StepOutcome): readonly string[] {
  const act = event?.act === undefined ? undefined : definition.acts[event.act];
  const documents = [event, ...lapses].flatMap((one) => one?.documents ?? []);
  return [
    ...listOf(act?.basis),
    ...(act?.requires ?? []).flatMap(({ basis }) => listOf(basis)),
    ...(refusal?.unmet ?? []).flatMap(({ basis }) => basis),
    ...documents.flatMap((document) => listOf(definition.documents[document]?.basis)),
    ...Object.keys(state?.clocks ?? {}).flatMap((clock) => listOf(definition.clocks[clock]?.basis)),
  ];
}

function listOf(basis: Basis | undefined): readonly string[] {
  return basis === undefined ? [] : typeof basis === 'string' ? [basis] : basis;
}
