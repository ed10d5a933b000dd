import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readOrganisation } from '../../../src/outside/seed/read-organisation.js';

describe('readOrganisation', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'duecourse-organisation-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const organisation = (text: string) => () => {
    const path = join(folder, 'o.yaml');
    writeFileSync(path, text);
    return readOrganisation(path);
  };
  const whole = (people: string, more = ''): string =>
    `authority: 甲\nvalidFrom: 2026-01-01\nunits: [{ unit: u, title: 乙 }]\nposts: [{ post: window, title: 窗口 }]\n` +
    `people: ${people}\n${more}`;

  it('reads the seeded city: every organ post of the licence is held, and some people hold none', () => {
    const city = readOrganisation('config/city.yaml');
    const licence = parse(
      readFileSync('workflows/national/administrative-licence/procedure.yaml', 'utf8'),
    ) as {
      posts: Record<string, { kind?: string }>;
    };
    const held = new Set(city.people.flatMap(({ posts }) => posts));
    const needed = Object.entries(licence.posts)
      .filter(([, { kind }]) => kind !== 'party')
      .map(([post]) => post);
    expect(needed.filter((post) => !held.has(post))).toEqual([]);
    expect(city.people.filter(({ posts }) => posts.length === 0).length).toBeGreaterThanOrEqual(2);
  });

  it('keeps persons’ codes apart from their names', () => {
    for (const { person, name } of readOrganisation('config/city.yaml').people) {
      expect(person).toMatch(/^[op]-\d+$/);
      expect(name).toMatch(/^\p{Script=Han}+$/u);
    }
  });

  it.each([
    [
      whole('[{ person: a, name: 名, posts: [windw] }]'),
      /people\/0: there is no post windw; did you mean window\?/,
    ],
    [whole('[{ person: a, name: 名, unit: v, posts: [] }]'), /people\/0: there is no unit v/],
    [
      whole('[{ person: a, name: 名, post: [window] }]'),
      /people\/0\/post: is not known; did you mean posts\?/,
    ],
    [whole('[{ person: a, name: 7, posts: [] }]'), /people\/0\/name: must be text/],
    [whole('[{ person: a, name: 名 }, { person: a, name: 字 }]'), /people: names a twice/],
    [whole('{}'), /people: must be a list/],
    [whole('[]', 'poeple: []\n'), /poeple: is not known; did you mean people\?/],
    [whole('[]').replace('2026-01-01', '2026-02-30'), /validFrom: must be a day/],
    ['a: [', /o\.yaml/],
  ])('refuses a wrong file in words: %j', (text, sentence) => {
    expect(organisation(text)).toThrow(sentence);
  });
});
