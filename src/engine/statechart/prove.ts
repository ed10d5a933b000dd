import { Defect } from '../defect.js';
import type { Definition, PropertyDefinition } from '../law/definition.js';
import { scanFeel } from '../law/feel-reads.js';
import { settledBy, signingActs } from '../law/signing-events.js';
import { expressionsIn } from '../law/lint/expression-list.js';
import { type Finding, namesIn, Subject } from '../law/lint/subject.js';
import { explore, type Exploration, type Passage, TooManyConfigurations } from './explore.js';
import { inWords, pathInWords, pathTo, shortestArrivals } from './shortest-paths.js';
import { truthOf } from './truth.js';
import { startsWithoutDay } from './clock-days.js';
import { leadsForward } from './going-back.js';
import { unnamedSigners } from './rounds.js';

/** How much is explored before giving up. */
export interface Limits {
  /** Configurations up to which all facts that matter are followed at once. */
  readonly few: number;
  /** Configurations beyond which nothing is explored: some ten seconds of work. */
  readonly most: number;
}

const LIMITS: Limits = { few: 400, most: 8000 };

/** What was proved of a definition before it was published, and by how much looking. Stored with the version. */
export interface Certificate {
  /** Names of the properties that hold on every path. */
  readonly properties: readonly string[];
  /** Configurations (active states and followed facts) that a case can reach. */
  readonly configurations: number;
  /** Acts and lapses between them. */
  readonly passages: number;
  /** Facts whose values were followed. */
  readonly facts: readonly string[];
}

export interface Proof {
  readonly certificate: Certificate;
  readonly findings: readonly Finding[];
}

/**
 * Explores everything that a case can do and proves the declared properties; finds configurations from which no end
 * can be reached, states and acts that can never be, and clocks that may start without their day.
 */
export function prove(definition: Definition, limits: Limits = LIMITS): Proof {
  const subject = new Subject(definition);
  const { exploration, violations } = refined(subject, limits);
  const arrivals = shortestArrivals(exploration);
  return {
    certificate: {
      properties: Object.keys(definition.properties ?? {}).filter((name) => !violations.has(name)),
      configurations: exploration.configurations.length,
      passages: exploration.passages.length,
      facts: exploration.tracked,
    },
    findings: [
      ...[...violations].map(([name, path]) => violationFinding(definition, name, path)),
      ...circles(definition, exploration),
      ...deadEnds(definition, exploration, arrivals),
      ...neverReached(subject, exploration),
      ...startsWithoutDay(definition, exploration, arrivals),
      ...leadsForward(subject, exploration, arrivals),
      ...unnamedSigners(definition, exploration),
    ],
  };
}

interface Refined {
  readonly exploration: Exploration;
  /** Properties that were not proved, each with the shortest path around it. */
  readonly violations: ReadonlyMap<string, readonly Passage[]>;
}

/**
 * Explores following no facts, then, when that is little, all facts that matter; else those that could forbid the way
 * around a property that did not hold, until each property is proved or no further fact could help.
 */
function refined(subject: Subject, { few, most }: Limits): Refined {
  let best = explored(subject, [], most);
  if (!best) {
    throw new Defect(`the chart of "${subject.definition.procedure}" has more than ${most} configurations`);
  }
  const everything = factsReadIn(subject, () => true);
  if (best.exploration.configurations.length * 4 <= few) {
    const finest = explored(subject, everything, few);
    if (finest) return finest;
  }
  while (best.violations.size > 0) {
    const tracked = [...new Set([...best.exploration.tracked, ...factsOnTheWay(subject, best)])].sort();
    if (tracked.length === best.exploration.tracked.length) return best;
    const finer = explored(subject, tracked, most);
    if (!finer) return best;
    best = finer;
  }
  return best;
}

function explored(subject: Subject, tracked: readonly string[], limit: number): Refined | undefined {
  const { definition } = subject;
  try {
    const exploration = explore(definition, tracked, limit);
    const violations = new Map<string, readonly Passage[]>();
    for (const [name, property] of Object.entries(definition.properties ?? {})) {
      const path = violation(exploration, property);
      if (path) violations.set(name, path);
    }
    return { exploration, violations };
  } catch (problem) {
    if (problem instanceof TooManyConfigurations) return undefined;
    throw problem;
  }
}

/** Facts that requirements and guards of the events on the offending paths read, and exceptions of their properties. */
function factsOnTheWay(subject: Subject, { violations }: Refined): readonly string[] {
  const events = new Set([...violations.values()].flatMap((path) => path.map(({ event }) => event)));
  return factsReadIn(subject, (pointer) => {
    const [, section, name] = pointer.split('/');
    if (section === 'acts') return events.has(name ?? '');
    if (section === 'properties') return violations.has(name ?? '');
    return pointer.includes('/always/') || [...events].some((event) => pointer.includes(`/on/${event}`));
  });
}

