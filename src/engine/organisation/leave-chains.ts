import type { CivilDate } from '../clock/time.js';
import { entriesOf } from './entries.js';
import { finding, type Finding } from './findings.js';
import type { OrganisationIndex } from './organisation-index.js';
import type { Substitution } from './organisation.js';
import { covers, overlap } from './periods.js';

/**
 * Whether a 离岗委托 would make a chain (its deputy is himself away, or its principal is himself standing in, at the
 * same time and for some of the same procedures and acts) or close a circle (of any length and scope, on any one day).
 * Mutual AB岗 is lawful: it never passes anything on.
 */
export function chainFindings(index: OrganisationIndex, substitution: Substitution): readonly Finding[] {
  if (substitution.kind !== 'leave') return [];
  const circle = circleOf(index, substitution);
  if (circle) {
    const people = [...circle, circle[0] ?? ''];
    const zh = `离岗委托形成循环：${people.join('→')}`;
    return [
      finding(
        'substitution-cycle',
        zh,
        `substitutions go round in a circle: ${people.join(' → ')}`,
        '正程 代理',
      ),
    ];
  }
  const { principal, deputy } = substitution;
  const onward = leaves(index, index.substitutionsOf.get(deputy)).map(([id, next]) => ({
    id,
    other: next,
    via: deputy,
  }));
  const before = leaves(index, index.substitutionsBy.get(principal)).map(([id, last]) => ({
    id,
    other: last,
    via: principal,
  }));
  return [...onward, ...before]
    .filter(({ other }) => overlap(other, substitution) && meet(other, substitution))
    .map(({ id, via }) => {
      const zh = `${via}同时在另一离岗委托（${id}）中，代理不得转委托`;
      return finding(
        'substitution-chain',
        zh,
        `${via} takes part in another substitution then (${id}); it is not passed on`,
        '正程 代理',
      );
    });
}

type Found = readonly (readonly [id: string, substitution: Substitution])[];

function leaves(index: OrganisationIndex, ids: readonly string[] | undefined): Found {
  return entriesOf(index.organisation.substitutions, ids).filter(([, { kind }]) => kind === 'leave');
}

/** Whether two scopes have a procedure and an act in common. */
function meet(a: Substitution, b: Substitution): boolean {
  return intersect(a.procedures, b.procedures) && intersect(a.acts, b.acts);
}

function intersect(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a === undefined || b === undefined || a.some((one) => b.includes(one));
}

/** The people of a circle that the substitution closes, its principal first; undefined when it closes none. */
function circleOf(index: OrganisationIndex, substitution: Substitution): readonly string[] | undefined {
  for (const day of beginnings(index, substitution)) {
    const path = pathOn(index, substitution.deputy, substitution.principal, day);
    if (path) return [substitution.principal, ...path];
  }
  return undefined;
}

/** Days on which a circle could first be closed: a circle stands on the day on which the last of its parts begins. */
function beginnings(index: OrganisationIndex, substitution: Substitution): readonly CivilDate[] {
  const days = new Set([substitution.from]);
  const seen = new Set([substitution.deputy]);
  for (const person of seen) {
    for (const [, next] of leaves(index, index.substitutionsOf.get(person))) {
      if (!overlap(next, substitution)) continue;
      if (covers(substitution, next.from)) days.add(next.from);
      seen.add(next.deputy);
    }
  }
  return seen.has(substitution.principal) ? [...days].toSorted() : [];
}

/** The people from one to another, along substitutions in force on the day; the last of them not counted. */
function pathOn(
  index: OrganisationIndex,
  from: string,
  to: string,
  day: CivilDate,
): readonly string[] | undefined {
  const cameFrom = new Map<string, string | undefined>([[from, undefined]]);
  for (const person of cameFrom.keys()) {
    for (const [, next] of leaves(index, index.substitutionsOf.get(person))) {
      if (!covers(next, day)) continue;
      if (next.deputy === to) return wayTo(person, cameFrom);
      if (!cameFrom.has(next.deputy)) cameFrom.set(next.deputy, person);
    }
  }
  return undefined;
}

function wayTo(person: string, cameFrom: ReadonlyMap<string, string | undefined>): readonly string[] {
  const way: string[] = [];
  for (let next: string | undefined = person; next !== undefined; next = cameFrom.get(next))
    way.unshift(next);
  return way;
}
