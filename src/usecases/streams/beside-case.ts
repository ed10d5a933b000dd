import type { Definition } from '../../engine/law/definition.js';
import type { ActContext } from '../cases/act-context.js';
import type { Ports } from '../ports.js';

/** The context of a case that also knows how the streams beside it stand, where its procedure has any. */
export async function besideCase(
  { streamStandings }: Pick<Ports, 'streamStandings'>,
  context: ActContext,
  { streams }: Definition,
  caseId: string,
): Promise<ActContext> {
  if (!streams || !streamStandings) return context;
  return { ...context, world: { ...context.world, streams: await streamStandings.of(caseId) } };
}
