import { addDays, startOfDay } from '../../clock/civil-date.js';
import type { CivilDate } from '../../clock/time.js';
import type { Definition, StateDefinition } from '../../law/definition.js';
import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import type { CaseState } from '../case-state.js';
import { clockDefinition, clockResult, extensionRule } from '../clock-question.js';
import { nextLapse } from '../lapse.js';
import type { World } from '../world.js';

/** Until when a case must be decided, as it stands today. */
export interface LatestDecision {
  /** Last lawful day of a decision if nobody acts before the law does. Absent: no limit runs, or it stands still. */
  readonly latest?: CivilDate;
  /** The clock that sets `latest`. */
  readonly by?: string;
  /** The last day if every extension that the law still allows is used. */
  readonly latestWithExtension?: CivilDate;
}

/** More lapses in a row than any procedure has before a clock governs the decision. */
const MAX_SILENCES = 20;

/** The last lawful day: nobody acts, the law speaks for him, until a clock that governs the decision runs. Pure. */
export function latestDecision(procedure: CompiledProcedure, state: CaseState, world: World): LatestDecision {
  const governing = decisionClocks(procedure.definition);
  let current = state;
  for (let silence = 0; silence < MAX_SILENCES && current.status === 'open'; silence += 1) {
    const clock = governing.find((name) => current.clocks[name]?.state === 'running');
    if (clock !== undefined) return limitBy(procedure, current, clock, world);
    const next = Object.values(current.clocks)
      .flatMap((run) => (run.state === 'running' && run.dueOn ? [run.dueOn] : []))
      .toSorted()[0];
    if (next === undefined) return {};
    const lapse = nextLapse(procedure, current, { ...world, now: startOfDay(addDays(next, 1), world.zone) });
    if (!lapse) return {};
    current = lapse.state;
  }
  return {};
}

/** Ceilings whose lapse is a breach and that run wherever a deciding act is taken. */
function decisionClocks(definition: Definition): readonly string[] {
  const deciding = new Set(definition.decides ?? []);
  const found = new Set<string>();
  const visit = (states: Readonly<Record<string, StateDefinition>>, running: readonly string[]): void => {
    for (const state of Object.values(states)) {
      const clocks = [...running, ...(state.clocks ?? [])];
      if (Object.keys(state.on ?? {}).some((event) => deciding.has(event)))
        clocks.forEach((one) => found.add(one));
      if (state.states) visit(state.states, clocks);
    }
  };
  const { initial: _initial, ...top } = definition.states;
  visit(top as Readonly<Record<string, StateDefinition>>, []);
  return [...found].filter((name) => {
    const clock = clockDefinition(definition, name);
    return clock.kind === 'ceiling' && clock.onLapse?.breach !== undefined;
  });
}

function limitBy(
  procedure: CompiledProcedure,
  state: CaseState,
  clock: string,
  world: World,
): LatestDecision {
  const run = state.clocks[clock];
  if (!run?.dueOn) return {};
  const extended = withExtensions(procedure, clock, run, world);
  return {
    latest: run.dueOn,
    by: clock,
    ...(extended && extended !== run.dueOn && { latestWithExtension: extended }),
  };
}

function withExtensions(
  procedure: CompiledProcedure,
  clock: string,
  run: CaseState['clocks'][string],
  world: World,
): CivilDate | undefined {
  const rule = extensionRule(clockDefinition(procedure.definition, clock), run);
  const left = (rule?.times ?? 0) - run.extensions.length;
  if (!rule || left <= 0) return run.dueOn;
  const extensions = [...run.extensions, ...Array.from({ length: left }, () => rule.by)];
  return clockResult(procedure.definition, clock, { ...run, extensions }, world.calendar).dueOn;
}
