import { basisList } from '../case/basis-list.js';
import type { CaseState } from '../case/case-state.js';
import { clockResult } from '../case/clock-question.js';
import { guardScope } from '../case/feel-scope.js';
import type { Calendar } from '../clock/calendar.js';
import type { CivilDate } from '../clock/time.js';
import type { Definition } from '../law/definition.js';
import { holdsFeel } from '../law/feel/feel.js';
import type { StreamDefinition } from '../law/stream-definition.js';

/** Until when comments must be taken at least, unless the notice says why it is shorter; and where that is written. */
export interface LeastPeriod {
  readonly closesOn: CivilDate;
  readonly basis: readonly string[];
}

/**
 * The least period of a consultation that opens on a day: that of the floor clock which the definition names for it. Of its
 * terms that apply the longest counts: that a shorter one may be taken is for the notice to say, with its reason.
 * Undefined: the definition sets none.
 */
export function leastPeriod(
  definition: Definition,
  { floor }: Pick<StreamDefinition, 'floor'>,
  { state, opensOn, calendar }: LeastPlace,
): LeastPeriod | undefined {
  const clock = floor === undefined ? undefined : definition.clocks[floor];
  if (floor === undefined || !clock) return undefined;
  const scope = guardScope(definition, state);
  const applying = (clock.alternatives ?? []).flatMap(({ when }, index) =>
    holdsFeel(when, scope) ? [index] : [],
  );
  const days = [undefined, ...applying].flatMap((alternative) => {
    const run = {
      from: opensOn,
      excluded: [],
      extensions: [],
      ...(alternative !== undefined && { alternative }),
    };
    const { dueOn } = clockResult(definition, floor, run, calendar);
    const from =
      alternative === undefined ? clock.basis : (clock.alternatives?.[alternative]?.basis ?? clock.basis);
    return dueOn === undefined ? [] : [{ closesOn: dueOn, basis: basisList(from) }];
  });
  return days.toSorted((a, b) => (a.closesOn < b.closesOn ? 1 : -1))[0];
}

interface LeastPlace {
  readonly state: CaseState;
  readonly opensOn: CivilDate;
  readonly calendar: Calendar;
}
