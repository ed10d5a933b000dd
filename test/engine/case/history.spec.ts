import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CaseEvent } from '../../../src/engine/case/case-event.js';
import type { CaseState } from '../../../src/engine/case/case-state.js';
import { clockResult } from '../../../src/engine/case/clock-question.js';
import { decide } from '../../../src/engine/case/decide.js';
import { evolve } from '../../../src/engine/case/evolve.js';
import { nextLapse } from '../../../src/engine/case/lapse.js';
import { sampleInputs } from '../../../src/engine/plan/sample-inputs.js';
import { addDays } from '../../../src/engine/clock/civil-date.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import { people, permit, received, worldOn } from './licence-in-miniature.js';

interface Told {
  readonly event: CaseEvent;
  readonly person?: string;
  readonly after: CaseState;
}

/** A random walk: each step waits some days, lets the law act, then tries some act by somebody with some input. */
function walk(choices: readonly (readonly [number, number, number, number])[]): readonly Told[] {
  const told: Told[] = [];
  let state = received('2026-01-05');
  let day = '2026-01-05' as CivilDate;
  const acts = Object.keys(permit.definition.acts);
  for (const [wait, which, who, how] of choices) {
    day = addDays(day, wait);
    const world = worldOn(day);
    for (let lapse = nextLapse(permit, state, world); lapse; lapse = nextLapse(permit, state, world)) {
      state = lapse.state;
      told.push({ event: lapse.event, after: state });
    }
    const act = acts[which % acts.length] as string;
    const actor = Object.values(people)[who % Object.values(people).length]!;
    const inputs = sampleInputs(permit.definition.acts[act]!, () => addDays(day, how));
    const input = { ...inputs[how % inputs.length]!, ...(act === 'beginTest' && { ground: '检验' }) };
    const answer = decide(permit, state, { act, actor, input }, world);
    if (answer.refused) continue;
    state = answer.state;
    told.push({ event: answer.event, person: actor.person, after: state });
  }
  return told;
}

const walks = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 12 }), fc.nat(50), fc.nat(50), fc.integer({ min: 0, max: 25 })),
  { minLength: 1, maxLength: 40 },
);

describe('every history the engine can make', () => {
  it('folds back to the state that the decisions gave', () => {
    fc.assert(
      fc.property(walks, (choices) => {
        let folded = received('2026-01-05');
        for (const { event, person, after } of walk(choices)) {
          folded = evolve(folded, event, person);
          expect(folded).toEqual(after);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('stores for each running clock exactly the days that its facts give', () => {
    fc.assert(
      fc.property(walks, (choices) => {
        const last = walk(choices).at(-1)?.after ?? received('2026-01-05');
        for (const [name, clock] of Object.entries(last.clocks)) {
          if (clock.state !== 'running') continue;
          const { dueOn, promisedDueOn, notBefore, provisional } = clock;
          expect(clockResult(permit.definition, name, clock, worldOn('2026-01-05').calendar)).toEqual({
            ...(dueOn && { dueOn }),
            ...(promisedDueOn && { promisedDueOn }),
            ...(notBefore && { notBefore }),
            provisional,
          });
        }
      }),
      { numRuns: 100 },
    );
  });

  it('never leaves an open case that waits for nobody, nor a clock that outlives its case', () => {
    fc.assert(
      fc.property(walks, (choices) => {
        for (const { after } of walk(choices)) {
          const running = Object.values(after.clocks).filter(
            ({ state }) => state === 'running' || state === 'suspended',
          );
          if (after.status === 'ended') expect([running, after.tasks]).toEqual([[], {}]);
          else expect(Object.keys(after.tasks).length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('moves forward in legal days and lets each run of a clock lapse at most once', () => {
    fc.assert(
      fc.property(walks, (choices) => {
        const told = walk(choices);
        const days = told.map(({ after }) => after.lastOn);
        expect(days).toEqual(days.toSorted());
        const lapses = told.flatMap(({ event, after }) =>
          event.cause === 'lapse'
            ? [`${event.lapse?.clock} ${after.clocks[event.lapse?.clock ?? '']?.run}`]
            : [],
        );
        expect(new Set(lapses).size).toBe(lapses.length);
      }),
      { numRuns: 100 },
    );
  });
});
