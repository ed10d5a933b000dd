import { actorInPosts, type Actor, type Command } from '../case/command.js';
import { decide } from '../case/decide.js';
import type { Decision } from '../case/decision.js';
import type { CaseState } from '../case/case-state.js';
import { permittedActs, type Refusal } from '../case/refusal.js';
import { standIn, standInSigners } from './stand-ins.js';
import { unmetToBegin } from '../streams/stream-power.js';
import type { Definition } from '../law/definition.js';
import type { CivilDate } from '../clock/time.js';
import { forumFor } from './meeting-forum.js';
import { eased, nameOf, worldOn, type Move, type PlanContext, type Position } from './position.js';
import { after, courseFrom } from './stream-courses.js';
import { readied } from './readiness.js';

/** What became of a move: where it leads, or the days on which it is worth trying again. */
export type Attempted =
  | {
      readonly done: true;
      readonly position: Position;
      readonly command?: Command;
      readonly decision?: Decision;
    }
  | { readonly done: false; readonly later: readonly CivilDate[] };

/** Tries a move on the day of the position, with the engine's own decision on it. */
export function attemptMove(context: PlanContext, position: Position, move: Move): Attempted {
  const notBefore = [workUntil(context, position, move), officeOpens(context, position, move)];
  const later = notBefore.filter((day): day is CivilDate => day !== undefined && day > position.day);
  if (later.length > 0) return { done: false, later };
  return move.kind === 'act'
    ? attemptAct(context, position, move)
    : attemptStream(context, position, move.stream);
}

/** When work that the planner declared is done; undefined where there is none. */
export function workUntil(
  { assumptions, calendar }: PlanContext,
  position: Position,
  move: Move,
): CivilDate | undefined {
  const term = assumptions.durations?.[nameOf(move)];
  if (!term) return undefined;
  return after(position.ready[nameOf(move)] ?? position.day, term, calendar);
}

/** The next working day, where the authority acts on no other and the act is the authority's. */
export function officeOpens(
  { assumptions, calendar, definition }: PlanContext,
  { day }: Position,
  move: Move,
): CivilDate | undefined {
  if (assumptions.workingDays !== true || calendar.isWorkingDay(day)) return undefined;
  if (move.kind === 'act' && definition.posts[move.post]?.kind === 'party') return undefined;
  return calendar.nthWorkingDay(day, 1);
}

function attemptAct(
  context: PlanContext,
  position: Position,
  { act, post, input }: Extract<Move, { kind: 'act' }>,
): Attempted {
  const { procedure, definition } = context;
  if (!permittedActs(procedure, position.state).includes(act)) return { done: false, later: [] };
  const world = worldOn(context, position);
  let answer: Decision | Refusal | undefined;
  let command: Command | undefined;
  for (const actor of actorsFor(definition, position.state, post, definition.acts[act]?.signs)) {
    command = { act, actor, input, ...(position.state === null && opening(definition)) };
    answer = decide(procedure, position.state, command, world);
    const signers = answer.refused ? standInSigners(definition, answer.unmet) : undefined;
    if (signers) {
      command = { ...command, signers };
      answer = decide(procedure, position.state, command, world);
    }
    if (!answer.refused || !answer.unmet.every(({ code }) => code === 'separation-of-duties')) break;
  }
  if (!answer || answer.refused) return { done: false, later: curedLater(answer, position.day) };
  const contrary = Object.entries(answer.event.facts ?? {}).some(
    ([fact, value]) => value === true && Object.hasOwn(context.never, fact),
  );
  if (contrary) return { done: false, later: [] };
  const state = eased(context, answer.state);
  const next = readied(context, { ...position, state }, act);
  return { done: true, position: next, ...(command && { command }), decision: answer };
}

/** Every day on which one of the unmet requirements is cured by time alone; a lead is cured by another appointment. */
function curedLater(answer: Refusal | undefined, day: CivilDate): readonly CivilDate[] {
  return (answer?.unmet ?? []).flatMap(({ code, earliestPossible }) =>
    code !== 'lead-too-short' && earliestPossible !== undefined && earliestPossible > day
      ? [earliestPossible]
      : [],
  );
}

/** Those who might do it: where the first may not because he did something else, a colleague. */
function* actorsFor(
  definition: Definition,
  state: CaseState | null,
  post: string,
  signs: string | undefined,
): Iterable<Actor> {
  const party = definition.posts[post]?.kind === 'party';
  if (!state) {
    yield actorInPosts(party ? partyOf(post) : `post:${post}:1`, [post]);
    return;
  }
  yield standIn(state, post, signs);
  if (!party && signs === undefined)
    for (const number of [1, 2, 3]) yield actorInPosts(`post:${post}:${number}`, [post]);
}

function opening({ posts }: Definition): Pick<Command, 'unit' | 'parties'> {
  const parties = Object.keys(posts).filter((post) => posts[post]?.kind === 'party');
  return { unit: 'authority', parties: Object.fromEntries(parties.map((post) => [post, [partyOf(post)]])) };
}

function partyOf(post: string): string {
  return `party:${post}`;
}

function attemptStream(context: PlanContext, position: Position, stream: string): Attempted {
  const begun = mayBegin(context, position, stream);
  if (!begun.done) return begun;
  const forum = forumFor(context, position, stream);
  const beginning = { ...context, state: position.state, ...(forum !== undefined && { forum }) };
  const course = courseFrom(stream, position.day, position.courses, beginning);
  if (!course) return { done: false, later: [] };
  const next = { ...position, courses: { ...position.courses, [stream]: course } };
  return { done: true, position: readied(context, next, stream) };
}

/** Whether what must be before a stream begins is there. */
function mayBegin(
  context: PlanContext,
  position: Position,
  stream: string,
): { readonly done: true } | { readonly done: false; readonly later: readonly CivilDate[] } {
  const { definition } = context;
  const declared = definition.streams?.[stream];
  if (!declared || !position.state || position.state.status === 'ended') return { done: false, later: [] };
  const post = typeof declared.by === 'string' ? declared.by : (declared.by[0] ?? '');
  const world = worldOn(context, position);
  const unmet = unmetToBegin(
    definition,
    declared,
    { person: `post:${post}:1`, post },
    { state: position.state, world },
  );
  const days = unmet.flatMap(({ earliestPossible }) => (earliestPossible ? [earliestPossible] : []));
  return unmet.length === 0
    ? { done: true }
    : { done: false, later: days.filter((day) => day > position.day) };
}
