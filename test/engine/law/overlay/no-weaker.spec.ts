import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CaseState } from '../../../../src/engine/case/case-state.js';
import { actorInPosts } from '../../../../src/engine/case/command.js';
import { decide } from '../../../../src/engine/case/decide.js';
import type { World } from '../../../../src/engine/case/world.js';
import { addDays } from '../../../../src/engine/clock/civil-date.js';
import type { CivilDate, Instant } from '../../../../src/engine/clock/time.js';
import { postsAlone } from '../../../../src/engine/powers/stand-in-check.js';
import type { CompiledProcedure } from '../../../../src/engine/statechart/compiled-procedure.js';
import { activeStates } from '../../../../src/engine/statechart/state-paths.js';
import { officialCalendar } from '../../../support/procedures.js';
import { CITY, laid, overlayOf } from './small-decision.js';

const compiled = (overlays: readonly string[]): CompiledProcedure => {
  const loaded = laid(overlays);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.compiled;
};
const CALENDAR = officialCalendar();
const world = (day: CivilDate): World => ({
  ...{ now: `${day}T04:00:00.000Z` as Instant, zone: 'Asia/Shanghai' as World['zone'] },
  ...{ calendar: CALENDAR, checkInput: () => [], checkPower: postsAlone },
});

/** Changes that only tighten: any of them together. */
const tightening = fc
  .record({
    floor: fc.integer({ min: 30, max: 90 }),
    lead: fc.integer({ min: 7, max: 20 }),
    ceiling: fc.integer({ min: 1, max: 10 }),
    promised: fc.integer({ min: 1, max: 10 }),
    counted: fc.boolean(),
    never: fc.boolean(),
    heard: fc.boolean(),
    level: fc.subarray(['low', 'middle', 'high'], { minLength: 1 }),
    consent: fc.boolean(),
    by: fc.constantFrom('drafter', '[drafter, clerk]'),
    step: fc.boolean(),
  })
  .map((it) =>
    overlayOf(`change:
  clocks:
    solicitation: { term: ${it.floor} calendar days, basis: 镇规定 1 }
    hearingLead: { term: ${it.lead} calendar days, basis: 镇规定 2 }
    disclosure:
      term: ${Math.max(it.ceiling, it.promised) + 1} working days
      promised: ${Math.min(it.ceiling, it.promised)} working days
      ${it.counted ? 'conventions: { startDay: included }' : 'grounds: [听证]'}
      ${it.never ? 'extend: { by: 3 working days, times: 1 }' : ''}
      basis: 镇规定 3
  facts:
    level: { values: [${it.level.join(', ')}], basis: 镇规定 4, say: 限定等级 }
    ${it.heard ? 'technical: { mandatory: true, basis: 镇规定 5, say: 必经 }' : ''}
  acts:
    submit: { by: ${it.by}, basis: 镇规定 6 }
    decide:
      requires: [{ that: ${it.consent ? 'assessed' : 'lawful'}, basis: 镇规定 7, say: 另有条件 }]
      basis: 镇规定 7
add:
  acts:
    check: { title: 核对, event: x.checked, by: clerk, basis: 镇规定 8 }
${it.step ? 'insert:\n  checking:\n    before: deciding\n    state: { title: 核对, basis: 镇规定 8, tasks: [{ post: clerk, acts: [check] }], on: { check: deciding } }' : 'insert:\n  checking:\n    before: review\n    state: { title: 核对, basis: 镇规定 8, tasks: [{ post: clerk, acts: [check] }], on: { check: review } }'}`),
  );

const PEOPLE = {
  ann: ['drafter'],
  bob: ['clerk'],
  cai: ['reviewer'],
  dan: ['chief'],
  eve: ['drafter', 'clerk', 'chief'],
  fay: ['citizen'],
} as const;
interface Step {
  readonly act: number;
  readonly who: number;
  readonly days: number;
  readonly input: Readonly<Record<string, unknown>>;
}

const step: fc.Arbitrary<Step> = fc.record({
  /** Which of the acts that the overlay listens to, and of those who hold a post for it. */
  act: fc.nat(),
  who: fc.nat(),
  days: fc.integer({ min: 0, max: 40 }),
  input: fc.record({
    ...{ technical: fc.boolean(), exploratory: fc.boolean(), urgent: fc.boolean() },
    level: fc.constantFrom('low', 'middle', 'high'),
    ground: fc.constantFrom('听证', '鉴定'),
  }),
});

function listened({ definition }: CompiledProcedure, { value }: CaseState): readonly string[] {
  return activeStates(definition, value)
    .flatMap(({ state }) => Object.keys(state.on ?? {}))
    .filter((event) => Object.hasOwn(definition.acts, event));
}

