import type { Calendar } from '../clock/calendar.js';
import { civilDayOf } from '../clock/civil-date.js';
import type { CivilDate, Instant, Zone } from '../clock/time.js';
import type { InputCheck } from './input-check.js';

/** Everything outside the case that a decision may depend on, read once. */
export interface World {
  readonly now: Instant;
  readonly zone: Zone;
  readonly calendar: Calendar;
  readonly checkInput: InputCheck;
}

/** The civil day in the authority's zone. */
export function today(world: Pick<World, 'now' | 'zone'>): CivilDate {
  return civilDayOf(world.now, world.zone);
}
