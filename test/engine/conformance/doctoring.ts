import type { CaseEvent, ClockChange } from '../../../src/engine/case/case-event.js';
import { runScenario, type Scenario } from '../../../src/engine/case/scenario/scenario.js';
import type { CivilDate, Zone } from '../../../src/engine/clock/time.js';
import type { DisclosedRecord } from '../../../src/engine/conformance/judged-case.js';
import { conformanceTable, type ConformanceRow } from '../../../src/engine/conformance/table.js';
import type { CompiledProcedure } from '../../../src/engine/statechart/compiled-procedure.js';
import { ajvInputCheck } from '../../../src/outside/ajv/input-check.js';
import { officialCalendar } from '../../support/procedures.js';
import { compiledLicence, workedCases } from '../../workflows/licence-cases.js';
import { judgedCase, recordsOf } from './played-history.js';

export const calendar = officialCalendar();
export const licence = compiledLicence();
const scenarios = new Map(workedCases().map((one) => [one.scenario, one]));
export const world = { calendar, zone: 'Asia/Shanghai' as Zone, checkInput: ajvInputCheck() };

export function history(name: string): readonly DisclosedRecord[] {
  const scenario = scenarios.get(name) as Scenario;
  return recordsOf(scenario, runScenario(licence, scenario, world).outcomes);
}

export function rowsOf(
  records: readonly DisclosedRecord[],
  procedure: CompiledProcedure = licence,
  asOf?: string,
): readonly ConformanceRow[] {
  return conformanceTable(judgedCase(procedure, records, calendar, asOf as CivilDate));
}

export function deviating(rows: readonly ConformanceRow[]): readonly ConformanceRow[] {
  return rows.filter(({ conclusion }) => conclusion === 'deviates');
}

/** The event with one change of a clock replaced. */
export function withClock(clock: string, change: (one: ClockChange) => ClockChange | undefined) {
  return (event: CaseEvent): CaseEvent => ({
    ...event,
    clocks: (event.clocks ?? []).flatMap((one) => (one.id === clock ? (change(one) ?? []) : [one])),
  });
}

export function saying(
  records: readonly DisclosedRecord[],
  seq: number,
  input: Readonly<Record<string, unknown>>,
): readonly DisclosedRecord[] {
  return records.map((one) =>
    one.record.seq === seq
      ? { ...one, parts: { ...one.parts, input: { ...(one.parts['input'] as object), ...input } } }
      : one,
  );
}

export function by(
  records: readonly DisclosedRecord[],
  seq: number,
  person: string,
): readonly DisclosedRecord[] {
  return records.map((one) =>
    one.record.seq === seq ? { ...one, record: { ...one.record, actor: { person } } } : one,
  );
}
