import { lapses, nextLapse, type LawfulLapse } from '../case/lapse.js';
import { addDays, daysBetween } from '../clock/civil-date.js';
import type { CivilDate } from '../clock/time.js';
import type { StateDefinition } from '../law/definition.js';
import { relaxedProcedure } from './relaxed-procedure.js';
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

const watched = new WeakMap<PlanContext, boolean>();

/** Where an act must come within a term, or an end takes a right away, to begin later can be better: every day counts. */
function mustWatchEveryDay(context: PlanContext): boolean {
  let watch = watched.get(context);
  if (watch === undefined) {
    const { acts, clocks } = context.definition;
    const before = statesBefore(context);
    const within = before.flatMap(({ on = {} }) =>
      Object.keys(on).flatMap((name) => acts[name]?.requires ?? []),
    );
    const running = before.flatMap((state) => state.clocks ?? []);
    watch =
      within.some((one) => one.within !== undefined) ||
      running.some((clock) => clocks[clock]?.onLapse?.end !== undefined);
    watched.set(context, watch);
  }
  return watch;
}

/** The states in which a case can still be while the plan's end lies ahead: as whole top-level states, rather too many. */
function statesBefore({ definition, deciding }: PlanContext): readonly StateDefinition[] {
  const { states, actions } = relaxedProcedure(definition);
  const top = (path: string): string => path.split('.')[0] ?? path;
  const ways = actions.flatMap(({ from, enters }) =>
    from === undefined ? [] : [{ from: top(from), enters }],
  );
  const ends = actions.flatMap(({ name, from }) =>
    from !== undefined && deciding.has(name) ? [top(from)] : [],
  );
  const before = new Set(ends);
  for (let size = -1; size !== before.size;) {
    size = before.size;
    for (const { from, enters } of ways) if (enters.some((path) => before.has(top(path)))) before.add(from);
  }
  return [...states.values()].flatMap(({ path, definition: state }) =>
    before.has(top(path)) ? [state] : [],
  );
}
