import { today } from '../../engine/case/world.js';
import type { CivilDate } from '../../engine/clock/time.js';
import { holdersOf } from '../../engine/organisation/holders.js';
import { competentUnits } from '../../engine/organisation/units.js';
import type { CompiledProcedure } from '../../engine/statechart/compiled-procedure.js';
import { readContext } from '../cases/act-context.js';
import type { OrganisationSnapshot, Ports } from '../ports.js';

/** 办事指南 of a procedure: what its definition says, and who handles it where. */
export interface Guide {
  readonly procedure: CompiledProcedure;
  /** Units that take applications. */
  readonly units: readonly {
    readonly unit: string;
    readonly title: string;
    /** 承办人员: officers in the posts that the guide names. */
    readonly handledBy: readonly { readonly post: string; readonly name: string }[];
  }[];
}

/** The guide of the version in force today. Undefined: no such procedure, or it has none. */
export function readGuide(ports: Ports): (procedure: string) => Promise<Guide | undefined> {
  return async (name) => {
    const { version } = await ports.directory.current();
    const { world, organisation } = await readContext(ports, version);
    const on = today(world);
    const procedure = await ports.catalogue.inForce(name, on);
    const { guide } = procedure?.definition ?? {};
    if (!procedure || !guide) return undefined;
    const places = competentUnits(organisation.index, name, on).map((unit) => ({
      unit,
      holders: guide.handledBy.flatMap((post) => inPost(organisation, post, { unit, procedure: name, on })),
    }));
    const people = places.flatMap(({ holders }) => holders.map(({ person }) => person));
    const names = await ports.directory.names([...new Set(people)]);
    const units = places.map(({ unit, holders }) => ({
      unit,
      title: organisation.organisation.units[unit]?.title ?? unit,
      handledBy: holders.flatMap(({ post, person }) => {
        const known = names.get(person);
        return known === undefined ? [] : [{ post, name: known }];
      }),
    }));
    return { procedure, units };
  };
}

interface Place {
  readonly unit: string;
  readonly procedure: string;
  readonly on: CivilDate;
}

function inPost(
  { index }: OrganisationSnapshot,
  post: string,
  place: Place,
): readonly { readonly post: string; readonly person: string }[] {
  return holdersOf(index, post, place).map((person) => ({ post, person }));
}
