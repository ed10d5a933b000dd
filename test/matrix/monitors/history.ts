import { addDays, daysBetween } from '../../../src/engine/clock/civil-date.js';
import type { Calendar } from '../../../src/engine/clock/calendar.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { FactValue } from '../../../src/engine/law/definition.js';

type Standings = Readonly<Record<string, Readonly<Record<string, FactValue>>>>;

/** Something that was done in a case, or that somebody tries to do: an act, or that the case is put on an agenda. */
export interface Deed {
  /** The act, or `agenda`. */
  readonly act: string;
  readonly person: string;
  /** The legal day of the act. */
  readonly on: CivilDate;
  readonly input: Readonly<Record<string, unknown>>;
  /** How everything beside the case stood at that moment. */
  readonly streams: Standings;
}

/** What was lawfully done in a case so far, in its order. The monitors read nothing else. */
export class History {
  constructor(
    readonly deeds: readonly Deed[],
    readonly calendar: Calendar,
  ) {}

  /** The latest deed of one of these kinds. */
  last(...acts: readonly string[]): Deed | undefined {
    return this.deeds.findLast(({ act }) => acts.includes(act));
  }

  /** The earliest deed of one of these kinds. */
  first(...acts: readonly string[]): Deed | undefined {
    return this.deeds.find(({ act }) => acts.includes(act));
  }

  all(...acts: readonly string[]): readonly Deed[] {
    return this.deeds.filter(({ act }) => acts.includes(act));
  }

  did(...acts: readonly string[]): boolean {
    return this.last(...acts) !== undefined;
  }

  /** What was done after the deed; everything where there is none. */
  after(deed: Deed | undefined): History {
    return deed ? new History(this.deeds.slice(this.deeds.indexOf(deed) + 1), this.calendar) : this;
  }

  /** What was done before the deed. */
  before(deed: Deed): History {
    return new History(this.deeds.slice(0, this.deeds.indexOf(deed)), this.calendar);
  }

  /** Whole working days that lie between the two days, neither of them counted. */
  workingDaysBetween(from: CivilDate, to: CivilDate): number {
    let count = 0;
    for (let day = addDays(from, 1); day < to; day = addDays(day, 1)) {
      if (this.calendar.isWorkingDay(day)) count += 1;
    }
    return count;
  }
}

/** Whole calendar days that lie between the two days, neither of them counted. */
export function daysClear(from: CivilDate, to: CivilDate): number {
  return daysBetween(from, to) - 1;
}

/** A field of a stream as it stood at the deed; of a stream that there is not 0, false or null, as it is compared. */
export function stood(deed: Deed, stream: string, field: string): FactValue | undefined {
  return deed.streams[stream]?.[field];
}

/** A number of a stream at the deed: 0 where there is none. */
export function counted(deed: Deed, stream: string, field: string): number {
  return Number(stood(deed, stream, field) ?? 0);
}

/** The version of the draft at the deed. */
export function draftAt(deed: Deed): number {
  return counted(deed, 'draft', 'version');
}

/** A number that the deed's input gives. */
export function given(deed: Deed | undefined, field: string): number {
  return Number(deed?.input[field] ?? 0);
}

/** A yes of the deed's input. */
export function said(deed: Deed | undefined, field: string): boolean {
  return deed?.input[field] === true;
}

/** Whether the deed's input has a word there at all. */
export function told(deed: Deed | undefined, field: string): boolean {
  const value = deed?.input[field];
  return value !== undefined && value !== null && value !== '';
}

/**
 * One gate of the law, told by another hand than the definition: it knows neither states nor requirements, only what was done.
 * `missing` says what stands against the deed that is about to be done; nothing where the law has nothing against it.
 */
export interface Monitor {
  readonly gate: string;
  /** Deeds that the gate stands before. */
  readonly before: readonly string[];
  missing(history: History, deed: Deed): string | undefined;
}

/** The first complaint of a list of conditions, told as what is missing. */
export function firstFailing(...conditions: readonly (readonly [boolean, string])[]): string | undefined {
  return conditions.find(([holds]) => !holds)?.[1];
}

/** Monitors that stand against the deed, each with its complaint. */
export function complaints(
  monitors: readonly Monitor[],
  history: History,
  deed: Deed,
): readonly { readonly gate: string; readonly missing: string }[] {
  return monitors.flatMap((monitor) => {
    if (!monitor.before.includes(deed.act)) return [];
    const missing = monitor.missing(history, deed);
    return missing === undefined ? [] : [{ gate: monitor.gate, missing }];
  });
}