function holdersOf({ definition }: CompiledProcedure, act: string): readonly (keyof typeof PEOPLE)[] {
  const posts = [definition.acts[act]?.by ?? []].flat();
  return (Object.keys(PEOPLE) as (keyof typeof PEOPLE)[]).filter((person) =>
    PEOPLE[person].some((post) => posts.includes(post)),
  );
}

/**
 * Plays the same acts under the overlay and, with those that the law knows, under the law alone: tells how many acts the overlay
 * let pass, and the first that it let pass and the law refused.
 */
function walk(overlay: CompiledProcedure, national: CompiledProcedure, steps: readonly Step[]) {
  let here: CaseState | null = null;
  let above: CaseState | null = null;
  let day = '2026-01-05' as CivilDate;
  let passed = 0;
  for (const { act: choice, who, days, input } of steps) {
    const acts = (here === null ? ['start'] : listened(overlay, here)).filter(
      (name) => name !== 'giveUp' || choice % 12 === 0,
    );
    const act = acts[choice % acts.length] ?? '';
    const able = holdersOf(overlay, act);
    const person = able[who % able.length];
    if (person === undefined) continue;
    day = addDays(day, days);
    const command = {
      ...{ act, unit: 'office', actor: actorInPosts(person, [...PEOPLE[person]]) },
      input: { ...input, day: addDays(day, 9) },
    };
    const answer = decide(overlay, here, command, world(day));
    if (answer.refused) continue;
    passed += 1;
    here = answer.state;
    // A new step may lead back to a state that the case has passed: from there all is gone through again.
    if (act === 'recordRefusal') break;
    if (!Object.hasOwn(national.definition.acts, act)) continue;
    const lawful = decide(national, above, command, world(day));
    if (lawful.refused) return { passed, weaker: `${act}: ${JSON.stringify(lawful.unmet)}` };
    above = lawful.state;
  }
  return { passed, weaker: undefined };
}

describe('an overlay that only tightens', () => {
  const national = compiled([]);

  it('is accepted, and what the law refuses is refused under it', () => {
    let passed = 0;
    fc.assert(
      fc.property(tightening, fc.array(step, { minLength: 20, maxLength: 40 }), (text, steps) => {
        const walked = walk(compiled([text]), national, steps);
        expect(walked.weaker).toBeUndefined();
        passed += walked.passed;
      }),
      { numRuns: 30 },
    );
    expect(passed).toBeGreaterThan(100);
  });

  it('holds of the city with every kind of change, over long walks', () => {
    const city = compiled([CITY]);
    fc.assert(
      fc.property(fc.array(step, { minLength: 30, maxLength: 50 }), (steps) => {
        expect(walk(city, national, steps).weaker).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });
});

/** One change that gives less, of a random size. */
const weakening = fc.oneof(
  fc
    .integer({ min: 0, max: 29 })
    .map((n) => `clocks: { solicitation: { term: ${n} calendar days, basis: 镇规定 9 } }`),
  fc
    .integer({ min: 0, max: 29 })
    .map((n) => `clocks: { solicitation: { term: ${n} working days, basis: 镇规定 9 } }`),
  fc
    .integer({ min: 0, max: 6 })
    .map((n) => `clocks: { hearingLead: { term: ${n} calendar days, basis: 镇规定 9 } }`),
  fc
    .integer({ min: 21, max: 99 })
    .map((n) => `clocks: { disclosure: { term: ${n} working days, basis: 镇规定 9 } }`),
  fc
    .integer({ min: 21, max: 99 })
    .map((n) => `clocks: { disclosure: { term: ${n} calendar days, basis: 镇规定 9 } }`),
  fc
    .integer({ min: 1, max: 12 })
    .map((n) => `clocks: { disclosure: { term: ${n} months, basis: 镇规定 9 } }`),
  fc
    .integer({ min: 2, max: 9 })
    .map((n) => `clocks: { disclosure: { extend: { by: 1 working day, times: ${n} }, basis: 镇规定 9 } }`),
  fc
    .constantFrom('solicitation', 'not(technical) or assessed')
    .map((name) => `acts: { submit: { drops: ["${name}"], basis: 镇规定 9 } }`),
  fc
    .constantFrom('clerk', 'chief', '[reviewer, drafter]')
    .map((by) => `acts: { approve: { by: ${by}, basis: 镇规定 9 } }`),
  fc
    .subarray(['drafter', 'clerk'], { maxLength: 1 })
    .map((kept) => `posts: { reviewer: { distinctFrom: [${kept.join(', ')}], basis: 镇规定 9 } }`),
);

describe('an overlay with a change that gives less', () => {
  it('is refused, whatever else it tightens', () => {
    fc.assert(
      fc.property(weakening, (change) => {
        const loaded = laid([overlayOf(`change:\n  ${change}`)]);
        expect(loaded.ok).toBe(false);
        expect(loaded.ok ? '' : loaded.problems.map(({ message }) => message).join()).toContain(
          '低于上位规定',
        );
      }),
      { numRuns: 60 },
    );
  });
});
