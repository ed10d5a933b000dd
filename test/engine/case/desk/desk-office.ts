import type { CaseState } from '../../../../src/engine/case/case-state.js';
import { actorInPosts, type Actor } from '../../../../src/engine/case/command.js';
import type { Decision } from '../../../../src/engine/case/decision.js';
import { decide } from '../../../../src/engine/case/decide.js';
import { decideDesk } from '../../../../src/engine/case/desk/decide-desk.js';
import type { DeskCommand } from '../../../../src/engine/case/desk/desk-command.js';
import type { Refusal, RefusalCode } from '../../../../src/engine/case/refusal.js';
import type { World } from '../../../../src/engine/case/world.js';
import { received, permit, worldOn } from '../licence-in-miniature.js';

const officer = (person: string, ...posts: readonly string[]): Actor => ({
  ...actorInPosts(person, posts),
  kind: 'officer',
});

function deputyOf(principal: Actor, person: string, acts?: readonly string[]): Actor {
  return {
    ...officer(person),
    capacities: principal.capacities.map((capacity) => ({
      ...capacity,
      deputy: { principal, substitution: `s-${person}`, inScope: true, ...(acts && { acts }) },
    })),
  };
}

const w1 = officer('w1', 'window');
const h = officer('h', 'head');

/** A little office: two of each post that matters, and everybody who must be kept out. */
export const OFFICE = {
  w1,
  w2: officer('w2', 'window'),
  r1: officer('r1', 'reviewer'),
  r2: officer('r2', 'reviewer'),
  r3: officer('r3', 'reviewer'),
  away: officer('away', 'reviewer', 'window'),
  ended: { ...officer('ended', 'window'), standing: 'ended' },
  c: officer('c', 'chair'),
  h,
  /** Stands in for w1 and for the head. */
  d: deputyOf(w1, 'd'),
  dh: deputyOf(h, 'dh'),
  /** An officer with no post in the procedure, and an expert. */
  x: officer('x'),
  y: officer('y'),
  e: { ...officer('e'), kind: 'expert' },
  admin: { ...officer('admin'), administrator: ['system'] },
} as const satisfies Readonly<Record<string, Actor>>;

/** The applicant of every case here, and somebody from the street. */
export const APPLICANT = actorInPosts('p-applicant', []);
export const STRANGER = actorInPosts('p-stranger', []);

/** Everybody who might try something. */
export const EVERYBODY: readonly Actor[] = [...Object.values(OFFICE), APPLICANT, STRANGER];

/** The office at noon of a day: everybody is known, `away` is away, and whoever is named is recused. */
export function officeOn(day: string, recused: readonly string[] = []): World {
  const all = Object.values(OFFICE) as readonly Actor[];
  return {
    ...worldOn(day),
    bars: { recused, sealed: false, related: {} },
    holders: (post) => all.filter(({ capacities }) => capacities.some((one) => one.post === post)),
    member: (person) => {
      const actor = all.find((one) => one.person === person);
      return actor && { actor, absent: person === 'away' };
    },
  };
}

/** A case at the window, received by w1 on a day. */
export function atWindow(day = '2026-03-02'): CaseState {
  return received(day);
}

/** A case under review and before the head. */
export function underReview(day = '2026-03-02'): CaseState {
  return acted(atWindow(day), day, OFFICE.w2, 'accept');
}

/** The key of the open task of a post that offers an act. */
export function taskOf({ tasks }: CaseState, act: string): string {
  const found = Object.keys(tasks).find((key) => tasks[key]?.acts.includes(act));
  if (found === undefined) throw new Error(`no task offers ${act}`);
  return found;
}

/** Tries something at a desk. A reason is given unless the command says otherwise. */
export function tried(
  state: CaseState,
  actor: Actor,
  command: DeskCommand,
  world: World = officeOn('2026-03-03'),
): Decision | Refusal {
  return decideDesk(permit, state, { reason: '工作需要', ...command, actor }, world);
}

/** Does it, or the test fails. */
export function did(...args: Parameters<typeof tried>): CaseState {
  return decided(...args).state;
}

/** The decision, or the test fails. */
export function decided(...args: Parameters<typeof tried>): Decision {
  const answer = tried(...args);
  if (answer.refused) throw new Error(`refused: ${JSON.stringify(answer.unmet)}`);
  return answer;
}

/** The codes of a refusal, all of them. */
export function codes(answer: Decision | Refusal): readonly RefusalCode[] {
  if (!answer.refused) throw new Error(`allowed: ${answer.event.type}`);
  return answer.unmet.map(({ code }) => code);
}

/** Tries an act of the procedure. */
export function attempted(
  state: CaseState,
  day: string,
  actor: Actor,
  act: string,
  input: Readonly<Record<string, unknown>> = {},
  world: World = officeOn(day),
): Decision | Refusal {
  return decide(permit, state, { act, actor, input }, world);
}

/** Performs an act, or the test fails. */
export function acted(...args: Parameters<typeof attempted>): CaseState {
  const answer = attempted(...args);
  if (answer.refused) throw new Error(`refused: ${JSON.stringify(answer.unmet)}`);
  return answer.state;
}
