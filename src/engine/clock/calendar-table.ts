import type { CalendarDocument } from './calendar-document.js';
import {
  civilDateOf,
  dayNumber,
  dayNumberOf,
  isWeekend,
  weekdayOf,
  yearOf,
  type DayNumber,
} from './civil-date.js';
import type { DayClass } from './deadline.js';
import type { CivilDate } from './time.js';

const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const;

/** What a calendar says of one day. */
export interface ClassifiedDay {
  readonly class: DayClass;
  /** The notice (number and date) that the class rests on; for a year without a notice, that it has none. */
  readonly source: string;
  /** True when no notice known for the day's year (nor a neighbour's) says what the day is. */
  readonly provisional: boolean;
}

interface NamedDay {
  readonly class: DayClass;
  readonly source: string;
}

/** The `Calendar` (see there for the contract) held as prefix sums over the years its notices touch; weekdays beyond them are counted by formula. */
export class CalendarTable {
  readonly knownYears: readonly number[];
  readonly withoutLocal: CalendarTable;
  /** Days that a notice names. */
  private readonly named = new Map<DayNumber, NamedDay>();
  /** The notice that a year's other days rest on. */
  private readonly yearNotice = new Map<number, string>();
  private readonly first: DayNumber;
  /** The day after the last day of the table. */
  private readonly end: DayNumber;
  /** `working[i]`: working days among the first i days of the table. */
  private readonly working: Int32Array;
  /** `unknown[i]`: days of unknown class among the first i days of the table. */
  private readonly unknown: Int32Array;
  /** Working days of the table, ascending. */
  private readonly workingDays: Int32Array;
  /** Rank of the last day before the table. */
  private readonly rankBefore: number;

  /** Notices in the order in which they became known; later ones win day by day, local ones win over all. */
  constructor(
    readonly name: string,
    readonly knownAt: CivilDate,
    notices: readonly CalendarDocument[],
    local: readonly CalendarDocument[],
    withoutLocal?: CalendarTable,
  ) {
    this.withoutLocal = withoutLocal ?? this;
    for (const document of notices) {
      if (document.amends === undefined) this.yearNotice.set(document.year, cite(document));
    }
    this.knownYears = [...this.yearNotice.keys()].sort((a, b) => a - b);
    for (const document of [...notices, ...local]) this.nameDays(document);

    const years = [...notices, ...local].map((document) => document.year);
    this.first = years.length === 0 ? 0 : dayNumber(Math.min(...years) - 1, 1, 1);
    this.end = years.length === 0 ? 0 : dayNumber(Math.max(...years) + 2, 1, 1);
    this.rankBefore = weekdayRank(this.first - 1);
    const length = this.end - this.first;
    this.working = new Int32Array(length + 1);
    this.unknown = new Int32Array(length + 1);
    for (let i = 0; i < length; i++) {
      const day = this.first + i;
      const named = this.named.get(day);
      const isWorking = named === undefined ? !isWeekend(day) : isWorkingClass(named.class);
      this.working[i + 1] = (this.working[i] ?? 0) + (isWorking ? 1 : 0);
    }
    this.countUnknown(Math.min(...years) - 1, Math.max(...years) + 1);
    this.workingDays = new Int32Array(this.working[length] ?? 0);
    for (let i = 0; i < length; i++) {
      const rank = this.working[i] ?? 0;
      if ((this.working[i + 1] ?? 0) > rank) this.workingDays[rank] = this.first + i;
    }
  }

  classify(day: CivilDate): ClassifiedDay {
    return this.classifyNumber(dayNumberOf(day));
  }

