import type { CaseState } from '../../../src/engine/case/case-state.js';
import type { Command } from '../../../src/engine/case/command.js';
import { decide } from '../../../src/engine/case/decide.js';
import type { Decision } from '../../../src/engine/case/decision.js';
import type { Refusal } from '../../../src/engine/case/refusal.js';
import type { World } from '../../../src/engine/case/world.js';
import type { Instant } from '../../../src/engine/clock/time.js';
import { ajvInputCheck } from '../../../src/outside/ajv/input-check.js';
import { officialCalendar, procedureFrom } from '../../support/procedures.js';

export const permit = procedureFrom('test/engine/case/fixtures/permit.yaml');
const calendar = officialCalendar();
const checkInput = ajvInputCheck();

/** The world at a local noon in Shanghai. */
export function worldOn(day: string): World {
  return { now: `${day}T04:00:00.000Z` as Instant, zone: 'Asia/Shanghai', calendar, checkInput };
}

/** People of the little office, by post. */
export const people = {
  window: { person: 'p-window', posts: ['window'] },
  reviewer: { person: 'p-reviewer', posts: ['reviewer'] },
  chair: { person: 'p-chair', posts: ['chair'] },
  head: { person: 'p-head', posts: ['head'] },
  applicant: { person: 'p-applicant', posts: [] },
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
  return decide(permit, state, { act, actor: people[by], input, ...more }, worldOn(day));
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
