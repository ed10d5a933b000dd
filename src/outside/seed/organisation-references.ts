import { suggest } from '../../engine/law/suggest.js';
import type { OrganisationFile } from './organisation-file.js';
import { heldPosts } from './organisation-changes.js';

/** The acts of each published procedure, by its name. */
export type KnownProcedures = ReadonlyMap<string, ReadonlySet<string>>;

/** A name in the file that names nothing, or names something twice. */
export interface WrongName {
  readonly code: 'unknown-name' | 'name-used-twice' | 'incomplete';
  /** JSON pointer. */
  readonly path: string;
  readonly message: string;
  readonly suggestion?: string;
}

/**
 * Names that lead nowhere, with what was probably meant; codes and account names used twice; and the three
 * administrators, if one is missing. Everything else is for `checkChanges` to judge.
 */
export function wrongNames(file: OrganisationFile, procedures?: KnownProcedures): readonly WrongName[] {
  return [...usedTwice(file), ...unknown(file, procedures), ...missingAdministrators(file)];
}

function usedTwice(file: OrganisationFile): readonly WrongName[] {
  const { units, posts, people, public: publicPeople = [] } = file;
  const accounts = [
    ...people.map(({ person, account }, at) => [`/people/${at}`, account ?? person] as const),
    ...publicPeople.map(({ person, account }, at) => [`/public/${at}`, account ?? person] as const),
  ];
  const lists: readonly (readonly (readonly [string, string])[])[] = [
    units.map(({ unit }, at) => [`/units/${at}/unit`, unit]),
    posts.map(({ post }, at) => [`/posts/${at}/post`, post]),
    people.map(({ person }, at) => [`/people/${at}/person`, person]),
    publicPeople.map(({ person }, at) => [`/public/${at}/person`, person]),
    // Two equal account names let the wrong person in, whatever their case.
    accounts.map(([path, account]) => [path, account.toLowerCase()]),
  ];
  return lists.flatMap((names) => {
    const seen = new Set<string>();
    return names.flatMap(([path, name]): readonly WrongName[] => {
      if (!seen.has(name)) {
        seen.add(name);
        return [];
      }
      return [{ code: 'name-used-twice', path, message: `"${name}" is there already` }];
    });
  });
}

type Kind = 'unit' | 'post' | 'person' | 'procedure';
type Reference = readonly [kind: Kind, path: string, name: string];

function unknown(file: OrganisationFile, procedures: KnownProcedures | undefined): readonly WrongName[] {
  const known: Readonly<Record<Kind, ReadonlySet<string> | undefined>> = {
    unit: new Set(file.units.map(({ unit }) => unit)),
    post: new Set(file.posts.map(({ post }) => post)),
    person: new Set(file.people.map(({ person }) => person)),
    procedure: procedures && new Set(procedures.keys()),
  };
  const wrong = references(file).flatMap(([kind, path, name]) => {
    const names = known[kind];
    return names && !names.has(name) ? [unknownName(kind, path, name, names)] : [];
  });
  return procedures ? [...wrong, ...unknownActs(file, procedures)] : wrong;
}

function references(file: OrganisationFile): readonly Reference[] {
  const list = (kind: Kind, path: string, names: readonly string[] = []): readonly Reference[] =>
    names.map((name, at) => [kind, `${path}/${at}`, name]);
  const one = (kind: Kind, path: string, name: string | undefined): readonly Reference[] =>
    name === undefined ? [] : [[kind, path, name]];
  const at = <T>(
    key: string,
    entries: readonly T[] = [],
    of: (entry: T, path: string) => readonly Reference[],
  ) => entries.flatMap((entry, index) => of(entry, `/${key}/${index}`));
  return [
    ...at('units', file.units, (unit, path) => [
      ...one('unit', `${path}/parent`, unit.parent),
      ...list('unit', `${path}/serves`, unit.serves),
      ...list('procedure', `${path}/procedures`, unit.procedures),
    ]),
    ...at('posts', file.posts, (post, path) => [
      ...one('unit', `${path}/unit`, post.unit),
      ...list('procedure', `${path}/procedures`, post.procedures),
    ]),
    ...at('people', file.people, (person, path) => [
      ...one('unit', `${path}/unit`, person.unit),
      ...list('post', `${path}/posts`, heldPosts(person)),
    ]),
    ...at('administrators', file.administrators, ({ person }, path) =>
      one('person', `${path}/person`, person),
    ),
    ...at('portfolios', file.portfolios, ({ person, units }, path) => [
      ...one('person', `${path}/person`, person),
      ...list('unit', `${path}/units`, units),
    ]),
    ...at('substitutions', file.substitutions, (entry, path) => [
      ...one('person', `${path}/principal`, entry.principal),
      ...one('person', `${path}/deputy`, entry.deputy),
      ...list('post', `${path}/posts`, entry.posts),
      ...list('procedure', `${path}/procedures`, entry.procedures),
    ]),
    ...at('absences', file.absences, ({ person }, path) => one('person', `${path}/person`, person)),
    ...at('assignments', file.assignments, ({ person, units, procedures }, path) => [
      ...one('person', `${path}/person`, person),
      ...list('unit', `${path}/units`, units),
      ...list('procedure', `${path}/procedures`, procedures),
    ]),
  ];
}

/** An act that no procedure has gives a deputy nothing: surely a slip of the pen. */
function unknownActs(file: OrganisationFile, procedures: KnownProcedures): readonly WrongName[] {
  return (file.substitutions ?? []).flatMap(({ acts = [], procedures: only }, at) => {
    const names = new Set(
      [...procedures].filter(([name]) => !only || only.includes(name)).flatMap(([, known]) => [...known]),
    );
    return acts.flatMap((act, index) =>
      names.has(act) ? [] : [unknownName('act', `/substitutions/${at}/acts/${index}`, act, names)],
    );
  });
}

function unknownName(kind: string, path: string, name: string, names: ReadonlySet<string>): WrongName {
  const suggestion = suggest(name, names);
  const message = `there is no ${kind} "${name}"`;
  return { code: 'unknown-name', path, message, ...(suggestion !== undefined && { suggestion }) };
}

function missingAdministrators({ administrators }: OrganisationFile): readonly WrongName[] {
  const named = new Set(administrators.map(({ role }) => role));
  return (['system', 'security', 'audit'] as const)
    .filter((role) => !named.has(role))
    .map((role) => ({
      code: 'incomplete',
      path: '/administrators',
      message: `nobody is the ${role} administrator; an installation needs all three (GB/T 22239-2019 8.1.5)`,
    }));
}
