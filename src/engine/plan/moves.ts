import { permittedActs } from '../case/refusal.js';
import { inputsToTry } from './inputs-to-try.js';
import type { Move, PlanContext, Position } from './position.js';

/** Everything that might be done from a position: acts that the law permits, and what may begin beside the case. */
export function movesFrom(context: PlanContext, position: Position): readonly Move[] {
  return [...actMoves(context, position), ...streamMoves(context, position)];
}

function streamMoves({ definition }: PlanContext, { state }: Position): readonly Move[] {
  if (!state || state.status === 'ended') return [];
  return Object.keys(definition.streams ?? {}).map((stream) => ({ kind: 'stream', stream }));
}

function actMoves(context: PlanContext, position: Position): readonly Move[] {
  const { procedure, definition, assumptions } = context;
  const { state } = position;
  return permittedActs(procedure, state)
    .filter((act) => assumptions.without?.includes(act) !== true)
    .flatMap((name) => {
      const act = definition.acts[name];
      if (!act) return [];
      const posts = typeof act.by === 'string' ? [act.by] : act.by;
      const inputs = inputsToTry(context, position, name, act);
      return posts.flatMap((post) =>
        inputs.map((input) => ({ kind: 'act' as const, act: name, post, input })),
      );
    });
}
