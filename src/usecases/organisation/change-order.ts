import type { ChangeNamed, OrganisationChange } from '../../engine/organisation/organisation-change.js';
import type { Organisation } from '../../engine/organisation/organisation.js';

/** A change with whatever it came from. */
export interface OwnedChange<T> {
  readonly change: OrganisationChange;
  readonly owner: T;
}

type UnitPut<T> = { readonly change: ChangeNamed<'unit.put'>; readonly owner: T };

/** Before what: ends make room for what begins, things come before what hangs on them and go after it. */
const PHASES: readonly (readonly OrganisationChange['change'][])[] = [
  ['substitution.ended'],
  ['portfolio.ended'],
  ['appointment.ended'],
  ['unit.put'],
  ['post.put'],
  ['person.put'],
  ['appointment.begun'],
  ['portfolio.begun'],
  ['substitution.begun'],
  ['person.ended'],
  ['post.retired'],
  ['unit.retired'],
];

/** Changes of tables in an order in which each finds what it rests on. */
export function inOrder<T>(
  organisation: Organisation,
  changes: readonly OwnedChange<T>[],
): readonly OwnedChange<T>[] {
  return PHASES.flatMap((names): readonly OwnedChange<T>[] => {
    const phase = changes.filter(({ change }) => names.includes(change.change));
    if (names.includes('unit.put')) return unitPuts(organisation, phase as readonly UnitPut<T>[]);
    return names.includes('unit.retired') ? deepestFirst(organisation, phase) : phase;
  });
}

/**
 * A unit after the one above it, so that no unit ever lies below itself on the way. Where it serves a unit that comes
 * later, that is said once all are there.
 */
function unitPuts<T>(organisation: Organisation, puts: readonly UnitPut<T>[]): readonly OwnedChange<T>[] {
  const byId = new Map(puts.map((put) => [put.change.id, put]));
  const done = new Set<string>();
  const ordered: OwnedChange<T>[] = [];
  const later: OwnedChange<T>[] = [];
  const place = (put: UnitPut<T>, below: ReadonlySet<string>): void => {
    const { id, unit } = put.change;
    if (done.has(id) || below.has(id)) return;
    const above = unit.parent === undefined ? undefined : byId.get(unit.parent);
    if (above) place(above, new Set([...below, id]));
    if (done.has(id)) return;
    done.add(id);
    const waits = unit.serves?.some(
      (one) => !Object.hasOwn(organisation.units, one) && !done.has(one) && byId.has(one),
    );
    if (!waits) {
      ordered.push(put);
      return;
    }
    const { serves: _serves, ...rest } = unit;
    ordered.push({ change: { ...put.change, unit: rest }, owner: put.owner });
    later.push(put);
  };
  for (const put of puts) place(put, new Set());
  return [...ordered, ...later];
}

function deepestFirst<T>(
  { units }: Organisation,
  changes: readonly OwnedChange<T>[],
): readonly OwnedChange<T>[] {
  const depth = (id: string | undefined): number => {
    const parent = id !== undefined && Object.hasOwn(units, id) ? units[id]?.parent : undefined;
    return parent === undefined ? 0 : 1 + depth(parent);
  };
  const depths = changes.map((one) => ({
    one,
    depth: depth('id' in one.change ? one.change.id : undefined),
  }));
  return depths.toSorted((a, b) => b.depth - a.depth).map(({ one }) => one);
}
