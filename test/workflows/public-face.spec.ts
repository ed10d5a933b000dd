import { beforeAll, describe, expect, it } from '@jest/globals';
import { progressOf } from '../../src/engine/case/explain/progress.js';
import type { Published } from '../../src/engine/case/published.js';
import type { Scenario, StepOutcome } from '../../src/engine/case/scenario/scenario.js';
import { buildCalendar } from '../../src/engine/clock/calendar.js';
import type { CivilDate, Instant, Zone } from '../../src/engine/clock/time.js';
import type { CompiledProcedure } from '../../src/engine/statechart/compiled-procedure.js';
import { officialNotices, Stage } from './licence-cases.js';
import { compiledDecision, workedDecisions } from './major-decision-cases.js';
import { compiledNormativeDocument, workedDocuments } from './normative-document-cases.js';

type Face = readonly [name: string, procedure: () => CompiledProcedure, worked: () => readonly Scenario[]];

const FACES: readonly Face[] = [
  ['the major decision', compiledDecision, workedDecisions],
  ['the normative document', compiledNormativeDocument, workedDocuments],
];

describe.each(FACES)('what %s makes public', (_, compiled, worked) => {
  let procedure: CompiledProcedure;
  let outcomes: readonly StepOutcome[];
  beforeAll(() => {
    procedure = compiled();
    const stage = new Stage();
    outcomes = worked().flatMap((scenario) => stage.play(procedure, scenario).outcomes);
  });

  const published = (): readonly Published[] => outcomes.flatMap(({ event }) => event?.published ?? []);

  it('is made in some worked case, with everything that it can say', () => {
    for (const [name, { fields }] of Object.entries(procedure.definition.publications ?? {})) {
      const said = published().filter(({ publication }) => publication === name);
      const told = new Set(said.flatMap((one) => Object.keys(one.fields)));
      expect([name, [...told].toSorted()]).toEqual([name, Object.keys(fields).toSorted()]);
    }
  });

  it('tells nobody’s name', () => {
    const people = worked().flatMap(({ people: named }) => Object.keys(named ?? {}));
    const texts = published().flatMap(({ fields }) => Object.values(fields));
    expect(texts.filter((text) => people.includes(String(text)))).toEqual([]);
  });

  it('tells of comments as they stood, and what was seen is on record', () => {
    const results = outcomes.flatMap(({ event }) =>
      (event?.published ?? []).flatMap(({ publication, fields }) =>
        publication === 'solicitationResults' ? [{ fields, seen: event?.seen }] : [],
      ),
    );
    expect(results.length).toBeGreaterThan(0);
    for (const { fields, seen } of results) {
      const standing = seen?.['solicitation']?.standing ?? {};
      const counts = ['adopted', 'partlyAdopted', 'notAdopted', 'explained', 'received'];
      for (const count of counts) expect(fields[count]).toBe(standing[count] ?? 0);
    }
  });

  it('shows each stage in some case, and at every moment exactly one as the current one', () => {
    const calendar = buildCalendar(officialNotices(), '2026-12-31' as CivilDate);
    const world = { now: '2026-12-31T00:00:00.000Z' as Instant, zone: 'Asia/Shanghai' as Zone, calendar };
    const shown = outcomes.flatMap(({ state }) =>
      state ? [progressOf(procedure, state, world)?.stages ?? []] : [],
    );
    const reached = new Set(shown.flat().flatMap(({ stage, reached: is }) => (is ? [stage] : [])));
    const all = (procedure.definition.progress ?? []).map(({ stage }) => stage);
    expect([...reached].toSorted()).toEqual(all.toSorted());
    expect(shown.every((stages) => stages.filter(({ current }) => current).length === 1)).toBe(true);
  });
});

describe('a decision that is not open to the public', () => {
  it('makes nothing public but what the law lists', () => {
    const procedure = compiledDecision();
    const secret = workedDecisions().find(({ scenario }) => scenario === 'no-duty-applies') as Scenario;
    const { outcomes } = new Stage().play(procedure, secret);
    expect(outcomes.at(-1)?.state?.facts['openToPublic']).toBe(false);
    expect(outcomes.flatMap(({ event }) => event?.published ?? [])).toEqual([]);
  });
});

describe('the register of documents in force', () => {
  it('has name, number, register number, commencement and validity (三统一)', () => {
    const stage = new Stage();
    const procedure = compiledNormativeDocument();
    const one = workedDocuments().find(({ scenario }) => scenario === 'government-document') as Scenario;
    const said = stage.play(procedure, one).outcomes.flatMap(({ event }) => event?.published ?? []);
    expect(said.find(({ publication }) => publication === 'document')?.fields).toEqual({
      ...{ name: '云岭市城区停车管理办法', number: '云停管规〔2026〕1号', registerNumber: 'YLS-2026-001' },
      ...{ publishedOn: expect.any(String), effectiveOn: '2026-06-01', validUntil: '2031-05-31' },
    });
  });
});
