import { noStanding } from '../law/stream-definition.js';
import type { FactValue } from '../law/definition.js';
import { truthOf } from '../statechart/truth.js';
import { namesIn } from './possible-values.js';
import type { PlanContext, Position } from './position.js';
import { standingOn } from './stream-courses.js';

/** What conditions read of a position, by its dotted name. */
export type Known = Readonly<Record<string, unknown>>;

const kept = new WeakMap<Position, Known>();

/** Facts, days, counts of acts and standings of streams in a position. */
export function knownOn({ definition, procedure }: PlanContext, position: Position): Known {
  let known = kept.get(position);
  if (!known) {
    const { state, courses, day } = position;
    const streams = Object.entries(definition.streams ?? {}).flatMap(([name, { kind }]) =>
      Object.entries({ ...noStanding(kind), ...standingOn(courses[name] ?? [], day) }).map(
        ([field, value]) => [`streams.${name}.${field}`, value] as const,
      ),
    );
    const acts = Object.keys(definition.acts).map(
      (name) => [`performed.${name}`, state?.performed[name] ?? 0] as const,
    );
    const days = Object.keys(definition.milestones).map(
      (name) => [`days.${name}`, state?.milestones[name] ?? null] as const,
    );
    known = Object.fromEntries([
      ...days,
      ...Object.entries(state?.facts ?? procedure.initialFacts),
      ...acts,
      ...streams,
    ]);
    kept.set(position, known);
  }
  return known;
}

/** Whether a condition is met, or may be, with these inputs; one that is left out is null. */
export function meetsRequirements(
  source: string,
  known: Known,
  inputs: Readonly<Record<string, unknown>>,
): boolean {
  const names = namesIn(source).flatMap((name) => {
    const field = name.startsWith('input.') ? name.slice('input.'.length) : undefined;
    if (field !== undefined)
      return Object.hasOwn(inputs, field) ? [[name, inputs[field] ?? null] as const] : [];
    return Object.hasOwn(known, name) ? [[name, known[name]] as const] : [];
  });
  return truthOf(source, Object.fromEntries(names) as Readonly<Record<string, FactValue>>) !== false;
}
