import type { CivilDate } from './time.js';

/**
 * One notice on days off, as plain JSON: what the General Office of the State Council (国务院办公厅) announces for a
 * year, or what an autonomous area adds (全国年节及纪念日放假办法 4). Immutable; identified by the digest of its
 * canonical form.
 */
export interface CalendarDocument {
  /** Name of the calendar: `cn`, or the local one, such as `cn-gx`. */
  readonly calendar: string;
  /** Local calendars: the calendar that this one is laid over. */
  readonly over?: string;
  /** The year that the notice arranges. */
  readonly year: number;
  readonly notice: Notice;
  /** The first day on which the notice was known. Before it, answers are given without it. */
  readonly knownFrom: CivilDate;
  /** Days off, in order, without overlaps, both ends inclusive; days of the neighbouring years are allowed. */
  readonly off: readonly DaysOff[];
  /** Saturdays and Sundays that are working days (调休上班), in order. */
  readonly work: readonly CivilDate[];
  /** Number of an earlier notice of the same year that this one changes: days named here count, all others stay. */
  readonly amends?: string;
  /** Number of an earlier notice of the same year that this one replaces as a whole. */
  readonly supersedes?: string;
}

/** Where a day's class comes from. */
export interface Notice {
  /** 文号: `国办发明电〔2025〕7号`. */
  readonly number: string;
  /** 成文日期. */
  readonly date: CivilDate;
  readonly title: string;
  readonly issuer: string;
  readonly url?: string;
}

/** A stretch of days off with the festival's name. */
export interface DaysOff {
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly name: string;
}
