import { runScenario, type Scenario } from '../../../src/engine/case/scenario/scenario.js';
import { buildCalendar } from '../../../src/engine/clock/calendar.js';
import type { CivilDate, Zone } from '../../../src/engine/clock/time.js';
import { conformanceTable, type ConformanceRow } from '../../../src/engine/conformance/table.js';
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

/** A worked case, held against its rules. */
export interface Played {
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

/** A procedure with its worked cases. */
export type LibraryCases = readonly [string, CompiledProcedure, readonly Scenario[]];

/** The procedures of the nation with their worked cases. */
export function nationalCases(): readonly LibraryCases[] {
  return [
    ['administrative-licence', compiledLicence(), workedCases()],
    ['major-decision', compiledDecision(), workedDecisions()],
    ['normative-document', compiledNormativeDocument(), workedDocuments()],
  ];
}

/** The shipped procedures of places with theirs. */
export function overlayCases(): readonly LibraryCases[] {
  return shippedOverlays().map(({ place, compiled, cases }) => [place, compiled, cases] as const);
}

/** Every so many of the worked cases of a procedure that stand alone, each held against its rules. */
export function judgedOf([, procedure, cases]: LibraryCases, every = 1): readonly Played[] {
  return cases
    .filter(ALONE)
    .filter((_one, index) => index % every === 0)
    .map((scenario) => played(procedure, scenario));
}

/** What deviates in worked cases that the engine let pass, but for terms that ran out on record. */
export function oddIn(all: readonly Played[]): readonly object[] {
  return all.flatMap(({ scenario, rows, lapsed }) =>
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
}

/** Rules that were told without an article, twice, or without the record that shows what became of them. */
export function untoldIn(all: readonly Played[]): readonly string[] {
  return all.flatMap(({ scenario, rows }) => {
    const ids = new Set<string>();
    return rows.flatMap(({ id, articles, conclusion, events }) => {
      const again = ids.has(id);
      ids.add(id);
      const silent = conclusion !== 'notApplicable' && events.length === 0;
      return articles.length === 0 || again || silent ? [`${scenario} ${id}`] : [];
    });
  });
}