/** Facts whose values can be followed and that decide where a case goes, read in the places that count. */
function factsReadIn(subject: Subject, counts: (pointer: string) => boolean): readonly string[] {
  const deciding = expressionsIn(subject).filter(
    ({ path }) => /^\/(states|acts|properties)\//.test(path) && counts(path),
  );
  const read = deciding.flatMap(({ source }) =>
    scanFeel(source).reads.map(({ segments }) => segments.join('.')),
  );
  const { facts } = subject.definition;
  return [...new Set(read)].filter((name) => ['boolean', 'enum'].includes(facts[name]?.type ?? '')).sort();
}

/** Shortest path into a forbidden state without any of the acts or events that must come before; undefined: proved. */
function violation(exploration: Exploration, property: PropertyDefinition): readonly Passage[] | undefined {
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
  const avoids = passages.filter(({ event }) => !isOneOf(event));
  const arrivals = shortestArrivals({ ...exploration, passages: avoids });
  const broken = configurations.filter((configuration) => {
    if (!arrivals[configuration.index]) return false;
    const lifted = property.unless !== undefined && truthOf(property.unless, configuration.known) === true;
    return !lifted && procedure.activePaths(configuration.value).some((path) => forbidden.includes(path));
  });
  const paths = broken.map((configuration) => pathTo(configuration, arrivals));
  return paths.sort((a, b) => a.length - b.length)[0];
}

function violationFinding(definition: Definition, name: string, path: readonly Passage[]): Finding {
  const title = inWords(definition.properties?.[name]?.title ?? name);
  const message = `"${title}" does not hold. The shortest way around it: ${pathInWords(definition, path)}`;
  return { code: 'property-violated', path: `/properties/${name}`, message, atKey: true };
}

/** Automatic transitions that run in a circle. */
function circles(definition: Definition, { loops }: Exploration): Finding[] {
  return [...new Set(loops)].map((event): Finding => {
    const message = `after "${event}" automatic transitions run in a circle and never come to rest`;
    const isAct = Object.hasOwn(definition.acts, event);
    return { code: 'automatic-circle', path: isAct ? `/acts/${event}` : '/states', message, atKey: true };
  });
}

/** Configurations from which no sequence of acts and lapses ends the case. The first is reported. */
function deadEnds(
  definition: Definition,
  { configurations, passages, procedure }: Exploration,
  arrivals: readonly (Passage | undefined)[],
): Finding[] {
  const into = new Map<number, number[]>();
  for (const { from, to } of passages) {
    if (from !== undefined) into.set(to, [...(into.get(to) ?? []), from]);
  }
  const alive = new Set(configurations.filter(({ ended }) => ended).map(({ index }) => index));
  const waiting = [...alive];
  for (let here = waiting.pop(); here !== undefined; here = waiting.pop()) {
    for (const before of into.get(here) ?? []) {
      if (alive.has(before)) continue;
      alive.add(before);
      waiting.push(before);
    }
  }
  const dead = configurations.filter(({ index }) => !alive.has(index));
  const [first] = dead
    .map((one) => ({ one, path: pathTo(one, arrivals) }))
    .sort((a, b) => a.path.length - b.path.length);
  if (!first) return [];
  const inner = procedure.activePaths(first.one.value).at(-1) ?? '';
  const message = `in "${inner}" a case can get stuck: no act or lapse leads to an end after ${pathInWords(definition, first.path)}`;
  return [{ code: 'dead-end', path: pointerOf(inner), message, atKey: true }];
}

/** States and acts that the guards and requirements never let happen. */
function neverReached(
  subject: Subject,
  { configurations, passages, procedure, passed }: Exploration,
): Finding[] {
  const reached = new Set([
    ...passed,
    ...configurations.flatMap(({ value }) => procedure.activePaths(value)),
  ]);
  const happened = new Set(passages.map(({ event }) => event));
  const transient = new Set(
    subject.nodes
      .filter((node) => node.transitions.some(({ kind }) => kind !== 'on'))
      .map(({ path }) => path),
  );
  const passedThrough = (path: string): boolean =>
    transient.has(path) || [...transient].some((other) => path.startsWith(`${other}.`));
  return [
    ...subject.nodes.flatMap(({ path, pointer }): Finding[] => {
      if (reached.has(path) || passedThrough(path)) return [];
      const message = `the state "${path}" can never be reached: no guard on the way can hold`;
      return [{ code: 'state-unreachable', path: pointer, message, atKey: true }];
    }),
    ...Object.keys(subject.definition.acts).flatMap((act): Finding[] => {
      if (happened.has(act)) return [];
      const message = `the act "${act}" can never be done: wherever it is listened to, its requirements or guards cannot hold`;
      return [{ code: 'act-impossible', path: `/acts/${act}`, message, atKey: true }];
    }),
  ];
}

function pointerOf(path: string): string {
  return `/states/${path.split('.').join('/states/')}`;
}
