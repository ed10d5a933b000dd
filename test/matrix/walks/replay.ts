import type { Scenario } from '../../../src/engine/case/scenario/scenario.js';
import { daysBetween } from '../../../src/engine/clock/civil-date.js';
import type { Ground } from './grounds.js';
import { Tally } from './tally.js';
import { Walker } from './walker.js';

type Step = Scenario['steps'][number];

/** What came of a worked case played under a definition that need not be its own. */
export interface Replayed {
  readonly walker: Walker;
  readonly tally: Tally;
}

/** Plays the case exactly, step by step; what is refused is left out. */
export function replay(ground: Ground, scenario: Scenario): Replayed {
  const tally = new Tally();
  const walker = new Walker(ground, scenario, tally);
  let last = scenario.steps[0]?.on;
  for (const { on, streams = {}, act, by, input = {} } of scenario.steps) {
    if (last) walker.wait(daysBetween(last, on));
    last = on;
    for (const [stream, change] of Object.entries(streams)) walker.standings.change(stream, change);
    if (act !== undefined) walker.attempt(act, by ?? holder(ground, act), input);
  }
  return { walker, tally };
}

function holder({ procedure }: Ground, act: string): string {
  const by = procedure.definition.acts[act]?.by ?? '';
  return `any-${typeof by === 'string' ? by : (by[0] ?? '')}`;
}

/** The case without these acts. */
export function omitting(scenario: Scenario, ...acts: readonly string[]): Scenario {
  return { ...scenario, steps: scenario.steps.filter(({ act = '' }) => !acts.includes(act)) };
}

/** The case with the last step of an act done otherwise. */
export function with_(scenario: Scenario, act: string, change: (step: Step) => Partial<Step>): Scenario {
  const at = scenario.steps.findLastIndex((step) => step.act === act);
  if (at < 0) throw new Error(`${scenario.scenario} has no ${act}`);
  const steps = scenario.steps.map((step, index) => (index === at ? { ...step, ...change(step) } : step));
  return { ...scenario, steps: steps.toSorted((a, b) => a.on.localeCompare(b.on)) };
}

/** The case with more steps after the last one of an act. */
export function adding(scenario: Scenario, after: string, ...more: readonly Step[]): Scenario {
  const at = scenario.steps.findLastIndex((step) => step.act === after);
  return { ...scenario, steps: scenario.steps.toSpliced(at + 1, 0, ...more) };
}
