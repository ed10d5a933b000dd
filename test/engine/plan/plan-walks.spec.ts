import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { PlanAssumptions } from '../../../src/engine/plan/assumptions.js';
import { attemptMove } from '../../../src/engine/plan/attempt-move.js';
import { hasDecided } from '../../../src/engine/plan/decided.js';
import { DoneBefore } from '../../../src/engine/plan/done-before.js';
import { movesFrom } from '../../../src/engine/plan/moves.js';
import { nextDay, passTo } from '../../../src/engine/plan/pass-days.js';
import { contextOf, startOf } from '../../../src/engine/plan/plan-decision.js';
import type { PlanContext, Position } from '../../../src/engine/plan/position.js';
import { boundOf } from '../../../src/engine/plan/relaxation.js';
import { earliestEnds } from '../../../src/engine/plan/relaxed-clocks.js';
import { relaxedProcedure } from '../../../src/engine/plan/relaxed-procedure.js';
import type { CompiledProcedure } from '../../../src/engine/statechart/compiled-procedure.js';
import { procedureFrom } from '../../support/procedures.js';
import { DECISION } from './fixtures-decision.js';
import { planned, procedureOf, question } from './planning.js';

const FROM = '2026-03-02';
/** More steps than any of these procedures needs, with detours. */
const MAX_STEPS = 60;

/** Somebody who does anything that is lawful, or waits, as the numbers say: the positions that he comes through. */
function walk(
  context: PlanContext,
  start: Position,
  choices: readonly number[],
): { readonly through: readonly Position[]; readonly decidedOn?: CivilDate } {
  const through = [start];
  let position = start;
  for (const choice of choices.slice(0, MAX_STEPS)) {
    const later: CivilDate[] = [];
    const possible = movesFrom(context, position).flatMap((move) => {
      const tried = attemptMove(context, position, move);
      if (!tried.done) later.push(...tried.later);
      return tried.done ? [{ move, position: tried.position }] : [];
    });
    const day = nextDay(context, position, later, start.day);
    const taken =
      choice % 4 === 0 && day !== undefined ? undefined : possible[choice % (possible.length || 1)];
    if (!taken && day === undefined) break;
    position = taken?.position ?? passTo(context, position, day as CivilDate).position;
    through.push(position);
    if (taken?.move.kind === 'act' && hasDecided(context, taken.move.act, position))
      return { through, decidedOn: position.day };
    if (position.state?.status === 'ended') break;
  }
  return { through };
}

function checked(procedure: CompiledProcedure, assumptions: PlanAssumptions = {}): { decided: number } {
  const asked = question(procedure, FROM, assumptions);
  const context = contextOf(asked);
  const start = startOf(context, asked);
  const plan = planned(procedure, FROM, assumptions);
  const ends = earliestEnds(context.definition, context.calendar, context.settled);
  const { actions, states } = relaxedProcedure(procedure.definition);
  const done = new DoneBefore(procedure.definition);
  done.spread(actions, states);
  let decided = 0;
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 1_000 }), { minLength: 40, maxLength: MAX_STEPS }), (choices) => {
      const { through, decidedOn } = walk(context, start, choices);
      for (const { state } of through) {
        // Whatever somebody has done before he is in a state is among what can have been done before it.
        for (const path of state ? procedure.activePaths(state.value) : [])
          for (const act of Object.keys(state?.performed ?? {}))
            expect(done.before(path) & done.bitOf(act)).not.toBe(0n);
      }
      if (decidedOn === undefined) return;
      decided += 1;
      expect(plan.earliest !== undefined && plan.earliest <= decidedOn).toBe(true);
      for (const position of through.slice(0, -1)) {
        const bound = boundOf(context, position, ends);
        expect(bound && bound.day <= decidedOn).toBe(true);
      }
    }),
    { numRuns: 40, seed: 5 },
  );
  return { decided };
}

describe('whoever does anything that is lawful', () => {
  it('decides no sooner than the plan, and never before a bound on his way', () => {
    const { decided } = checked(procedureOf(DECISION), { facts: { hearingNeeded: false } });
    expect(decided).toBeGreaterThan(3);
  });

  it('nor where comments, a draft and a meeting go on beside the case', () => {
    const { decided } = checked(procedureFrom('test/engine/case/fixtures/with-streams.yaml'));
    expect(decided).toBeGreaterThan(3);
  });
});
