import { beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseState } from '../../src/engine/case/case-state.js';
import type { Published } from '../../src/engine/case/published.js';
import { progressOf } from '../../src/engine/case/explain/progress.js';
import type { StepOutcome } from '../../src/engine/case/scenario/scenario.js';
import { buildCalendar } from '../../src/engine/clock/calendar.js';
import type { CivilDate, Instant, Zone } from '../../src/engine/clock/time.js';
import { compiledLicence, officialNotices, Stage, workedCases } from './licence-cases.js';

const licence = compiledLicence();
const { publications = {}, progress = [] } = licence.definition;
let outcomes: readonly StepOutcome[];

beforeAll(() => {
  const stage = new Stage();
  outcomes = workedCases().flatMap((scenario) => stage.play(licence, scenario).outcomes);
});

describe('what the licence makes public (许可法 40)', () => {
  const published = (): readonly Published[] => outcomes.flatMap(({ event }) => event?.published ?? []);

  it.each(Object.keys(publications))('%s is made in some worked case, with what it is about', (name) => {
    const found = published().filter(({ publication }) => publication === name);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ fields }) => typeof fields['kind'] === 'string')).toBe(true);
  });

  it('tells nobody’s name: no pseudonym of a party or officer stands in it', () => {
    const people = workedCases().flatMap(({ people: named }) => Object.keys(named ?? {}));
    const texts = published().flatMap(({ fields }) => Object.values(fields));
    expect(texts.filter((text) => people.includes(String(text)))).toEqual([]);
  });
});

describe('the stages that the public is told of', () => {
  const calendar = buildCalendar(officialNotices(), '2026-12-31' as CivilDate);
  const world = { now: '2026-12-31T00:00:00.000Z' as Instant, zone: 'Asia/Shanghai' as Zone, calendar };

  const told = outcomesOf(
    () => outcomes,
    (state) => progressOf(licence, state, world)?.stages ?? [],
  );

  it('are each reached in some worked case', () => {
    const reached = told().flatMap((stages) => stages.filter((one) => one.reached).map(({ stage }) => stage));
    expect([...new Set(reached)].toSorted()).toEqual(progress.map(({ stage }) => stage).toSorted());
  });

  it('say at every moment where the case is: exactly one is the current one', () => {
    expect(told().every((stages) => stages.filter(({ current }) => current).length === 1)).toBe(true);
  });
});

function outcomesOf<T>(read: () => readonly StepOutcome[], of: (state: CaseState) => T): () => readonly T[] {
  return () => read().flatMap(({ state }) => (state ? [of(state)] : []));
}