  classifyNumber(day: DayNumber): ClassifiedDay {
    const named = this.named.get(day);
    if (named !== undefined) return { ...named, provisional: false };
    const year = yearOf(civilDateOf(day));
    const notice = this.yearNotice.get(year);
    const weekday = WEEKDAYS[weekdayOf(day)] ?? '';
    if (notice === undefined) {
      const source = `${year}年放假安排通知尚不掌握，暂按${weekday}计`;
      return { class: isWeekend(day) ? 'unknownRestDay' : 'unknownWorkingDay', source, provisional: true };
    }
    return {
      class: isWeekend(day) ? 'restDay' : 'workingDay',
      source: `${notice}未作调整的${weekday}`,
      provisional: false,
    };
  }

  isWorkingDay(day: CivilDate): boolean {
    return this.isWorking(dayNumberOf(day));
  }

  nthWorkingDay(after: CivilDate, n: number): CivilDate {
    const day = dayNumberOf(after);
    const rank = n < 0 ? this.workingRank(day - 1) + n + 1 : this.workingRank(day) + n;
    return civilDateOf(this.workingDayOfRank(rank));
  }

  workingDaysBetween(from: CivilDate, to: CivilDate): number {
    return this.workingRank(dayNumberOf(to)) - this.workingRank(dayNumberOf(from));
  }

  isWorking(day: DayNumber): boolean {
    return this.workingRank(day) > this.workingRank(day - 1);
  }

  workingRank(day: DayNumber): number {
    if (day < this.first) return weekdayRank(day);
    if (day < this.end) return this.rankBefore + (this.working[day - this.first + 1] ?? 0);
    return this.rankBefore + this.workingDays.length + weekdayRank(day) - weekdayRank(this.end - 1);
  }

  workingDayOfRank(rank: number): DayNumber {
    if (rank <= this.rankBefore) return weekdayOfRank(rank);
    const index = rank - this.rankBefore - 1;
    if (index < this.workingDays.length) return this.workingDays[index] ?? 0;
    return weekdayOfRank(weekdayRank(this.end - 1) + index + 1 - this.workingDays.length);
  }

  unknownRank(day: DayNumber): number {
    if (day < this.first) return day - this.first + 1;
    if (day < this.end) return this.unknown[day - this.first + 1] ?? 0;
    return (this.unknown[this.end - this.first] ?? 0) + day - this.end + 1;
  }

  private countUnknown(firstYear: number, lastYear: number): void {
    let i = 0;
    for (let year = firstYear; year <= lastYear; year++) {
      const isKnown = this.yearNotice.has(year);
      for (const end = dayNumber(year + 1, 1, 1) - this.first; i < end; i++) {
        const isUnknown = !isKnown && !this.named.has(this.first + i);
        this.unknown[i + 1] = (this.unknown[i] ?? 0) + (isUnknown ? 1 : 0);
      }
    }
  }

  private nameDays(document: CalendarDocument): void {
    const source = cite(document);
    for (const off of document.off) {
      for (let day = dayNumberOf(off.from); day <= dayNumberOf(off.to); day++) {
        this.named.set(day, { class: 'holiday', source: `${source}${off.name}放假` });
      }
    }
    for (const day of document.work) {
      this.named.set(dayNumberOf(day), { class: 'makeUpWorkingDay', source: `${source}调休上班` });
    }
  }
}

/** Whether days of a class count as working days. */
function isWorkingClass(dayClass: DayClass): boolean {
  return dayClass === 'workingDay' || dayClass === 'makeUpWorkingDay' || dayClass === 'unknownWorkingDay';
}

function cite(document: CalendarDocument): string {
  return `${document.notice.number}（${document.notice.date}）`;
}

/** Mondays to Fridays up to and including the day, counted from Monday 1969-12-29. */
function weekdayRank(day: DayNumber): number {
  const week = Math.floor((day + 3) / 7);
  return week * 5 + Math.min(weekdayOf(day) + 1, 5);
}

/** Inverse of `weekdayRank`. */
function weekdayOfRank(rank: number): DayNumber {
  const week = Math.floor((rank - 1) / 5);
  return week * 7 + (rank - 1 - week * 5) - 3;
}
