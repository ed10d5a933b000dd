import type { CaseState } from '../../../src/engine/case/case-state.js';
import { actorInPosts, type Command } from '../../../src/engine/case/command.js';
import { decide } from '../../../src/engine/case/decide.js';
import type { Decision } from '../../../src/engine/case/decision.js';
import type { Refusal } from '../../../src/engine/case/refusal.js';
import type { World } from '../../../src/engine/case/world.js';
import type { Instant } from '../../../src/engine/clock/time.js';
import { ajvInputCheck } from '../../../src/outside/ajv/input-check.js';
import { officialCalendar, powers, procedureFrom } from '../../support/procedures.js';

export const permit = procedureFrom('test/engine/case/fixtures/permit.yaml');
const calendar = officialCalendar();
const checkInput = ajvInputCheck();
const checkPower = powers();

/** The world at a local noon in Shanghai. */
export function worldOn(day: string): World {
  return {
    ...{ now: `${day}T04:00:00.000Z` as Instant, zone: 'Asia/Shanghai', calendar },
    ...{ checkInput, checkPower },
  };
}

/** People of the little office, by post. */
export const people = {
  window: actorInPosts('p-window', ['window']),
  reviewer: actorInPosts('p-reviewer', ['reviewer']),
  chair: actorInPosts('p-chair', ['chair']),
  head: actorInPosts('p-head', ['head']),
  applicant: actorInPosts('p-applicant', []),
} as const;

/** Tries an act at noon of a day. */
export function attempt(
  state: CaseState | null,
  day: string,
  by: keyof typeof people,
  act: string,
  input: Record<string, unknown> = {},
  more: Partial<Command> = {},
): Decision | Refusal {
  return decide(
    permit,
    state,
    { act, actor: people[by], input, ...(state === null && { unit: 'bureau' }), ...more },
    worldOn(day),
  );
}

/** Performs an act that the law must allow. */
export function done(...args: Parameters<typeof attempt>): CaseState {
  const answer = attempt(...args);
  if (answer.refused) throw new Error(`refused: ${JSON.stringify(answer.unmet)}`);
  return answer.state;
}

/** A case received on a day. */
export function received(day: string, input: Record<string, unknown> = { joint: false }): CaseState {
  return done(null, day, 'window', 'receive', input, { parties: { applicant: ['p-applicant'] } });
}

/** A case accepted on the day it was received. */
export function accepted(day: string, input?: Record<string, unknown>): CaseState {
  return done(received(day, input), day, 'window', 'accept');
}

/** A refusal, or the test fails. */
export function refusalOf(answer: Decision | Refusal): Refusal {
  if (!answer.refused) throw new Error(`allowed: ${answer.event.type}`);
  return answer;
}
