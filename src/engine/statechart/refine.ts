import { Defect } from '../defect.js';
import { scanFeel } from '../law/feel/feel-reads.js';
import { expressionsIn } from '../law/lint/expression-list.js';
import { GATED_SECTIONS, namedBy } from '../law/lint/gated.js';
import type { Subject } from '../law/lint/subject.js';
import { explore, type Exploration, TooManyConfigurations } from './explore.js';
import { violationsIn } from './violations.js';
import type { Violation } from './way-around.js';

/** How much is explored before giving up. */
export interface Limits {
  /** Configurations up to which all facts that matter are followed at once. */
  readonly few: number;
  /** Configurations beyond which nothing is explored: some ten seconds of work. */
  readonly most: number;
}

/** An exploration that follows the facts on which the properties hang, and what it leaves unproved. */
export interface Refined {
  readonly exploration: Exploration;
  /** Properties that were not proved, each with the shortest path around it. */
  readonly violations: ReadonlyMap<string, Violation>;
}

/**
 * Explores following no facts, then, when that is little, all facts that matter; else those that could forbid the way
 * around a state that must not be reached, until each such property is proved or no further fact could help. Conditions
 * of acts are implied by their requirements as a rule; where some are not, the facts that they read are followed once.
 */
export function refined(subject: Subject, { few, most }: Limits): Refined {
  let best = explored(subject, [], most);
  if (!best) {
    throw new Defect(`the chart of "${subject.definition.procedure}" has more than ${most} configurations`);
  }
  const everything = factsReadIn(subject, () => true);
  if (best.exploration.configurations.length * 4 <= few) {
    const finest = explored(subject, everything, few);
    if (finest) return finest;
  }
  for (let facts = factsOnTheWay(subject, best); facts.length > 0; facts = factsOnTheWay(subject, best)) {
    const finer = followingToo(subject, best, facts, most);
    if (!finer) return best;
    best = finer;
  }
  const facts = factsOfGates(subject, best);
  const finer = facts.length > 0 ? followingToo(subject, best, facts, most) : undefined;
  return finer && finer.violations.size < best.violations.size ? finer : best;
}

/** The same with further facts; undefined when there are none, or too many configurations. */
function followingToo(
  subject: Subject,
  { exploration: { tracked } }: Refined,
  facts: readonly string[],
  limit: number,
): Refined | undefined {
  const wider = [...new Set([...tracked, ...facts])].sort();
  return wider.length === tracked.length ? undefined : explored(subject, wider, limit);
}

function explored(subject: Subject, tracked: readonly string[], limit: number): Refined | undefined {
  const { definition } = subject;
  try {
    const exploration = explore(definition, tracked, limit);
    return { exploration, violations: violationsIn(exploration) };
  } catch (problem) {
    if (problem instanceof TooManyConfigurations) return undefined;
    throw problem;
  }
}

/** Facts that requirements and guards of the events on the offending paths read, and exceptions of their properties. */
function factsOnTheWay(subject: Subject, { violations }: Refined): readonly string[] {
  const { properties = {} } = subject.definition;
  const open = [...violations].filter(([name]) => 'never' in (properties[name] ?? {}));
  if (open.length === 0) return [];
  const events = new Set(open.flatMap(([, { path }]) => path.map(({ event }) => event)));
  const names = new Set(open.map(([name]) => name));
  return factsReadIn(subject, (pointer) => {
    const [, section, name] = pointer.split('/');
    if (section === 'acts') return events.has(name ?? '');
    if (section === 'properties') return names.has(name ?? '');
    return pointer.includes('/always/') || [...events].some((event) => pointer.includes(`/on/${event}`));
  });
}

/** Facts that the conditions which are not proved read, and the requirements of what they are about. */
function factsOfGates(subject: Subject, { violations }: Refined): readonly string[] {
  const { definition } = subject;
  const about = [...violations.keys()].flatMap((name) => {
    const property = definition.properties?.[name];
    if (!property || !('only' in property)) return [];
    const things = namedBy(property).map((one) => `/${GATED_SECTIONS[one.kind].section}/${one.name}/`);
    return [`/properties/${name}/`, ...things];
  });
  return factsReadIn(subject, (pointer) => about.some((place) => pointer.startsWith(place)));
}

/** Facts whose values can be followed and that decide where a case goes, read in the places that count. */
function factsReadIn(subject: Subject, counts: (pointer: string) => boolean): readonly string[] {
  const deciding = expressionsIn(subject).filter(
    ({ path }) => /^\/(states|acts|streams|properties)\//.test(path) && counts(path),
  );
  const read = deciding.flatMap(({ source }) =>
    scanFeel(source).reads.map(({ segments }) => segments.join('.')),
  );
  const { facts } = subject.definition;
  return [...new Set(read)].filter((name) => ['boolean', 'enum'].includes(facts[name]?.type ?? '')).sort();
}
