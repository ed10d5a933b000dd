import type { Calendar } from './calendar.js';
import { civilDateOf, type DayNumber } from './civil-date.js';
import type { ExplainedDay } from './deadline.js';
import { rangeHolding, type DayRange } from './excluded-days.js';
import type { CountedSpan } from './forward-count.js';
import { countMinutes, startMinuteOf } from './hour-count.js';

/** The longest stretch that is explained day by day: about a hundred years. */
export const EXPLAINED_DAYS_LIMIT = 36_600;

/** Builds an explanation line by line, keeping the running count. */
export class DayLedger {
  readonly days: ExplainedDay[] = [];
  private total = 0;

  constructor(
    private readonly calendar: Calendar,
    private readonly ranges: readonly DayRange[],
    private readonly spans: readonly CountedSpan[],
    /** Terms in hours alone are totalled in hours, all others in days. */
    private readonly inHours: boolean,
  ) {}

  /** Adds a day: counted if a span covers it; otherwise `why` says why not, in front of what the day is. */
  add(day: DayNumber, why: string | undefined): void {
    const amount = this.amountOn(day);
    this.total += amount;
    const { class: dayClass, source } = this.calendar.classifyNumber(day);
    const reason = amount > 0 ? undefined : (this.exclusionOn(day) ?? why);
    this.days.push({
      date: civilDateOf(day),
      class: dayClass,
      source: reason === undefined ? source : `${reason}；${source}`,
      counted: amount > 0,
      total: this.total,
    });
  }

  private amountOn(day: DayNumber): number {
    if (rangeHolding(this.ranges, day) !== undefined) return 0;
    let hours = 0;
    let counted = false;
    for (const span of this.spans) {
      if (span.unit === 'hour') {
        const minutes = countMinutes(
          Math.max(span.from, startMinuteOf(day)),
          Math.min(span.to, startMinuteOf(day + 1)),
          [],
        );
        hours += minutes / 60;
        counted ||= minutes > 0;
      } else if (day > span.after && day <= span.to) {
        counted ||= span.unit === 'calendarDay' || this.calendar.isWorking(day);
      }
    }
    if (!counted) return 0;
    return this.inHours ? hours : 1;
  }

  private exclusionOn(day: DayNumber): string | undefined {
    const range = rangeHolding(this.ranges, day);
    if (range === undefined) return undefined;
    const from = civilDateOf(range.from);
    return range.to === Infinity
      ? `自${from}起中止计算，尚未恢复`
      : `${from}至${civilDateOf(range.to)}依法扣除，不计入期限`;
  }
}
