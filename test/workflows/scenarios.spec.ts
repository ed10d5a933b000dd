import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Scenario, ScenarioResult, StepOutcome } from '../../src/engine/case/scenario/scenario.js';
import type { Basis, StateDefinition } from '../../src/engine/law/definition.js';
import { compiledLicence, loadLicence, Stage, workedCases } from './licence-cases.js';

const licence = compiledLicence();
const { definition } = licence;
const cases = workedCases();
const stage = new Stage();
const played = new Map<Scenario, ScenarioResult>();

beforeAll(() => {
  for (const scenario of cases) played.set(scenario, stage.play(licence, scenario));
});

function outcomes(): readonly StepOutcome[] {
  return [...played.values()].flatMap((result) => result.outcomes);
}

describe('the administrative licence', () => {
  it('is fit for publication: no error, and every property is proved', () => {
    const loaded = loadLicence({ prove: true });
    expect(loaded.ok ? [] : loaded.problems).toEqual([]);
  });

  it('has at least thirty worked cases, each named as its file', () => {
    expect(cases.length).toBeGreaterThanOrEqual(30);
    expect(new Set(cases.map(({ scenario }) => scenario)).size).toBe(cases.length);
  });

  it.each(cases.map((scenario) => [scenario.scenario, scenario] as const))('%s', (_name, scenario) => {
    expect(played.get(scenario)?.findings).toEqual([]);
  });
});

describe('the worked cases together', () => {
  it('perform every act', () => {
    const performed = new Set(outcomes().map(({ event }) => event?.act));
    expect(Object.keys(definition.acts).filter((act) => !performed.has(act))).toEqual([]);
  });

  it('reach every state', () => {
    const reached = new Set(
      outcomes().flatMap(({ state }) => (state ? licence.activePaths(state.value) : [])),
    );
    expect(statePaths().filter((path) => !reached.has(path))).toEqual(['inForce.validity.settling']);
  });

  it('let every clock that can lapse lapse', () => {
    const lapsed = new Set(outcomes().flatMap(({ lapses }) => lapses.map(({ lapse }) => lapse?.clock)));
    const lapsing = Object.entries(definition.clocks).filter(([, { onLapse }]) => onLapse);
    expect(lapsing.map(([clock]) => clock).filter((clock) => !lapsed.has(clock))).toEqual([]);
  });

  it('serve every document', () => {
    const served = new Set(
      outcomes().flatMap(({ event, lapses }) =>
        [event, ...lapses].flatMap((e) => [
          ...(e?.documents ?? []),
          ...(e?.papers ?? []).flatMap((paper) => (paper.did === 'ordered' ? [paper.document] : [])),
        ]),
      ),
    );
    expect(Object.keys(definition.documents).filter((document) => !served.has(document))).toEqual([]);
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

  it('use each of the eight grounds of article 45', () => {
    const used = new Set(
      outcomes().flatMap(({ state }) =>
        (state?.clocks['decision']?.excluded ?? []).map(({ ground }) => ground),
      ),
    );
    expect(definition.clocks['decision']?.suspend?.grounds.filter((ground) => !used.has(ground))).toEqual([]);
  });

  it.each(cases.map((scenario) => [scenario.scenario, scenario] as const))(
    'touch what they claim to be about: %s',
    (_name, scenario) => {
      const touched = (played.get(scenario)?.outcomes ?? []).flatMap(provisionsTouched);
      const idle = scenario.articles.filter(
        (article) =>
          !touched.some((basis) =>
            [article, `${article}.`, `${article}(`].some((start, index) =>
              index === 0 ? basis === start : basis.startsWith(start),
            ),
          ),
      );
      expect(idle).toEqual([]);
    },
  );
});

/** Provisions of everything that a step met: its act and requirements, clocks, documents, states, lapses. */
function provisionsTouched({ event, refusal, state, lapses }: StepOutcome): readonly string[] {
  const act = event?.act === undefined ? undefined : definition.acts[event.act];
  const documents = [event, ...lapses].flatMap((e) => e?.documents ?? []);
  return [
    ...listOf(act?.basis),
    ...(act?.requires ?? []).flatMap(({ basis }) => listOf(basis)),
    ...(refusal?.unmet ?? []).flatMap(({ basis }) => basis),
    ...documents.flatMap((document) => listOf(definition.documents[document]?.basis)),
    ...Object.keys(state?.clocks ?? {}).flatMap((clock) => basesWithin(definition.clocks[clock])),
    ...(state ? licence.activePaths(state.value).flatMap((path) => listOf(stateAt(path)?.basis)) : []),
  ];
}

function basesWithin(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'basis' ? listOf(inner as Basis) : basesWithin(inner),
  );
}

function listOf(basis: Basis | undefined): readonly string[] {
  return basis === undefined ? [] : typeof basis === 'string' ? [basis] : basis;
}

function stateAt(path: string): StateDefinition | undefined {
  const [first = '', ...rest] = path.split('.');
  const top = definition.states[first];
  return rest.reduce<StateDefinition | undefined>(
    (state, name) => state?.states?.[name],
    typeof top === 'string' ? undefined : top,
  );
}

function statePaths(): readonly string[] {
  const below = (path: string, state: StateDefinition): string[] => [
    path,
    ...Object.entries(state.states ?? {}).flatMap(([name, child]) => below(`${path}.${name}`, child)),
  ];
  return Object.entries(definition.states).flatMap(([name, state]) =>
    typeof state === 'string' ? [] : below(name, state),
  );
}
