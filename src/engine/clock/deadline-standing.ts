import type { BackwardCount } from './backward-count.js';
import type { Calendar } from './calendar.js';
import type { DayNumber } from './civil-date.js';
import type { ClockKind, DeadlineState, Term } from './deadline.js';
import { countDays, rangeHolding, type DayRange } from './excluded-days.js';
import { countForward, type ForwardCount, type ForwardPlan } from './forward-count.js';
import { countMinutes, startMinuteOf } from './hour-count.js';
import { remainingUnit, type TermSegment } from './term-segments.js';

/** Where a term stands on a day. */
export interface Standing {
  readonly state: DeadlineState;
  readonly remaining?: Term;
  readonly overdueBy?: Term;
}

/** The standing of a forward count (ceiling, floor, fixed) at the end of `asOf`. */
export function forwardStanding(
  kind: ClockKind,
  plan: ForwardPlan,
  count: ForwardCount,
  ranges: readonly DayRange[],
  calendar: Calendar,
  asOf: DayNumber | undefined,
): Standing {
  const openRange = count.due === Infinity ? ranges.find((range) => range.to === Infinity) : undefined;
  if (asOf === undefined && openRange === undefined)
    return { state: kind === 'floor' ? 'waiting' : 'running' };
  const cut = Math.min(asOf ?? Infinity, openRange === undefined ? Infinity : openRange.from - 1);
  const remaining =
    kind === 'fixed'
      ? { n: Math.max(0, count.due - cut), unit: 'calendarDay' as const }
      : remainingForward(plan, count, ranges, calendar, cut);
  if (asOf === undefined) return { state: 'suspended', remaining };
  const state = forwardState(kind, plan, count, ranges, asOf);
  if (state !== 'overdue') return { state, remaining };
  return { state, remaining, overdueBy: overdueBy(plan.segments, count.due, calendar, asOf) };
}

/** The standing of a lead at the end of `asOf`. */
export function leadStanding(
  segment: TermSegment,
  count: BackwardCount,
  ranges: readonly DayRange[],
  calendar: Calendar,
  asOf: DayNumber | undefined,
): Standing {
  if (count.due === -Infinity) return { state: 'suspended' };
  if (asOf === undefined) return { state: 'running' };
  const unit = remainingUnit([segment]);
  const n =
    unit === 'hour'
      ? Math.floor(countMinutes(startMinuteOf(asOf + 1), count.dueMinute ?? 0, ranges) / 60)
      : countDays(asOf, count.due, ranges, unit === 'workingDay' ? calendar : undefined);
  const remaining = { n, unit };
  if (asOf < count.due) return { state: rangeHolding(ranges, asOf) ? 'suspended' : 'running', remaining };
  if (asOf === count.due) return { state: 'dueToday', remaining };
  return { state: 'overdue', remaining, overdueBy: overdueBy([segment], count.due, calendar, asOf) };
}

function forwardState(
  kind: ClockKind,
  plan: ForwardPlan,
  count: ForwardCount,
  ranges: readonly DayRange[],
  asOf: DayNumber,
): DeadlineState {
  if (kind !== 'fixed' && asOf < plan.start) return 'notStarted';
  if (asOf > count.due) return kind === 'floor' ? 'open' : 'overdue';
  if (asOf === count.due && kind !== 'floor') return 'dueToday';
  if (rangeHolding(ranges, asOf) !== undefined) return 'suspended';
  return kind === 'floor' ? 'waiting' : 'running';
}

/**
 * What is left after `cut`: what would still have to be counted if the term ran on at once. The rest days over which
 * an end rolls are no part of the term and are not counted.
 */
function remainingForward(
  plan: ForwardPlan,
  count: ForwardCount,
  ranges: readonly DayRange[],
  calendar: Calendar,
  cut: DayNumber,
): Term {
  const unit = remainingUnit(plan.segments);
  const closed = ranges.filter((range) => range.to !== Infinity);
  const full = count.due === Infinity ? countForward(plan, closed, calendar) : count;
  if (unit === 'hour') {
    const opening = plan.startMinute ?? startMinuteOf(full.after + 1);
    const from = cut < plan.start ? opening : Math.max(opening, startMinuteOf(cut + 1));
    return { n: Math.floor(countMinutes(from, full.dueMinute ?? 0, closed) / 60), unit };
  }
  const working = unit === 'workingDay' ? calendar : undefined;
  return { n: countDays(Math.max(cut, full.after), full.nominal, closed, working), unit };
}

function overdueBy(
  segments: readonly TermSegment[],
  due: DayNumber,
  calendar: Calendar,
  asOf: DayNumber,
): Term {
  const working = remainingUnit(segments) === 'workingDay';
  return {
    n: countDays(due, asOf, [], working ? calendar : undefined),
    unit: working ? 'workingDay' : 'calendarDay',
  };
}
