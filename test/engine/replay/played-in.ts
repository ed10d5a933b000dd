import type { ScenarioStep } from '../../../src/engine/case/scenario/scenario-step.js';
import type { Calendar } from '../../../src/engine/clock/calendar.js';
import { addDays, startOfDay } from '../../../src/engine/clock/civil-date.js';
import type { Instant, Zone } from '../../../src/engine/clock/time.js';
import type { CompiledProcedure } from '../../../src/engine/statechart/compiled-procedure.js';

/** The zone of worked cases. */
export const ZONE = 'Asia/Shanghai' as Zone;

/** What a worked case is played in. */
export interface PlayedIn {
  readonly procedure: CompiledProcedure;
  readonly beside?: Readonly<Record<string, CompiledProcedure>>;
  readonly calendar: Calendar;
}

/** The step's local time as an instant, as worked cases have it. */
export function instantOf({ on, at = '12:00' }: ScenarioStep): Instant {
  const [hours = 12, minutes = 0] = at.split(':').map(Number);
  const ofDay = Date.parse(startOfDay(on, ZONE)) + (hours * 60 + minutes) * 60_000;
  const end = Date.parse(startOfDay(addDays(on, 1), ZONE)) - 1;
  return new Date(Math.min(ofDay, end)).toISOString() as Instant;
}
