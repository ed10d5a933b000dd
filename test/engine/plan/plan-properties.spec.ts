import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CaseState } from '../../../src/engine/case/case-state.js';
import { actorInPosts } from '../../../src/engine/case/command.js';
import { decide } from '../../../src/engine/case/decide.js';
import { addDays, startOfDay } from '../../../src/engine/clock/civil-date.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { PlanQuestion } from '../../../src/engine/plan/plan-decision.js';
import { planned, procedureOf, question } from './planning.js';

/** One step of a chain: its floor, and the step of the other chain that it wants done first. */
interface Link {
  readonly days: number;
  readonly working: boolean;
  readonly after: boolean;
}

const link = fc.record({ days: fc.integer({ min: 0, max: 3 }), working: fc.boolean(), after: fc.boolean() });
const chains = fc.tuple(
  fc.array(link, { minLength: 1, maxLength: 2 }),
  fc.array(link, { minLength: 1, maxLength: 2 }),
);

/** Two chains side by side; a step of the second may want the first step of the first one done. */
function textOf([first, second]: readonly [readonly Link[], readonly Link[]]): string {
  const steps = [
    ...first.map((one, i) => [`a${i}`, one] as const),
    ...second.map((one, i) => [`b${i}`, one] as const),
  ];
  const previous = (name: string): string => (name.endsWith('0') ? 'begun' : `${name[0]}0`);
  const clocks = steps.map(
    ([name, { days, working }]) =>
      `  clock${name}: { title: 期限, kind: floor, term: ${days} ${working ? 'working' : 'calendar'} days, from: ${previous(name)}, basis: 法 1 }`,
  );
  const acts = steps.map(([name, { after }]) => {
    const cross = name.startsWith('b') && after ? `, { that: performed.a0 > 0, basis: 法 1, say: 未到 }` : '';
    return `  ${name}: { title: 步骤, event: case.${name}, by: clerk, basis: 法 1, records: ${name}, requires: [{ elapsed: clock${name}, basis: 法 1, say: 未到 }${cross}] }`;
  });
  const region = (letter: string, links: readonly Link[]): string => {
    const states = links.map((_, i) => {
      const next = i === links.length - 1 ? 'done' : `s${i + 1}`;
      return `          s${i}: { title: 环节, basis: 法 1, clocks: [clock${letter}${i}], tasks: [{ post: clerk, acts: [${letter}${i}] }], on: { ${letter}${i}: ${next} } }`;
    });
    return `      ${letter}:\n        title: 区域\n        basis: 法 1\n        initial: s0\n        states:\n${states.join('\n')}\n          done: { title: 完, basis: 法 1, type: final }`;
  };
  return `
language: 1
procedure: made
title: 随机
inForceFrom: 2019-01-01
law: { 法: { title: 法 } }
posts: { clerk: { title: 经办 } }
facts: {}
milestones: { begun: { title: 启动, basis: 法 1 }, ${steps.map(([name]) => `${name}: { title: 步, basis: 法 1 }`).join(', ')} }
clocks:
${clocks.join('\n')}
documents: {}
acts:
  open: { title: 启动, event: case.begun, by: clerk, opens: true, basis: 法 1, records: begun }
${acts.join('\n')}
  finish: { title: 决定, event: case.decided, by: clerk, basis: 法 1 }
states:
  initial: working
  working:
    title: 办理
    basis: 法 1
    type: parallel
    onDone: { target: ready, basis: 法 1 }
    states:
${region('a', first)}
${region('b', second)}
  ready: { title: 待决定, basis: 法 1, tasks: [{ post: clerk, acts: [finish] }], on: { finish: over } }
  over: { title: 完, basis: 法 1, type: final, outcome: decided }
decides: [finish]
`;
}

const clerk = actorInPosts('post:clerk:1', ['clerk']);

/** The first day on which any order of acts decides: every act tried in every state on every day. */
function byBruteForce({ procedure, world, from }: PlanQuestion): CivilDate | undefined {
  let states: (CaseState | null)[] = [null];
  for (let day = from; day < addDays(from, 40); day = addDays(day, 1)) {
    const seen = new Map(states.map((state) => [JSON.stringify(state), state]));
    for (const state of seen.values()) {
      for (const act of Object.keys(procedure.definition.acts)) {
        const now = startOfDay(day, world.zone);
        const answer = decide(
          procedure,
          state,
          { act, actor: clerk, input: {}, unit: 'u' },
          { ...world, now },
        );
        if (answer.refused) continue;
        if (act === 'finish') return day;
        seen.set(JSON.stringify(answer.state), answer.state);
      }
    }
    states = [...seen.values()];
  }
  return undefined;
}

describe('a plan', () => {
  it('decides on the first day on which anything could, and every step of it is lawful on its day', () => {
    fc.assert(
      fc.property(chains, fc.integer({ min: 0, max: 200 }), (made, offset) => {
        const procedure = procedureOf(textOf(made));
        const from = addDays('2026-01-05' as CivilDate, offset);
        const asked = question(procedure, from);
        const plan = planned(procedure, from);
        expect(plan.incomplete).toBe(false);
        expect(plan.earliest).toBe(byBruteForce(asked));
        let state: CaseState | null = null;
        for (const { name, on } of plan.steps) {
          const world = { ...asked.world, now: startOfDay(on, asked.world.zone) };
          const answer = decide(procedure, state, { act: name, actor: clerk, input: {}, unit: 'u' }, world);
          if (answer.refused) throw new Error(`${name} on ${on}: ${JSON.stringify(answer.unmet)}`);
          state = answer.state;
        }
        expect(state?.status).toBe('ended');
      }),
      { numRuns: 10 },
    );
  });
});
