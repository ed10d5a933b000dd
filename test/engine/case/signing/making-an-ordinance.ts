import type { CaseState } from '../../../../src/engine/case/case-state.js';
import { actorInPosts, type Actor, type Command } from '../../../../src/engine/case/command.js';
import { decide } from '../../../../src/engine/case/decide.js';
import type { Decision } from '../../../../src/engine/case/decision.js';
import type { Refusal } from '../../../../src/engine/case/refusal.js';
import type { CaseBars, World } from '../../../../src/engine/case/world.js';
import type { CivilDate, Instant } from '../../../../src/engine/clock/time.js';
import { ajvInputCheck } from '../../../../src/outside/ajv/input-check.js';
import { officialCalendar, powers, procedureFrom } from '../../../support/procedures.js';

export const ORDINANCE = 'test/engine/case/signing/fixtures/ordinance.yaml';
export const ordinance = procedureFrom(ORDINANCE);
const calendar = officialCalendar();
const checkInput = ajvInputCheck();
const checkPower = powers();

/** Everybody of the little government, by name. */
export const PEOPLE: Readonly<Record<string, Actor>> = {
  dai: actorInPosts('dai', ['drafter']),
  dan: actorInPosts('dan', ['drafter']),
  fin: actorInPosts('fin', ['department']),
  law: actorInPosts('law', ['department']),
  env: actorInPosts('env', ['department']),
  fu: actorInPosts('fu', ['deputy']),
  feng: actorInPosts('feng', ['deputy']),
  fan: actorInPosts('fan', ['deputy']),
  fei: actorInPosts('fei', ['deputy']),
  ou: actorInPosts('ou', ['office']),
  ouyang: actorInPosts('ouyang', ['office']),
  ...Object.fromEntries(
    ['e1', 'e2', 'e3', 'e4', 'e5', 'e6', 'e7'].map((one) => [one, actorInPosts(one, ['expert'])]),
  ),
  ming: inRank('ming', 'chair'),
  mei: actorInPosts('mei', ['member']),
  mo: actorInPosts('mo', ['member']),
  mu: inRank('mu', 'observer'),
};

function inRank(person: string, rank: string): Actor {
  return {
    ...actorInPosts(person, []),
    kind: 'officer',
    capacities: [{ post: 'member', rank, serves: true }],
  };
}

/** The people as they stand on a day: some are others' deputies, have left, or are barred. */
export interface Staff {
  readonly deputies?: Readonly<Record<string, string>>;
  readonly gone?: readonly string[];
  readonly bars?: Partial<CaseBars>;
}

/** Somebody with the posts that he holds himself or as the deputy of another. */
export function actorOf(name: string, { deputies = {} }: Staff = {}): Actor {
  const own = PEOPLE[name] ?? actorInPosts(name, []);
  const principal = deputies[name] === undefined ? undefined : PEOPLE[deputies[name]];
  if (!principal) return own;
  const { capacities: posts, scopes: _scopes, signIn: _signIn, ...facts } = principal;
  const deputed = posts.map((capacity) => ({
    ...capacity,
    deputy: { principal: facts, substitution: `s-${name}`, inScope: true },
  }));
  return { ...own, kind: 'officer', capacities: [...own.capacities, ...deputed] };
}

/** The world at a local noon. */
export function worldOn(day: string, staff: Staff = {}): World {
  const { deputies = {}, gone = [], bars } = staff;
  const names = [...new Set([...Object.keys(PEOPLE), ...Object.keys(deputies)])];
  return {
    ...{ now: `${day}T04:00:00.000Z` as Instant, zone: 'Asia/Shanghai', calendar, checkInput, checkPower },
    ...(bars && { bars: { recused: [], sealed: false, related: {}, ...bars } }),
    holders: (post) =>
      names
        .filter((name) => !gone.includes(name))
        .map((name) => actorOf(name, staff))
        .filter(({ capacities }) => capacities.some((capacity) => capacity.post === post)),
  };
}

/** What somebody does, on which day, and how the office stands then. */
export interface Doing extends Staff {
  readonly on?: string;
  readonly input?: Command['input'];
  readonly signers?: Command['signers'];
}

/** A Monday. */
export const DAY = '2026-03-02' as CivilDate;

/** Tries an act. */
export function attempt(
  state: CaseState | null,
  by: string,
  act: string,
  doing: Doing = {},
): Decision | Refusal {
  const { on = DAY, input = {}, signers } = doing;
  const command = { act, actor: actorOf(by, doing), input, ...(signers && { signers }) };
  return decide(ordinance, state, { ...command, ...(!state && { unit: 'government' }) }, worldOn(on, doing));
}

/** Performs an act that must be allowed. */
export function act(state: CaseState | null, by: string, name: string, doing: Doing = {}): Decision {
  const answer = attempt(state, by, name, doing);
  if (answer.refused) throw new Error(`${by} ${name}: ${JSON.stringify(answer.unmet)}`);
  return answer;
}

/** Codes of what stands against an act; none when it is allowed. */
export function codes(answer: Decision | Refusal): readonly string[] {
  return answer.refused ? answer.unmet.map(({ code }) => code) : [];
}

/** Signatures one after the other: `fin: agree` ... */
export function signed(
  state: CaseState,
  name: string,
  stances: Readonly<Record<string, string>>,
  doing: Doing = {},
): CaseState {
  return Object.entries(stances).reduce(
    (before, [by, stance]) => act(before, by, name, { ...doing, input: { stance } }).state,
    state,
  );
}

/** The case in countersigning. */
export function submitted(doing: Doing = {}): CaseState {
  return act(act(null, 'dai', 'propose', doing).state, 'dai', 'submit', doing).state;
}

/** The case before the deputies, who sign in this order. */
export function presented(deputies: readonly string[] = ['fu', 'feng'], doing: Doing = {}): CaseState {
  const countersigned = signed(
    submitted(doing),
    'countersign',
    { fin: 'agree', law: 'agree', env: 'abstain' },
    doing,
  );
  return act(countersigned, 'dai', 'present', { ...doing, signers: { approval: deputies } }).state;
}

/** The case before the experts. */
export function convened(experts: readonly string[], doing: Doing = {}): CaseState {
  const approved = signed(presented(['fu'], doing), 'approve', { fu: 'agree' }, doing);
  const registered = signed(approved, 'register', { ou: 'agree' }, doing);
  return act(registered, 'dai', 'convene', { ...doing, signers: { review: experts } }).state;
}

export const FIVE = ['e1', 'e2', 'e3', 'e4', 'e5'] as const;

/** The case before the meeting. */
export function met(doing: Doing = {}): CaseState {
  const all = Object.fromEntries(FIVE.slice(0, 4).map((expert) => [expert, 'agree']));
  return signed(convened(FIVE, doing), 'assess', all, doing);
}
