import type { CaseEvent, ClockChange } from '../case/case-event.js';
import type { CivilDate } from '../clock/time.js';
import type { MovedDay } from './differential.js';
import type { FieldDifference } from './verdict.js';

const FIELDS = ['dueOn', 'promisedDueOn', 'notBefore'] as const;

/** The legal days of an event that come out otherwise: of each change of a clock, and of the term whose end it is. */
export function movedDays(seq: number, recorded: CaseEvent, model: CaseEvent): readonly MovedDay[] {
  const of = (event: CaseEvent): ReadonlyMap<string, ClockChange> =>
    new Map((event.clocks ?? []).map((change) => [`${change.action} ${change.id}`, change]));
  const [before, after] = [of(recorded), of(model)];
  const moved = [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [action = '', clock = ''] = key.split(' ');
    const [one, other] = [before.get(key), after.get(key)];
    return FIELDS.flatMap((field) => difference({ seq, clock, action, field }, one?.[field], other?.[field]));
  });
  const clock = recorded.lapse?.clock ?? model.lapse?.clock;
  if (clock === undefined) return moved;
  const term = { seq, clock, action: 'lapse', field: 'dueOn' } as const;
  return [...difference(term, recorded.lapse?.dueOn, model.lapse?.dueOn), ...moved];
}

function difference(
  where: Omit<MovedDay, 'recorded' | 'model'>,
  recorded: CivilDate | undefined,
  model: CivilDate | undefined,
): readonly MovedDay[] {
  if (recorded === model) return [];
  return [{ ...where, ...(recorded !== undefined && { recorded }), ...(model !== undefined && { model }) }];
}

const DAY = /^\d{4}-\d\d-\d\d$/;

/** Whether nothing differs but days, and marks that a day is not certain yet. */
export function onlyDaysDiffer(differences: readonly FieldDifference[]): boolean {
  return differences.every(
    ({ at, expected, found }) => at.endsWith('/provisional') || (isDay(expected) && isDay(found)),
  );
}

function isDay(value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && DAY.test(value));
}
