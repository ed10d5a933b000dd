import { openRound } from '../case/signing/round.js';
import type { Move, PlanContext, Position } from './position.js';

/** An act is not repeated more often than this in one plan; signatures are as many as the law wants. */
const MAX_REPEATS = 3;

/** A deciding act that signs decides with the signature that settles its round; what was assumed must have come true. */
export function hasDecided(
  { deciding, definition, supposed }: PlanContext,
  act: string,
  { state }: Position,
): boolean {
  if (!state || !deciding.has(act)) return false;
  const { signs } = definition.acts[act] ?? {};
  const asAssumed = Object.entries(supposed).every(([fact, value]) => state.facts[fact] === value);
  return asAssumed && (signs === undefined || !openRound(state, signs));
}

/** The act has been repeated as often as plans are tried with: once more would only multiply what is looked at. */
export function repeatsTooOften(
  { definition }: PlanContext,
  start: Position,
  { state }: Position,
  move: Move,
): boolean {
  if (move.kind !== 'act' || definition.acts[move.act]?.signs !== undefined) return false;
  const before = start.state?.performed[move.act] ?? 0;
  return (state?.performed[move.act] ?? 0) - before >= MAX_REPEATS;
}
