import { civilDayOf } from '../../engine/clock/civil-date.js';
import type { CivilDate } from '../../engine/clock/time.js';
import { entriesOf, entryOf } from '../../engine/organisation/entries.js';
import type { Period } from '../../engine/organisation/organisation.js';
import { covers } from '../../engine/organisation/periods.js';
import { isAbsent, personFacts } from '../../engine/organisation/person-facts.js';
import type { OrganisationSnapshot } from '../../usecases/ports.js';
import type { Page, PageRequest } from '../../usecases/queries.js';
import type { HttpServices } from '../http-services.js';
import { unknownResource } from '../problems/problem.js';
import type { AsOfQueryDto, PersonDetailDto, PersonDto } from './organisation.dto.js';

/** The organisation that a query asks for. */
export interface AsOf {
  readonly snapshot: OrganisationSnapshot;
  readonly on: CivilDate;
}

/** The snapshot as known at the asked instant, and the asked day; both now by default. */
export async function asOf(
  { ports, organisation }: HttpServices,
  { on, knownAt }: Pick<AsOfQueryDto, 'on' | 'knownAt'>,
): Promise<AsOf> {
  const [snapshot, now] = await Promise.all([
    knownAt === undefined ? ports.directory.current() : organisation.knownAt(knownAt),
    ports.now.now(),
  ]);
  return { snapshot, on: on ?? civilDayOf(now, ports.installation.zone) };
}

/** Entries in force on the day, by id, a page of them. The cursor is the last id. */
export function entriesPage<K extends 'units' | 'posts' | 'substitutions' | 'absences'>(
  { snapshot, on }: AsOf,
  map: K,
  { limit, after = '' }: PageRequest,
): Page<object> {
  const inForce = Object.entries(snapshot.organisation[map] as Readonly<Record<string, Period>>)
    .filter(([id, entry]) => covers(entry, on) && id > after)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const shown = inForce.slice(0, limit);
  return {
    items: shown.map(([id, entry]) => ({ id, ...entry })),
    endCursor: shown.at(-1)?.[0] ?? null,
    hasMore: inForce.length > limit,
  };
}

/** A person as he stands on the day. */
export function personDto({ snapshot, on }: AsOf, person: string, name: string): PersonDto {
  const facts = personFacts(snapshot.index, person, on);
  const known = entryOf(snapshot.organisation.people, person);
  if (!facts || !known) throw unknownResource('人员', 'person');
  return {
    person,
    name,
    kind: known.kind,
    unit: known.unit ?? null,
    standing: facts.standing,
    absent: isAbsent(snapshot.index, person, on),
    administrator: facts.administrator,
  };
}

/** The same with everything that gives him power on the day. */
export function personDetailDto(at: AsOf, person: string, name: string): PersonDetailDto {
  const { index, organisation } = at.snapshot;
  const { appointments, portfolios, substitutions, absences, posts } = organisation;
  const deputed = [
    ...(index.substitutionsOf.get(person) ?? []),
    ...(index.substitutionsBy.get(person) ?? []),
  ];
  const held = inForce(at, appointments, index.appointmentsOf.get(person));
  return {
    ...personDto(at, person, name),
    appointments: held.map((one) => {
      const { title, fills, unit } = entryOf(posts, one.post) ?? {};
      return { ...one, title, fills, unit };
    }),
    portfolios: inForce(at, portfolios, index.portfoliosOf.get(person)),
    substitutions: inForce(at, substitutions, deputed),
    absences: inForce(at, absences, index.absencesOf.get(person)),
  };
}

function inForce<T extends Period>(
  { on }: AsOf,
  entries: Readonly<Record<string, T>>,
  ids: readonly string[] | undefined,
): readonly (T & { readonly id: string })[] {
  return entriesOf(entries, ids?.toSorted())
    .filter(([, entry]) => covers(entry, on))
    .map(([id, entry]) => ({ id, ...entry }));
}
