import type { PropertyDefinition } from '../law/definition.js';
import { namesIn, Subject } from '../law/lint/subject.js';
import type { PathProperty } from '../law/property-definition.js';
import { settledBy, signingActs } from '../law/signing-events.js';
import type { Exploration, Passage } from './explore.js';
import { gateViolation } from './gates.js';
import { lapseViolation } from './lapses.js';
import { pathTo, shortestArrivals } from './shortest-paths.js';
import { truthOf } from './truth.js';
import type { Violation } from './way-around.js';

/** The properties that were not proved, by name, each with the shortest way around it. */
export function violationsIn(exploration: Exploration): ReadonlyMap<string, Violation> {
  const arrivals = shortestArrivals(exploration);
  const subject = new Subject(exploration.procedure.definition);
  const found = new Map<string, Violation>();
  for (const [name, property] of Object.entries(subject.definition.properties ?? {})) {
    const violation = violationOf(subject, exploration, property, arrivals);
    if (violation) found.set(name, violation);
  }
  return found;
}

function violationOf(
  subject: Subject,
  exploration: Exploration,
  property: PropertyDefinition,
  arrivals: readonly (Passage | undefined)[],
): Violation | undefined {
  if ('never' in property) {
    const path = pathAround(exploration, property);
    return path && { path };
  }
  if ('lapse' in property) return lapseViolation(exploration, property, arrivals);
  return gateViolation(subject, exploration, property, arrivals);
}

/** Shortest path into a forbidden state without any of the acts or events that must come before; undefined: proved. */
function pathAround(exploration: Exploration, property: PathProperty): readonly Passage[] | undefined {
  const { procedure, configurations, passages } = exploration;
  const before = new Set(namesIn(property.without, '').map(([name]) => name));
  const forbidden = namesIn(property.never, '').map(([path]) => path);
  const events = procedure.definition.acts;
  const isOneOf = (event: string): boolean =>
    before.has(event) || before.has(events[event]?.event ?? event) || isSignedBy(event);
  // A round ends by a signature: where every act that signs in it must come before, its result comes after one.
  const isSignedBy = (event: string): boolean => {
    const signing = settledBy(event);
    const acts = signing === undefined ? [] : signingActs(procedure.definition, signing);
    return acts.length > 0 && acts.every(([name, act]) => before.has(name) || before.has(act.event));
  };
  const open = new Map([...new Set(passages.map(({ event }) => event))].map((one) => [one, !isOneOf(one)]));
  const arrivals = shortestArrivals(exploration, (event) => open.get(event) ?? false);
  const broken = configurations.filter((configuration) => {
    if (!arrivals[configuration.index]) return false;
    const lifted = property.unless !== undefined && truthOf(property.unless, configuration.known) === true;
    return !lifted && procedure.activePaths(configuration.value).some((path) => forbidden.includes(path));
  });
  const paths = broken.map((configuration) => pathTo(configuration, arrivals));
  return paths.sort((a, b) => a.length - b.length)[0];
}
