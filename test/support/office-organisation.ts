import type { CivilDate } from '../../src/engine/clock/time.js';
import type { OrganisationChange } from '../../src/engine/organisation/organisation-change.js';
import type { AdministratorRole } from '../../src/engine/organisation/organisation.js';
import type { PersonKind } from '../../src/usecases/ports.js';

/** One of an office: in a unit of it, holding posts by the words of the definitions; without a unit, of the public. */
export interface Member {
  readonly person: string;
  readonly unit?: string;
  readonly posts: readonly string[];
  readonly administrator?: AdministratorRole;
}

const FROM = '2014-01-01' as CivilDate;

/**
 * A small authority: one organ, competent for the procedures, with a section for each unit that members name. Each post
 * word is one organisation post in the unit of those who hold it.
 */
export function officeOf(
  members: Readonly<Record<string, Member>>,
  procedures: readonly string[],
): {
  readonly changes: readonly OrganisationChange[];
  readonly names: readonly { readonly person: string; readonly name: string; readonly kind: PersonKind }[];
} {
  const all = Object.entries(members);
  const officers = all.filter(([, { unit }]) => unit !== undefined);
  const units = [...new Set(officers.map(([, { unit = 'section' }]) => unit))];
  const posts = new Map(
    officers.flatMap(([, { unit = 'section', posts: held }]) =>
      held.map((word) => [`${unit}-${word.toLowerCase()}`, { unit, word }] as const),
    ),
  );
  return {
    changes: [
      {
        change: 'unit.put',
        id: 'office',
        unit: { title: '测试机关', organ: true, procedures, from: FROM },
      },
      ...units.map((id): OrganisationChange => ({
        change: 'unit.put',
        id,
        unit: { title: id, parent: 'office', from: FROM },
      })),
      ...[...posts].map(([id, { unit, word }]): OrganisationChange => ({
        change: 'post.put',
        id,
        post: { title: `${word}岗`, unit, fills: word, ...rankOf(word), from: FROM },
      })),
      ...officers.flatMap(([, { person, unit = 'section', posts: held, administrator: role }]) => [
        { change: 'person.put', id: person, person: { kind: 'officer', unit, from: FROM } } as const,
        ...(role ? [administration(person, role)] : []),
        ...held.map((word): OrganisationChange => ({
          change: 'appointment.begun',
          id: `${person}-${word.toLowerCase()}`,
          appointment: {
            person,
            post: `${unit}-${word.toLowerCase()}`,
            from: FROM,
            basis: '任职通知',
          },
        })),
      ]),
    ],
    names: all.map(([name, { person, unit }]) => ({
      person,
      name,
      kind: unit === undefined ? ('public' as const) : ('officer' as const),
    })),
  };
}

function administration(person: string, role: AdministratorRole): OrganisationChange {
  const held = { person, role, from: FROM, basis: '任命文件' };
  return { change: 'administration.begun', id: `${person}-${role}`, administration: held };
}

function rankOf(word: string): { readonly rank?: string } {
  if (word === 'head') return { rank: 'organ-head' };
  return word === 'governmentHead' ? { rank: 'government-head' } : {};
}
