import { permittedActs } from '../case/refusal.js';
import { unmetToBegin } from '../streams/stream-power.js';
import type { CivilDate } from '../clock/time.js';
import { worldOn, type PlanContext, type Position } from './position.js';
import { courseFrom } from './stream-courses.js';

/**
 * The position with the days since when declared work has been possible: what has become possible begins today, what is
 * no longer is forgotten. What was just done begins anew if it is possible again.
 */
export function readied(context: PlanContext, position: Position, justDone?: string): Position {
  const names = Object.keys(context.assumptions.durations ?? {});
  if (names.length === 0) return position;
  const ready: Record<string, CivilDate> = {};
  for (const name of names) {
    if (!isPossible(context, position, name)) continue;
    const since = name === justDone ? undefined : position.ready[name];
    ready[name] = since ?? position.day;
  }
  return { ...position, ready };
}

function isPossible(context: PlanContext, position: Position, name: string): boolean {
  const { procedure, definition } = context;
  if (Object.hasOwn(definition.acts, name)) return permittedActs(procedure, position.state).includes(name);
  const declared = definition.streams?.[name];
  const { state } = position;
  if (!declared || !state || state.status === 'ended') return false;
  if (!courseFrom(name, position.day, position.courses, context)) return false;
  const world = worldOn(context, position);
  return unmetToBegin(definition, declared, { person: '', post: '' }, { state, world }).length === 0;
}
