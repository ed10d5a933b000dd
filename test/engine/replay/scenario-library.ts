import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScenarioProcedures } from '../../../src/cli/scenario-procedures.js';
import { readScenario } from '../../../src/cli/scenario-file.js';
import type { Scenario } from '../../../src/engine/case/scenario/scenario.js';
import { buildCalendar, type Calendar } from '../../../src/engine/clock/calendar.js';
import { LAST_DAY } from '../../../src/engine/clock/civil-date.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { readCalendars } from '../../../src/outside/seed/read-library.js';
import type { PlayedIn } from './played-in.js';

/** A worked case of the library with what it is played in. */
export interface LibraryScenario extends PlayedIn {
  readonly file: string;
  readonly scenario: Scenario;
}

const procedures = new ScenarioProcedures('workflows/fragments', nodeHash);
const notices = readCalendars('config/calendars');
const calendars = new Map<string, Calendar>();

/** Every worked case of every procedure and overlay, by file. */
export function libraryScenarios(folder = 'workflows'): readonly LibraryScenario[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(^|\/)scenarios\/[^/]+\.yaml$/.test(name))
    .map((name) => join(folder, name))
    .toSorted()
    .map((file) => {
      const scenario = readScenario(file, readFileSync(file, 'utf8'));
      const day = scenario.knownAt ?? LAST_DAY;
      const calendar = calendars.get(day) ?? buildCalendar(notices, day);
      calendars.set(day, calendar);
      return {
        ...{ file, scenario, calendar },
        procedure: procedures.of(file, scenario),
        beside: procedures.beside(file, scenario),
      };
    });
}
