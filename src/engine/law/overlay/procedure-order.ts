import type { Definition, PropertyDefinition } from '../definition.js';
import { scanFeel } from '../feel/feel-reads.js';
import { expressionsIn } from '../lint/expression-list.js';
import { GATED_SECTIONS, namedBy } from '../lint/gated.js';
import { namesIn, Subject } from '../lint/subject.js';

/**
 * Where in the course of a procedure a thing matters first, by its JSON pointer: `/acts/accept`, `/clocks/decision`, a state by
 * the pointer of the state. States come in the order of the chart; acts, clocks and tasks with the first state that has them;
 * facts, days and streams with the first act that sets or reads them. What is nowhere in the chart comes last.
 */
export function procedureOrder(definition: Definition): (pointer: string) => number {
  const order = new Map<string, number>();
  const subject = new Subject(definition);
  const note = (pointer: string, rank: number): void => {
    if (!order.has(pointer)) order.set(pointer, rank);
  };
  subject.nodes.forEach(({ pointer, state, transitions }, rank) => {
    note(pointer, rank);
    for (const clock of state.clocks ?? []) note(`/clocks/${clock}`, rank);
    const acts = [
      ...transitions.flatMap(({ event }) => (event === undefined ? [] : [event])),
      ...(state.tasks ?? []).flatMap((task) => task.acts),
    ];
    for (const act of acts) note(`/acts/${act}`, rank);
  });
  // An act that opens a case stands in no state.
  for (const [name, act] of Object.entries(definition.acts)) if (act.opens) note(`/acts/${name}`, -1);
  const acts = Object.keys(definition.acts).toSorted(
    (a, b) => rankOf(order, `/acts/${a}`) - rankOf(order, `/acts/${b}`),
  );
  const reads = readsByAct(subject);
  for (const name of acts) {
    const act = definition.acts[name];
    const rank = rankOf(order, `/acts/${name}`);
    for (const fact of Object.keys(act?.sets ?? {})) note(`/facts/${fact}`, rank);
    for (const [post] of namesIn(act?.by, '')) note(`/posts/${post}`, rank);
    for (const [document] of namesIn(act?.serve, '')) note(`/documents/${document}`, rank);
    for (const { lead, elapsed, within } of act?.requires ?? []) {
      for (const clock of [lead, elapsed, within]) if (clock !== undefined) note(`/clocks/${clock}`, rank);
    }
    for (const read of reads.get(name) ?? []) {
      for (const pointer of pointersOf(read)) note(pointer, rank);
    }
  }
  for (const [name, property] of Object.entries(definition.properties ?? {})) {
    const ranks = spokenOf(subject, property).map((pointer) => rankOf(order, pointer));
    note(`/properties/${name}`, Math.min(...ranks));
  }
  return (pointer) => rankOf(order, pointer);
}

/** Pointers of the states, acts, streams or clocks that a property is about. */
function spokenOf(subject: Subject, property: PropertyDefinition): readonly string[] {
  if ('never' in property) {
    return namesIn(property.never, '').map(([path]) => subject.node(path)?.pointer ?? '');
  }
  if ('lapse' in property) return namesIn(property.lapse, '').map(([clock]) => `/clocks/${clock}`);
  return namedBy(property).map(({ kind, name }) =>
    kind === 'enters' ? (subject.node(name)?.pointer ?? '') : `/${GATED_SECTIONS[kind].section}/${name}`,
  );
}

function rankOf(order: ReadonlyMap<string, number>, pointer: string): number {
  return order.get(pointer) ?? Number.MAX_SAFE_INTEGER;
}

/** Names that the expressions of each act read. */
function readsByAct(subject: Subject): ReadonlyMap<string, readonly (readonly string[])[]> {
  const reads = new Map<string, (readonly string[])[]>();
  for (const { source, path } of expressionsIn(subject)) {
    const [, section, name] = path.split('/');
    if (section !== 'acts' || name === undefined) continue;
    const known = reads.get(name) ?? [];
    known.push(...scanFeel(source).reads.map(({ segments }) => segments));
    reads.set(name, known);
  }
  return reads;
}

function pointersOf(segments: readonly string[]): readonly string[] {
  const [root, ...rest] = segments;
  if (root === 'streams') return rest.map((_, index) => `/streams/${rest.slice(0, index + 1).join('.')}`);
  if (root === 'days') return [`/milestones/${rest.join('.')}`];
  return [`/facts/${segments.join('.')}`];
}
