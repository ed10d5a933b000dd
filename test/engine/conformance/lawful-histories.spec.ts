import { describe, expect, it } from '@jest/globals';
import { runScenario, type Scenario } from '../../../src/engine/case/scenario.js';
import { buildCalendar } from '../../../src/engine/clock/calendar.js';
import type { CivilDate, Zone } from '../../../src/engine/clock/time.js';
import {
  conformanceTable,
  countConclusions,
  type ConformanceRow,
} from '../../../src/engine/conformance/table.js';
import type { CompiledProcedure } from '../../../src/engine/statechart/compiled-procedure.js';
import { ajvInputCheck } from '../../../src/outside/ajv/input-check.js';
import { compiledLicence, officialNotices, workedCases } from '../../workflows/licence-cases.js';
import { compiledDecision, workedDecisions } from '../../workflows/major-decision-cases.js';
import { compiledNormativeDocument, workedDocuments } from '../../workflows/normative-document-cases.js';
import { shippedOverlays } from '../../workflows/overlay-cases.js';
import { judgedCase, recordsOf } from './played-history.js';

const notices = officialNotices();
const checkInput = ajvInputCheck();
const ALONE = (one: Scenario): boolean => one.cases === undefined;

interface Played {
  readonly scenario: string;
  readonly rows: readonly ConformanceRow[];
  /** Clocks whose running out the worked case is about. */
  readonly lapsed: ReadonlySet<string>;
}

function played(procedure: CompiledProcedure, scenario: Scenario): Played {
  const calendar = buildCalendar(notices, scenario.knownAt ?? ('2026-12-31' as CivilDate));
  const world = { calendar, zone: 'Asia/Shanghai' as Zone, checkInput };
  const { outcomes } = runScenario(procedure, scenario, world);
  const rows = conformanceTable(judgedCase(procedure, recordsOf(scenario, outcomes), calendar));
  const lapses = outcomes.flatMap((one) => one.lapses.flatMap(({ lapse }) => lapse?.clock ?? []));
  return { scenario: scenario.scenario, rows, lapsed: new Set(lapses) };
}

const library: readonly (readonly [string, CompiledProcedure, readonly Scenario[]])[] = [
  ['administrative-licence', compiledLicence(), workedCases()],
  ['major-decision', compiledDecision(), workedDecisions()],
  ['normative-document', compiledNormativeDocument(), workedDocuments()],
  ...shippedOverlays().map(({ place, compiled, cases }) => [place, compiled, cases] as const),
];

const table = library.map(
  ([name, procedure, cases]) =>
    [name, cases.filter(ALONE).map((scenario) => played(procedure, scenario))] as const,
);

describe.each(table)('the worked cases of %s, which the engine let pass', (_name, all) => {
  it('deviate in nothing but terms that ran out on record', () => {
    const odd = all.flatMap(({ scenario, rows, lapsed }) =>
      rows
        .filter(({ conclusion }) => conclusion === 'deviates')
        .filter(({ id, kind }) => {
          const [, clock = ''] = /^clocks\.(.+)\.(?:kept|promised)$/.exec(id) ?? [];
          return !((kind === 'clockKept' || kind === 'promise') && lapsed.has(clock));
        })
        .map(({ id, note, expected, actual, events }) => ({
          ...{ scenario, id, note: note?.zh, expected, actual, seq: events[0]?.seq },
        })),
    );
    expect(odd).toEqual([]);
  });

  it('show every deviation with the record, and every rule with its article', () => {
    for (const { rows } of all) {
      expect(rows.filter(({ articles }) => articles.length === 0)).toEqual([]);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      const silent = rows.filter(
        ({ conclusion, events }) => conclusion !== 'notApplicable' && events.length === 0,
      );
      expect(silent).toEqual([]);
      const counts = countConclusions(rows);
      expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(rows.length);
    }
  });
});

it('the worked cases together bring about every conclusion', () => {
  const all = table.flatMap(([, cases]) => cases.flatMap(({ rows }) => rows));
  expect(new Set(all.map(({ conclusion }) => conclusion)).size).toBe(5);
});
