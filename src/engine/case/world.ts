import type { Calendar } from '../clock/calendar.js';
import { civilDayOf } from '../clock/civil-date.js';
import type { CivilDate, Instant, Zone } from '../clock/time.js';
import type { PowerCheck } from '../powers/power-question.js';
import type { Actor } from './command.js';
import type { WorkingHours } from './desk/working-hours.js';
import type { SeenStream } from '../law/stream-definition.js';
import type { InputCheck } from './input-check.js';

/** Everything outside the case that a decision may depend on, read once. */
export interface World {
  readonly now: Instant;
  readonly zone: Zone;
  readonly calendar: Calendar;
  readonly checkInput: InputCheck;
  readonly checkPower: PowerCheck;
  /** What the organisation says of this case. Absent: nobody is barred. */
  readonly bars?: CaseBars;
  /** Everybody who holds a post (as the definition names it) for this case, deputies included. Absent: nobody is known. */
  readonly holders?: (post: string) => Iterable<Actor>;
  /** Anybody of the organisation, as he stands to this case. Absent: nobody is known. */
  readonly member?: (person: string) => Member | undefined;
  /** How what goes on beside the case stands, by the name that the definition gives it. What is absent has not begun. */
  readonly streams?: Readonly<Record<string, SeenStream>>;
  /** When people are reminded of work. Absent: at any hour. */
  readonly workingHours?: WorkingHours;
}

/** An officer or expert whom work is to be given to. */
export interface Member {
  readonly actor: Actor;
  /** 离岗: he is away today. */
  readonly absent: boolean;
}

/** Who is barred from a case, whatever posts he holds. */
export interface CaseBars {
  /** By 回避. */
  readonly recused: readonly string[];
  /** Those of them whom only a request bars that is not decided yet. Absent: none. */
  readonly requested?: readonly string[];
  readonly sealed: boolean;
  /** Who acted in the cases that this one is about: persons by post, by relation. */
  readonly related: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** The civil day in the authority's zone. */
export function today(world: Pick<World, 'now' | 'zone'>): CivilDate {
  return civilDayOf(world.now, world.zone);
}
