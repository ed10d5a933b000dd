import { suggest } from '../suggest.js';
import { lawEvents } from './events.js';
import { type Finding, namesIn, type Rule } from './subject.js';

/** Properties speak of states, acts and events that exist: a property of nothing would hold and mean nothing. */
export const properties: Rule = (subject) => {
  const { definition } = subject;
  const acts = Object.entries(definition.acts).flatMap(([name, { event }]) => [name, event]);
  const events = [...acts, ...lawEvents(subject)];
  const states = subject.nodes.map(({ path }) => path);
  return Object.entries(definition.properties ?? {}).flatMap(([name, { never, without }]): Finding[] => [
    ...namesIn(never, `/properties/${name}/never`)
      .filter(([state]) => !states.includes(state))
      .map(([state, path]) => {
        const message = `there is no state "${state}"; give its whole path`;
        return { code: 'unknown-state', path, message, suggestion: suggest(state, states) };
      }),
    ...namesIn(without, `/properties/${name}/without`)
      .filter(([event]) => !events.includes(event))
      .map(([event, path]) => {
        const message = `nothing sends "${event}": it is no act, no event of an act, and no clock lapses so`;
        return { code: 'unknown-event', path, message, suggestion: suggest(event, events) };
      }),
  ]);
};
