import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Scenario, ScenarioResult, StepOutcome } from '../../src/engine/case/scenario/scenario.js';
import type { Basis, StateDefinition } from '../../src/engine/law/definition.js';
import { Stage } from './licence-cases.js';
import {
  compiledNormativeDocument,
  loadNormativeDocument,
  workedDocuments,
} from './normative-document-cases.js';

const procedure = compiledNormativeDocument();
const { definition } = procedure;
const cases = workedDocuments();
const stage = new Stage();
const played = new Map<Scenario, ScenarioResult>();

beforeAll(() => {
  for (const scenario of cases) played.set(scenario, stage.play(procedure, scenario));
});

function outcomes(): readonly StepOutcome[] {
  return [...played.values()].flatMap((result) => result.outcomes);
}

describe('the making of a normative document', () => {
  it('is fit for publication: no error, no warning, every property proved over few configurations', () => {
    const loaded = loadNormativeDocument({ prove: true });
    if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
    expect(loaded.warnings).toEqual([]);
    expect(loaded.certificate?.properties).toEqual(Object.keys(definition.properties ?? {}));
    expect(loaded.certificate?.configurations).toBeLessThan(4000);
  });

  it('has at least twenty-five worked documents, each named as its file', () => {
    expect(cases.length).toBeGreaterThanOrEqual(25);
    expect(new Set(cases.map(({ scenario }) => scenario)).size).toBe(cases.length);
  });

  it.each(cases.map((scenario) => [scenario.scenario, scenario] as const))('%s', (_name, scenario) => {
    expect(played.get(scenario)?.findings).toEqual([]);
  });
});

describe('the worked documents together', () => {
  it('perform every act', () => {
    const performed = new Set(outcomes().map(({ event }) => event?.act));
    expect(Object.keys(definition.acts).filter((act) => !performed.has(act))).toEqual([]);
  });

  it('reach every state in which a case rests', () => {
    const reached = new Set(
      outcomes().flatMap(({ state }) => (state ? procedure.activePaths(state.value) : [])),
    );
    const passing = ['drafting.competition.settling', 'drafting.solicitation.settling'];
    expect(
      statePaths()
        .filter((path) => !reached.has(path))
        .toSorted(),
    ).toEqual(passing);
  });

  it('let every clock that can lapse lapse', () => {
    const lapsed = new Set(outcomes().flatMap(({ lapses }) => lapses.map(({ lapse }) => lapse?.clock)));
    const lapsing = Object.entries(definition.clocks).filter(([, { onLapse }]) => onLapse);
    expect(lapsing.map(([clock]) => clock).filter((clock) => !lapsed.has(clock))).toEqual([]);
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

  it('make every publication', () => {
    const made = new Set(
      outcomes().flatMap(({ event }) => (event?.published ?? []).map(({ publication }) => publication)),
    );
    expect(Object.keys(definition.publications ?? {}).filter((name) => !made.has(name))).toEqual([]);
  });

  it('end in every way in which a document can end', () => {
    const ends = new Set(outcomes().flatMap(({ state }) => (state?.outcome ? [state.outcome] : [])));
    const all = Object.values(definition.states).flatMap((state) =>
      typeof state !== 'string' && state.outcome !== undefined ? [state.outcome] : [],
    );
    expect([...ends].toSorted()).toEqual(all.toSorted());
  });

  it.each(cases.map((scenario) => [scenario.scenario, scenario] as const))(
    'touch what they claim to be about: %s',
    (_name, scenario) => {
      const touched = (played.get(scenario)?.outcomes ?? []).flatMap(provisionsTouched);
      const idle = scenario.articles.filter(
        (article) => !touched.some((basis) => basis === article || /^[.(]/.test(restOf(basis, article))),
      );
      expect(idle).toEqual([]);
    },
  );
});

describe('三统一', () => {
  it('nothing was ever in force in a worked document without registration, number and publication', () => {
    for (const { state } of outcomes()) {
      if (!state || !procedure.activePaths(state.value).includes('published.force.inForce')) continue;
      const { milestones, performed } = state;
      expect([performed['register'], performed['publish']]).toEqual([1, 1]);
      expect([milestones['registered'], milestones['published'], milestones['commenced']]).not.toContain(
        undefined,
      );
    }
  });
});

function restOf(basis: string, article: string): string {
  return basis.startsWith(article) ? basis.slice(article.length) : '';
}

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
    ...(state ? procedure.activePaths(state.value).flatMap((path) => listOf(stateAt(path)?.basis)) : []),
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
