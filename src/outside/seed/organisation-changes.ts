import type { CivilDate } from '../../engine/clock/time.js';
import type { OrganisationChange } from '../../engine/organisation/organisation-change.js';
import type { Period } from '../../engine/organisation/organisation.js';
import type {
  OrganisationFile,
  PeriodEntry,
  PersonEntry,
  PostEntry,
  RestingEntry,
  UnitEntry,
} from './organisation-file.js';

/** A change with the place in the file that asks for it. */
export interface PlacedChange {
  readonly change: OrganisationChange;
  /** JSON pointer. */
  readonly path: string;
}

/**
 * The changes that make an empty organisation what the file says, each one possible after those before it: units from
 * the top down, posts, people, and then what they hold. The same file always gives the same ids.
 */
export function changesOf(file: OrganisationFile): readonly PlacedChange[] {
  const making = new Making(file);
  return [
    ...making.units(),
    ...file.posts.map((entry, at) => ({ path: `/posts/${at}`, change: making.post(entry) })),
    ...file.people.map((entry, at) => ({ path: `/people/${at}`, change: making.person(entry) })),
    ...file.people.flatMap((entry, at) => making.appointments(entry, `/people/${at}`)),
    ...making.administrators(),
    ...making.portfolios(),
    // Absences first: whether a deputy gains power depends on nothing that comes later.
    ...making.absences(),
    ...making.substitutions(),
    ...making.assignments(),
  ];
}

/** The posts that a person holds, by their codes. */
export function heldPosts({ posts = [] }: PersonEntry): readonly string[] {
  return posts.map((held) => (typeof held === 'string' ? held : held.post));
}

class Making {
  constructor(private readonly file: OrganisationFile) {}

  /** A unit after its parent and after those that it serves; in a circle the order of the file decides. */
  units(): readonly PlacedChange[] {
    const { units } = this.file;
    const places = new Map(units.map(({ unit }, at) => [unit, at]));
    const made = new Set<string>();
    const changes: PlacedChange[] = [];
    const make = (code: string): void => {
      const at = places.get(code);
      const entry = at === undefined ? undefined : units[at];
      if (!entry || made.has(code)) return;
      made.add(code);
      if (entry.parent !== undefined) make(entry.parent);
      for (const served of entry.serves ?? []) make(served);
      changes.push({ path: `/units/${at}`, change: this.unit(entry) });
    };
    for (const { unit } of units) make(unit);
    return changes;
  }

  private unit({ unit: id, from, to, ...unit }: UnitEntry): OrganisationChange {
    return { change: 'unit.put', id, unit: { ...unit, ...this.period({ from, to }) } };
  }

  post({ post: id, from, to, ...post }: PostEntry): OrganisationChange {
    return { change: 'post.put', id, post: { ...post, ...this.period({ from, to }) } };
  }

  person({ person: id, kind = 'officer', unit, ...entry }: PersonEntry): OrganisationChange {
    const person = { kind, ...(unit !== undefined && { unit }), ...this.period(entry) };
    return { change: 'person.put', id, person };
  }

  appointments({ person, posts = [], ...own }: PersonEntry, path: string): readonly PlacedChange[] {
    return posts.map((entry, at) => {
      const held = typeof entry === 'string' ? { post: entry } : entry;
      // Nobody holds a post before he comes or after he goes.
      const resting = this.resting({ ...period(own), ...held });
      const appointment = { person, post: held.post, ...resting };
      const id = `appointment-${person}-${held.post}-${resting.from}`;
      return { path: `${path}/posts/${at}`, change: { change: 'appointment.begun', id, appointment } };
    });
  }

  administrators(): readonly PlacedChange[] {
    return this.file.administrators.map(({ person, role, ...entry }, at) => {
      const administration = { person, role, ...this.resting(entry) };
      const id = `administrator-${role}-${person}-${administration.from}`;
      return {
        path: `/administrators/${at}`,
        change: { change: 'administration.begun', id, administration },
      };
    });
  }

  portfolios(): readonly PlacedChange[] {
    return (this.file.portfolios ?? []).map(({ person, units, ...entry }, at) => {
      const portfolio = { person, units, ...this.resting(entry) };
      const id = `portfolio-${person}-${portfolio.from}`;
      return { path: `/portfolios/${at}`, change: { change: 'portfolio.begun', id, portfolio } };
    });
  }

  absences(): readonly PlacedChange[] {
    return (this.file.absences ?? []).map(({ person, ...entry }, at) => {
      const absence = { person, ...this.period(entry) };
      const id = `absence-${person}-${absence.from}`;
      return { path: `/absences/${at}`, change: { change: 'absence.begun', id, absence } };
    });
  }

  substitutions(): readonly PlacedChange[] {
    return (this.file.substitutions ?? []).map(({ from, to, basis, ...entry }, at) => {
      const substitution = { ...entry, ...this.resting({ from, to, basis }) };
      const { kind, principal, deputy } = entry;
      const id = `substitution-${kind}-${principal}-${deputy}-${substitution.from}`;
      return { path: `/substitutions/${at}`, change: { change: 'substitution.begun', id, substitution } };
    });
  }

  assignments(): readonly PlacedChange[] {
    return (this.file.assignments ?? []).map(({ from, to, basis, ...entry }, at) => {
      const assignment = { ...entry, ...this.resting({ from, to, basis }) };
      const id = `assignment-${entry.person}-${assignment.from}`;
      return { path: `/assignments/${at}`, change: { change: 'assignment.begun', id, assignment } };
    });
  }

  private period({ from = this.file.validFrom, to }: Loose<PeriodEntry>): Period {
    return { from, ...(to !== undefined && { to }) };
  }

  private resting({
    basis = this.file.basis,
    ...own
  }: Loose<RestingEntry>): Period & { readonly basis: string } {
    return { ...this.period(own), basis };
  }
}

/** Entries taken apart: an absent key becomes an undefined one. */
type Loose<T> = { readonly [K in keyof T]?: T[K] | undefined };

function period({ from, to }: PeriodEntry): { readonly from?: CivilDate; readonly to?: CivilDate } {
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}
