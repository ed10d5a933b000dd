import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isCivilDate } from '../../engine/clock/civil-date.js';
import { suggest } from '../../engine/law/suggest.js';
import type { OrganisationDocument } from '../../usecases/organisation.js';
import { SeedError } from './seed-error.js';

/**
 * Reads an organisation from YAML: authority, validFrom, units, posts, people. People hold posts and belong to units
 * that exist; names are used once.
 *
 * @throws SeedError naming the place and, for a slip of the pen, what was meant.
 */
export function readOrganisation(file: string): OrganisationDocument {
  const root = new Reader(file, '', readYaml(file));
  root.only(['authority', 'validFrom', 'units', 'posts', 'people']);
  const units = root.list('units').map((unit) => {
    unit.only(['unit', 'title', 'parent']);
    return { unit: unit.text('unit'), title: unit.text('title'), ...unit.optional('parent') };
  });
  const posts = root.list('posts').map((post) => {
    post.only(['post', 'title', 'rank']);
    return { post: post.text('post'), title: post.text('title'), ...post.optional('rank') };
  });
  const unitNames = root.unique(
    'units',
    units.map(({ unit }) => unit),
  );
  const postNames = root.unique(
    'posts',
    posts.map(({ post }) => post),
  );
  for (const { parent } of units) if (parent !== undefined) root.known('unit', parent, unitNames);
  const people = root.list('people').map((person) => {
    person.only(['person', 'name', 'unit', 'posts']);
    const unit = person.optional('unit');
    if (unit.unit !== undefined) person.known('unit', unit.unit, unitNames);
    const held = person.texts('posts');
    for (const post of held) person.known('post', post, postNames);
    return { person: person.text('person'), name: person.text('name'), ...unit, posts: held };
  });
  root.unique(
    'people',
    people.map(({ person }) => person),
  );
  return { authority: root.text('authority'), validFrom: root.day('validFrom'), units, posts, people };
}

function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new SeedError(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

class Reader {
  private readonly fields: Readonly<Record<string, unknown>>;

  constructor(
    private readonly file: string,
    private readonly at: string,
    value: unknown,
  ) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw this.fault('', 'must hold keys');
    this.fields = value as Readonly<Record<string, unknown>>;
  }

  only(known: readonly string[]): void {
    for (const key of Object.keys(this.fields)) {
      const meant = suggest(key, known);
      if (!known.includes(key))
        throw this.fault(key, `is not known${meant ? `; did you mean ${meant}?` : ''}`);
    }
  }

  text(key: string): string {
    const value = this.fields[key];
    if (typeof value !== 'string' || value.trim() === '') throw this.fault(key, 'must be text');
    return value.normalize('NFC');
  }

  optional<K extends string>(key: K): { readonly [P in K]?: string } {
    return (this.fields[key] === undefined ? {} : { [key]: this.text(key) }) as {
      readonly [P in K]?: string;
    };
  }

  texts(key: string): readonly string[] {
    const value = this.fields[key] ?? [];
    if (!Array.isArray(value) || value.some((one) => typeof one !== 'string'))
      throw this.fault(key, 'must list texts');
    return value as string[];
  }

  day(key: string): string {
    const value = this.fields[key];
    if (!isCivilDate(value)) throw this.fault(key, 'must be a day as YYYY-MM-DD');
    return value;
  }

  list(key: string): readonly Reader[] {
    const value = this.fields[key];
    if (!Array.isArray(value)) throw this.fault(key, 'must be a list');
    return value.map((item: unknown, index) => new Reader(this.file, `${this.at}/${key}/${index}`, item));
  }

  unique(key: string, names: readonly string[]): ReadonlySet<string> {
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw this.fault(key, `names ${twice} twice`);
    return new Set(names);
  }

  known(kind: string, name: string, names: ReadonlySet<string>): void {
    if (names.has(name)) return;
    const meant = suggest(name, names);
    throw this.fault('', `there is no ${kind} ${name}${meant ? `; did you mean ${meant}?` : ''}`);
  }

  private fault(key: string, what: string): SeedError {
    return new SeedError(`${this.file}${this.at}${key === '' ? '' : `/${key}`}: ${what}`);
  }
}
