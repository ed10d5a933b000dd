import type { Definition } from '../law/definition.js';
import { type Finding, Subject } from '../law/lint/subject.js';
import type { Configuration, Exploration, Passage } from './explore.js';
import { type Limits, refined } from './refine.js';
import { inWords, pathInWords, pathTo, shortestArrivals } from './shortest-paths.js';
import type { Violation } from './way-around.js';
import { lapsesWithoutConsequence } from './lapses.js';
import { startsWithoutDay } from './clock-days.js';
import { leadsForward } from './going-back.js';
import { unnamedSigners } from './rounds.js';

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
      ...lapsesWithoutConsequence(subject, exploration, arrivals),
      ...deadEnds(definition, exploration, arrivals),
      ...neverReached(subject, exploration, arrivals),
      ...startsWithoutDay(definition, exploration, arrivals),
      ...leadsForward(subject, exploration, arrivals),
      ...unnamedSigners(definition, exploration),
    ],
  };
}

function violationFinding(definition: Definition, name: string, { path, though = '' }: Violation): Finding {
  const title = inWords(definition.properties?.[name]?.title ?? name);
  const way = pathInWords(definition, path);
  const message = `"${title}" does not hold. The shortest way around it: ${way}${though}`;
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
    if (from === undefined) continue;
    const before = into.get(to);
    if (before) before.push(from);
    else into.set(to, [from]);
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

/** States and acts that the guards and requirements never let happen, and how far a case comes. */
function neverReached(
  subject: Subject,
  exploration: Exploration,
  arrivals: readonly (Passage | undefined)[],
): Finding[] {
  const { configurations, passages, procedure, passed } = exploration;
  const first = new Map<string, Configuration>();
  for (const one of configurations) {
    for (const path of procedure.activePaths(one.value)) if (!first.has(path)) first.set(path, one);
  }
  const asFar = (one: Configuration | undefined): string =>
    one ? `. A case comes as far as ${pathInWords(subject.definition, pathTo(one, arrivals))}` : '';
  const happened = new Set(passages.map(({ event }) => event));
  const transient = new Set(
    subject.nodes
      .filter((node) => node.transitions.some(({ kind }) => kind !== 'on'))
      .map(({ path }) => path),
  );
  const passedThrough = (path: string): boolean =>
    transient.has(path) || [...transient].some((other) => path.startsWith(`${other}.`));
  return [
    ...subject.nodes.flatMap((node): Finding[] => {
      const { path, pointer } = node;
      if (passed.has(path) || first.has(path) || passedThrough(path)) return [];
      const around = subject.withAncestors(node).find((above) => first.has(above.path));
      const message = `the state "${path}" can never be reached: no guard on the way can hold${asFar(around && first.get(around.path))}`;
      return [{ code: 'state-unreachable', path: pointer, message, atKey: true }];
    }),
    ...Object.keys(subject.definition.acts).flatMap((act): Finding[] => {
      if (happened.has(act)) return [];
      const listening = configurations.find(({ value }) => procedure.listens(value).includes(act));
      const message = `the act "${act}" can never be done: wherever it is listened to, its requirements or guards cannot hold${asFar(listening)}`;
      return [{ code: 'act-impossible', path: `/acts/${act}`, message, atKey: true }];
    }),
  ];
}

function pointerOf(path: string): string {
  return `/states/${path.split('.').join('/states/')}`;
}
