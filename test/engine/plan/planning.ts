import type { CaseState } from '../../../src/engine/case/case-state.js';
import { today, type World } from '../../../src/engine/case/world.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { PlanAssumptions } from '../../../src/engine/plan/assumptions.js';
import { planDecision, type PlanQuestion } from '../../../src/engine/plan/plan-decision.js';
import type { Plan } from '../../../src/engine/plan/plan.js';
import { postsAlone } from '../../../src/engine/powers/stand-in-check.js';
import { loadProcedure } from '../../../src/engine/statechart/load-procedure.js';
import type { CompiledProcedure } from '../../../src/engine/statechart/compiled-procedure.js';
import { ajvInputCheck } from '../../../src/outside/ajv/input-check.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { officialCalendar } from '../../support/procedures.js';

const checkInput = ajvInputCheck();
const calendar = officialCalendar();

/** A question about a matter of which nothing has been filed. */
export function question(
  procedure: CompiledProcedure,
  from: string,
  assumptions: PlanAssumptions = {},
): PlanQuestion {
  const world = {
    now: `${from}T04:00:00.000Z`,
    zone: 'Asia/Shanghai',
    calendar,
    checkInput,
    checkPower: postsAlone,
  };
  return {
    procedure,
    state: null,
    from: from as CivilDate,
    assumptions,
    world: world as PlanQuestion['world'],
  };
}

export function planned(procedure: CompiledProcedure, from: string, assumptions: PlanAssumptions = {}): Plan {
  return planDecision(question(procedure, from, assumptions));
}

/** How a case goes on from today at the earliest. */
export function planFrom(procedure: CompiledProcedure, state: CaseState, world: World): Plan {
  return planDecision({ procedure, state, from: today(world), assumptions: {}, world });
}

/** The acts of a plan, in order. */
export function actsOf(plan: Plan): readonly string[] {
  return plan.steps.map(({ name }) => name);
}

/** A procedure from its text. */
export function procedureOf(text: string): CompiledProcedure {
  const loaded = loadProcedure([{ path: 'made.yaml', text }], 'made.yaml', nodeHash, { prove: false });
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.compiled;
}

/** The days of a plan's steps, by name. */
export function daysOf(plan: Plan): Readonly<Record<string, string>> {
  return Object.fromEntries(plan.steps.map(({ name, on }) => [name, on]));
}
