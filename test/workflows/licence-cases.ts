import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadProcedureFile } from '../../src/cli/law-files.js';
import { readScenario } from '../../src/cli/scenario-file.js';
import { runScenario, type Scenario, type ScenarioResult } from '../../src/engine/case/scenario/scenario.js';
import { buildCalendar, type Calendar } from '../../src/engine/clock/calendar.js';
import type { CalendarDocument } from '../../src/engine/clock/calendar-document.js';
import { parseCalendarFile } from '../../src/engine/clock/parse-calendar-document.js';
import type { CivilDate, Zone } from '../../src/engine/clock/time.js';
import type { CompiledProcedure } from '../../src/engine/statechart/compiled-procedure.js';
import type { Loaded } from '../../src/engine/statechart/load-procedure.js';
import { ajvInputCheck } from '../../src/outside/ajv/input-check.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { once } from '../support/once.js';

/** Folder of the procedure under test. */
export const LICENCE = 'workflows/national/administrative-licence';

/** Knowledge day of scenarios that name none: everything that ships is known. */
const LATEST = '2026-12-31' as CivilDate;
const checkInput = ajvInputCheck();

/** Loads the licence with its fragments; `prove` explores every path as publication does. */
export function loadLicence(options: { readonly prove: boolean }): Loaded {
  return loadProcedureFile(join(LICENCE, 'procedure.yaml'), 'workflows/fragments', nodeHash, options);
}

/** The licence ready to step, without the proof of its properties. */
export const compiledLicence = once((): CompiledProcedure => {
  const loaded = loadLicence({ prove: false });
  if (!loaded.ok)
    throw new Error(loaded.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return loaded.compiled;
});

/** Every worked case of the licence, by file name. */
export const workedCases = once((): readonly Scenario[] => {
  const folder = join(LICENCE, 'scenarios');
  return readdirSync(folder)
    .toSorted()
    .map((name) => readScenario(join(folder, name), readFileSync(join(folder, name), 'utf8')));
});

/** The notices that ship. */
export const officialNotices = once((): readonly CalendarDocument[] => {
  return readdirSync('config/calendars').flatMap((name) => {
    const parsed = parseCalendarFile(parse(readFileSync(join('config/calendars', name), 'utf8')));
    if (!parsed.ok) throw new Error(`${name}: ${JSON.stringify(parsed.problems)}`);
    return parsed.value;
  });
});

/** Plays worked cases on the calendar that follows from the given notices. */
export class Stage {
  private readonly calendars = new Map<CivilDate, Calendar>();

  constructor(private readonly notices: readonly CalendarDocument[] = officialNotices()) {}

  play(procedure: CompiledProcedure, scenario: Scenario): ScenarioResult {
    const calendar = this.calendarKnownAt(scenario.knownAt ?? LATEST);
    return runScenario(procedure, scenario, { calendar, zone: 'Asia/Shanghai' as Zone, checkInput });
  }

  private calendarKnownAt(day: CivilDate): Calendar {
    const known = this.calendars.get(day) ?? buildCalendar(this.notices, day);
    this.calendars.set(day, known);
    return known;
  }
}
