import { describe, expect, it } from '@jest/globals';
import { readForums } from '../../../src/outside/seed/read-forums.js';
import { readOrganisation } from '../../../src/outside/seed/read-organisation.js';
import type { Definition } from '../../../src/engine/law/definition.js';
import type { OrganisationChange } from '../../../src/engine/organisation/organisation-change.js';
import { licence, procedureFrom } from '../../support/procedures.js';

type Of<C extends OrganisationChange['change']> = Extract<OrganisationChange, { readonly change: C }>;

const { definition } = licence();
const forums = readForums('workflows/forums');
const government = ['major-decision', 'normative-document'].map(
  (name) => procedureFrom(`workflows/national/${name}/procedure.yaml`).definition,
);
const city = readOrganisation(
  'config/city.yaml',
  new Map([definition, ...government].map(({ procedure, acts }) => [procedure, new Set(Object.keys(acts))])),
);
const of = <C extends OrganisationChange['change']>(kind: C): readonly Of<C>[] =>
  city.changes.filter((one): one is Of<C> => one.change === kind);
const units = new Map(of('unit.put').map(({ id, unit }) => [id, unit]));
const posts = new Map(of('post.put').map(({ id, post }) => [id, post]));
const held = of('appointment.begun').map(({ appointment }) => ({
  person: appointment.person,
  post: posts.get(appointment.post),
}));
const fill = (word: string): readonly string[] =>
  held.flatMap(({ person, post }) => (post?.fills === word ? [person] : []));
const competentFor = (procedure: string): readonly string[] =>
  [...units].filter(([, { procedures }]) => procedures?.includes(procedure)).map(([unit]) => unit);
const competent = competentFor(definition.procedure);

/** The unit and all above it. */
function lineOf(unit: string): readonly string[] {
  const parent = units.get(unit)?.parent;
  return parent === undefined ? [unit] : [unit, ...lineOf(parent)];
}

/** The words of the definitions that are filled by whoever serves cases of the unit. */
function servingWords(unit: string): ReadonlySet<string | undefined> {
  const line = lineOf(unit);
  const serving = held.filter(({ post }) => {
    const own = units.get(post?.unit ?? '');
    return own?.serves
      ? own.serves.some((one) => line.includes(one))
      : lineOf(post?.unit ?? '').includes(unit) || line.includes(post?.unit ?? '');
  });
  return new Set(serving.map(({ post }) => post?.fills));
}

function postsWithoutHolder({ posts: words }: Definition, unit: string): readonly string[] {
  const filled = servingWords(unit);
  return Object.entries(words).flatMap(([word, { kind }]) =>
    kind === 'party' || filled.has(word) ? [] : [word],
  );
}

describe('云岭市', () => {
  it('has a government, a legal office, three departments, supervision, audit, experts, members and a secretary', () => {
    expect(competent).toEqual(['market-bureau', 'planning-bureau', 'health-commission']);
    const counts = [
      'governmentHead',
      'legalReviewer',
      'supervisor',
      'auditor',
      'expert',
      'member',
      'secretary',
    ];
    expect(Object.fromEntries(counts.map((word) => [word, fill(word).length]))).toEqual({
      ...{
        governmentHead: 4,
        legalReviewer: 5,
        supervisor: 2,
        auditor: 2,
        expert: 9,
        member: 5,
        secretary: 2,
      },
    });
    const experts = of('person.put').filter(({ person }) => person.kind === 'expert');
    expect(experts.map(({ id }) => id)).toEqual(fill('expert'));
    const people = of('person.put').length;
    expect({ people, enough: people >= 75 && people <= 95 }).toMatchObject({ enough: true });
  });

  it.each(competent)('%s: every post of the licence is held by somebody who serves it', (unit) => {
    expect(postsWithoutHolder(definition, unit)).toEqual([]);
  });

  it.each(government.map((one) => [one.procedure, one] as const))(
    'the government handles %s, and each of its posts is held by somebody who serves it',
    (name, handled) => {
      expect(competentFor(name)).toEqual(['government']);
      expect(postsWithoutHolder(handled, 'government')).toEqual([]);
    },
  );

  it('lets nobody review or evaluate what he drafted: whoever is apart in a definition is apart in office', () => {
    for (const { posts: words } of government) {
      for (const [word, { distinctFrom = [] }] of Object.entries(words)) {
        const others = distinctFrom.flatMap((one) => fill(typeof one === 'string' ? one : one.post));
        expect([word, fill(word).filter((person) => others.includes(person))]).toEqual([word, []]);
      }
    }
  });

  it.each(['executive', 'plenary'])('the %s meeting has a chief, members and a secretary', (name) => {
    const forum = forums.get(name);
    const words = forum ? [forum.posts.chief, ...forum.posts.members, ...forum.posts.secretary] : ['none'];
    expect(words.filter((word) => !servingWords('government').has(word))).toEqual([]);
  });

  it('has three administrators without posts, deputies, an open audit assignment and people who are away', () => {
    const administrators = of('administration.begun').map(({ administration }) => administration);
    expect(administrators.map(({ person, role }) => [person, role])).toEqual([
      ['o-901', 'system'],
      ['o-902', 'security'],
      ['o-903', 'audit'],
    ]);
    expect(held.filter(({ person }) => administrators.some((one) => one.person === person))).toEqual([]);
    const substitutions = of('substitution.begun').map(({ substitution }) => substitution.kind);
    expect(substitutions.filter((kind) => kind === 'standing').length).toBeGreaterThanOrEqual(3);
    expect(substitutions.filter((kind) => kind === 'leave')).toHaveLength(1);
    expect(of('assignment.begun').map(({ assignment }) => [assignment.person, assignment.to])).toEqual([
      ['o-732', undefined],
    ]);
    expect(of('absence.begun').length).toBeGreaterThanOrEqual(1);
  });

  it('keeps the market bureau’s licence chain under the codes that demonstration and tests use', () => {
    const chain: Readonly<Record<string, readonly string[]>> = {
      ...{ 'o-101': ['window'], 'o-102': ['window'], 'o-201': ['reviewer', 'checker'] },
      ...{ 'o-202': ['reviewer', 'checker'], 'o-203': ['checker'], 'o-301': ['decider'] },
      ...{
        'o-302': ['head', 'decider', 'departmentHead'],
        'o-401': ['hearingChair'],
        'o-501': ['inspector'],
      },
      ...{ 'o-502': ['inspector'], 'o-601': ['lowerOrgan'], 'o-701': ['governmentHead', 'chief', 'member'] },
      ...{ 'o-801': ['superior'], 'o-901': [] },
    };
    const found = city.accounts
      .filter(({ person }) => person in chain)
      .map(({ person, posts }) => [person, posts]);
    expect(Object.fromEntries(found)).toEqual(chain);
  });

  it('keeps codes and names apart, and everybody is made up', () => {
    for (const { person, name, kind } of city.names) {
      expect(person).toMatch(kind === 'public' ? /^p-\d{4}$/ : /^o-\d{3}$/);
      expect(name).toMatch(/^\p{Script=Han}{2,4}$/u);
    }
    expect(new Set(city.names.map(({ name }) => name)).size).toBe(city.names.length);
    expect(city.names.filter(({ kind }) => kind === 'public')).toHaveLength(6);
    expect(city.invented).toBe(true);
  });
});
