import { readFileSync, readdirSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { parse } from 'yaml';
import { loadProcedureFile } from '../../src/cli/law-files.js';
import { buildCalendar, type Calendar } from '../../src/engine/clock/calendar.js';
import { parseCalendarFile } from '../../src/engine/clock/parse-calendar-document.js';
import type { CivilDate } from '../../src/engine/clock/time.js';
import type { DigestPair } from '../../src/engine/audit/record.js';
import type { PowerCheck } from '../../src/engine/powers/power-question.js';
import { cedarPowerCheck } from '../../src/outside/cedar/cedar-power-check.js';
import { loadPowerPolicies, powerRules } from '../../src/outside/cedar/power-policies.js';
import type { CompiledProcedure } from '../../src/engine/statechart/compiled-procedure.js';
import type { Certificate } from '../../src/engine/statechart/prove.js';
import { readCalendars } from '../../src/outside/seed/read-library.js';
import { once } from './once.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';

const compiled = new Map<string, CompiledProcedure>();

/** A procedure file with all fragments of the library, unproved and compiled once; a problem fails the test with its sentence. */
export function procedureFrom(path: string): CompiledProcedure {
  const found = compiled.get(path) ?? compiledFrom(path);
  // What a test wrote for itself may be another at the next call.
  if (!isAbsolute(path)) compiled.set(path, found);
  return found;
}

function compiledFrom(path: string): CompiledProcedure {
  const loaded = loadProcedureFile(path, 'workflows/fragments', nodeHash, { prove: false });
  if (!loaded.ok) {
    throw new Error(
      loaded.problems.map((p) => `${p.file}:${p.line}:${p.column} ${p.code} ${p.message}`).join('\n'),
    );
  }
  return loaded.compiled;
}

/** For tests that publish what they have not proved: proving is tested by itself. */
export const UNPROVED: Certificate = { properties: [], configurations: 0, passages: 0, facts: [] };

/** The procedure that ships: 行政许可（一般程序）. */
export function licence(): CompiledProcedure {
  return procedureFrom('workflows/national/administrative-licence/procedure.yaml');
}

/** The official calendar as known on a day; by default everything that ships. */
export function officialCalendar(knownAt = '2026-11-21'): Calendar {
  const documents = readdirSync('config/calendars').flatMap((name) => {
    const parsed = parseCalendarFile(parse(readFileSync(join('config/calendars', name), 'utf8')));
    if (!parsed.ok) throw new Error(`${name}: ${JSON.stringify(parsed.problems)}`);
    return parsed.value;
  });
  return buildCalendar(documents, knownAt as CivilDate);
}

/** What ships, read once. */
export const shippedCalendars = once(() => readCalendars('config/calendars'));

const policies = loadPowerPolicies('workflows/powers');

/** The policies that ship, asked as the service asks them. */
export function powers(): PowerCheck {
  return cedarPowerCheck(policies);
}

/** Canonical text of the policies that ship. */
export function policiesText(): string {
  return policies.text;
}

/** Digest of the policies that ship. */
export function rules(): DigestPair {
  return powerRules(policies, nodeHash);
}
