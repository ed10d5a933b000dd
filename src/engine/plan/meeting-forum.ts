import { standingFields } from '../law/stream-definition.js';
import { truthOf } from '../statechart/truth.js';
import { namesIn } from './possible-values.js';
import type { PlanContext, Position } from './position.js';

/**
 * The kind of meeting that a matter is to go to: the first that every act may accept that asks which it was, as the matter has been
 * found to be; where no kind satisfies all of them, the one that most accept. Undefined: the stream is no meeting.
 */
export function forumFor(
  { definition, procedure, assumptions }: PlanContext,
  { state }: Pick<Position, 'state'>,
  stream: string,
): string | undefined {
  if (definition.streams?.[stream]?.kind !== 'meeting') return undefined;
  const name = `streams.${stream}.forum`;
  const asking = Object.values(definition.acts).flatMap(({ requires = [] }) =>
    requires.flatMap(({ that }) => (that !== undefined && namesIn(that).includes(name) ? [that] : [])),
  );
  const facts = { ...(state?.facts ?? procedure.initialFacts), ...assumptions.facts };
  const accepted = (standingFields('meeting')['forum']?.values ?? []).map((forum) => ({
    forum,
    by: asking.filter((source) => truthOf(source, { ...facts, [name]: forum }) !== false).length,
  }));
  const most = Math.max(...accepted.map(({ by }) => by));
  return accepted.find(({ by }) => by === most)?.forum;
}
