import { lapses, nextLapse, type LawfulLapse } from '../case/lapse.js';
import { addDays, daysBetween } from '../clock/civil-date.js';
import type { CivilDate } from '../clock/time.js';
import { worldOn, eased, type PlanContext, type Position } from './position.js';
import { readied } from './readiness.js';

/** No plan looks further ahead than this. */
export const HORIZON_DAYS = 1_500;

/** The position on a later day, with what the law itself has done by then. */
export function passTo(
  context: PlanContext,
  position: Position,
  day: CivilDate,
): { readonly position: Position; readonly lapses: readonly LawfulLapse[] } {
  const found: LawfulLapse[] = [];
  let { state } = position;
  if (state) {
    const world = worldOn(context, { ...position, day });
    for (let lapse = nextLapse(context.procedure, state, world); lapse;) {
      found.push(lapse);
      state = eased(context, lapse.state);
      lapse = nextLapse(context.procedure, state, world);
    }
  }
  return { position: readied(context, { ...position, state, day }), lapses: found };
}

/**
 * The next day on which something can be otherwise than today without anybody acting: a stage of what goes on beside the
 * case, a term that runs out, and the days on which moves that were refused are worth trying again.
 */
export function nextDay(
  context: PlanContext,
  position: Position,
  later: readonly CivilDate[],
  from: CivilDate,
): CivilDate | undefined {
  const { day, courses } = position;
  const stages = Object.values(courses).flatMap((course) => course.map(({ on }) => on));
  const next = [...later, ...stages, ...ends(context, position)].filter((one) => one > day).toSorted()[0];
  const found = mustWatchEveryDay(context) ? (next === undefined ? undefined : addDays(day, 1)) : next;
  return found !== undefined && daysBetween(from, found) <= HORIZON_DAYS ? found : undefined;
}

/** Days on which a term has run out whose end moves the case. */
function ends({ procedure }: PlanContext, { state }: Position): readonly CivilDate[] {
  if (!state || state.status === 'ended') return [];
  const listened = new Set(procedure.listens(state.value));
  return Object.entries(state.clocks).flatMap(([clock, run]) => {
    if (run.state !== 'running' || run.dueOn === undefined || !lapses(procedure.definition, clock)) return [];
    const rule = procedure.definition.clocks[clock]?.onLapse;
    const moves = rule?.deem !== undefined || rule?.sets !== undefined || listened.has(`lapsed.${clock}`);
    return moves ? [addDays(run.dueOn, 1)] : [];
  });
}

const watched = new WeakMap<object, boolean>();

/** Where an act must come within a term, or an end takes a right away, to begin later can be better: every day counts. */
function mustWatchEveryDay({ definition }: PlanContext): boolean {
  let watch = watched.get(definition);
  if (watch === undefined) {
    const within = Object.values(definition.acts).some(({ requires }) =>
      requires?.some((one) => one.within !== undefined),
    );
    watch = within || Object.values(definition.clocks).some(({ onLapse }) => onLapse?.end !== undefined);
    watched.set(definition, watch);
  }
  return watch;
}
