import type { Calendar } from '../clock/calendar.js';
import { addDays } from '../clock/civil-date.js';
import type { CivilDate } from '../clock/time.js';
import { clockDefinition, clockResult } from '../case/clock-question.js';
import type { Definition, FactValue } from '../law/definition.js';
import { truthOf } from '../statechart/truth.js';

/** The first day on which a clock that starts on a day can be over, whichever of its terms applies. */
export type EarliestEnd = (clock: string, from: CivilDate) => CivilDate | undefined;

/** Ends of clocks, each counted once. `never`: facts that keep this value in every plan. */
export function earliestEnds(
  definition: Definition,
  calendar: Calendar,
  never: Readonly<Record<string, FactValue>>,
): EarliestEnd {
  const known = new Map<string, CivilDate | undefined>();
  return (clock, from) => {
    const key = `${clock} ${from}`;
    if (!known.has(key)) known.set(key, endOf(definition, calendar, clock, { from, never }));
    return known.get(key);
  };
}

function endOf(
  definition: Definition,
  calendar: Calendar,
  clock: string,
  { from, never }: { readonly from: CivilDate; readonly never: Readonly<Record<string, FactValue>> },
): CivilDate | undefined {
  const { kind, alternatives = [] } = clockDefinition(definition, clock);
  if (kind === 'lead') return undefined;
  const choices = [
    undefined,
    ...alternatives.flatMap(({ when }, index) => (truthOf(when, never) === false ? [] : [index])),
  ];
  const ends = choices.flatMap((alternative) => {
    const run = { from, excluded: [], extensions: [], ...(alternative !== undefined && { alternative }) };
    const { notBefore, dueOn } = clockResult(definition, clock, run, calendar);
    const end = kind === 'floor' ? notBefore : dueOn && addDays(dueOn, 1);
    return end === undefined ? [] : [end];
  });
  return ends.toSorted()[0];
}
