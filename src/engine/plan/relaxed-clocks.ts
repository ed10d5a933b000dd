import type { Calendar } from '../clock/calendar.js';
import { addDays } from '../clock/civil-date.js';
import type { CivilDate } from '../clock/time.js';
import { clockDefinition, clockResult } from '../case/clock-question.js';
import type { ClockDefinition, Definition, FactValue } from '../law/definition.js';
import { truthOf } from '../statechart/truth.js';

/** The first day on which a clock that starts on a day can be over, whichever of its terms applies. */
export type EarliestEnd = (clock: string, from: CivilDate) => CivilDate | undefined;

/** Ends of clocks, each counted once. `settled`: facts that have this value in every plan. */
export function earliestEnds(
  definition: Definition,
  calendar: Calendar,
  settled: Readonly<Record<string, FactValue>>,
): EarliestEnd {
  const known = new Map<string, CivilDate | undefined>();
  return (clock, from) => {
    const key = `${clock} ${from}`;
    if (!known.has(key)) known.set(key, endOf(definition, calendar, clock, { from, settled }));
    return known.get(key);
  };
}

function endOf(
  definition: Definition,
  calendar: Calendar,
  clock: string,
  { from, settled }: { readonly from: CivilDate; readonly settled: Readonly<Record<string, FactValue>> },
): CivilDate | undefined {
  const { kind, alternatives = [] } = clockDefinition(definition, clock);
  if (kind === 'lead') return undefined;
  const choices = whichMayApply(alternatives, settled);
  const ends = choices.flatMap((alternative) => {
    const run = { from, excluded: [], extensions: [], ...(alternative !== undefined && { alternative }) };
    const { notBefore, dueOn } = clockResult(definition, clock, run, calendar);
    const end = kind === 'floor' ? notBefore : dueOn && addDays(dueOn, 1);
    return end === undefined ? [] : [end];
  });
  return ends.toSorted()[0];
}

/** Of the terms of a clock, the first whose condition holds applies, else the plain one: those of which that is not excluded. */
function whichMayApply(
  alternatives: NonNullable<ClockDefinition['alternatives']>,
  settled: Readonly<Record<string, FactValue>>,
): readonly (number | undefined)[] {
  const may: number[] = [];
  for (const [index, { when }] of alternatives.entries()) {
    const holds = truthOf(when, settled);
    if (holds !== false) may.push(index);
    if (holds === true) return may;
  }
  return [...may, undefined];
}
