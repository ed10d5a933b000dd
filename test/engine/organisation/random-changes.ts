import fc from 'fast-check';
import { addDays } from '../../../src/engine/clock/civil-date.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import { checkChanges } from '../../../src/engine/organisation/check-changes.js';
import { applyChange } from '../../../src/engine/organisation/evolve-organisation.js';
import type { OrganisationChange } from '../../../src/engine/organisation/organisation-change.js';
import { emptyOrganisation, type Organisation } from '../../../src/engine/organisation/organisation.js';

/** Small pools, so that changes meet each other often. */
export const DAYS = Array.from({ length: 12 }, (_, i) => addDays('2026-03-01' as CivilDate, i));
export const UNITS = ['u0', 'u1', 'u2', 'u3', 'u4', 'u5'];
export const POSTS = ['q0', 'q1', 'q2', 'q3', 'q4', 'q5'];
export const PEOPLE = ['a', 'b', 'c', 'd', 'e'];
export const WORDS = ['head', 'reviewer', 'auditor'];
export const PROCEDURES = ['x', 'y'];
export const CASES = ['k', 'm'];
const ACTS = ['accept', 'decide'];
const FIRST = DAYS[0] as CivilDate;

const unit = fc.constantFrom(...UNITS);
const person = fc.constantFrom(...PEOPLE);
const on = fc.constantFrom(...DAYS);
const some = (from: readonly string[]) => fc.subarray([...from], { minLength: 1 });
/** Ids of entries: few, so that some are used twice, ended, or never begun. */
const entry = fc.nat({ max: 70 }).map((n) => `e${n}`);
const basis = fc.constant('文件');

/** Seldom reversed, often open. */
const period = fc
  .tuple(on, fc.integer({ min: -1, max: 9 }), fc.nat({ max: 2 }))
  .map(([from, days, open]) => ({ from, ...(open === 0 && { to: addDays(from, days) }) }));

/** Everything may be asked, lawful or not; `undefined` never stands in a change, as in JSON. */
const change = (
  name: OrganisationChange['change'],
  fields: Record<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<OrganisationChange> =>
  fc
    .record({ change: fc.constant(name), ...fields })
    .map((value) => JSON.parse(JSON.stringify(value)) as OrganisationChange);

const within = (fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> =>
  fc.tuple(fc.record({ ...fields, basis }), period).map(([value, time]) => ({ ...value, ...time }));

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const putUnit = change('unit.put', {
  id: unit,
  unit: fc.record({
    title: fc.constant('机构'),
    from: fc.constant(FIRST),
    parent: maybe(unit),
    organ: fc.boolean(),
    serves: fc.option(some(UNITS), { nil: undefined, freq: 4 }),
    procedures: maybe(some(PROCEDURES)),
  }),
});
const putPost = change('post.put', {
  id: fc.constantFrom(...POSTS),
  post: fc.record({
    title: fc.constant('岗位'),
    from: fc.constant(FIRST),
    unit,
    fills: fc.constantFrom(...WORDS),
    rank: maybe(fc.constant('organ-head')),
    byPortfolio: fc.boolean(),
    procedures: fc.option(some(PROCEDURES), { nil: undefined, freq: 2 }),
  }),
});
const putPerson = change('person.put', {
  id: person,
  person: fc.record({
    kind: fc.constantFrom('officer', 'officer', 'officer', 'expert'),
    from: fc.constant(FIRST),
    unit: maybe(unit),
  }),
});
const standing = fc
  .constantFrom('person.suspended', 'person.restored', 'person.ended')
  .chain((name) => change(name as OrganisationChange['change'], { id: person, on }));
const appointment = change('appointment.begun', {
  id: entry,
  appointment: within({ person, post: fc.constantFrom(...POSTS) }),
});
const portfolio = change('portfolio.begun', {
  id: entry,
  portfolio: within({ person, units: some(UNITS) }),
});
const substitution = change('substitution.begun', {
  id: entry,
  substitution: within({
    kind: fc.constantFrom('leave', 'leave', 'standing'),
    principal: person,
    deputy: person,
    posts: fc.option(some(POSTS), { nil: undefined, freq: 2 }),
    procedures: maybe(some(PROCEDURES)),
    acts: maybe(some(ACTS)),
  }),
});
const absence = change('absence.begun', { id: entry, absence: within({ person }) });
const administration = change('administration.begun', {
  id: entry,
  administration: within({ person, role: fc.constantFrom('system', 'security', 'audit') }),
});
const assignment = change('assignment.begun', {
  id: entry,
  assignment: within({
    person,
    units: maybe(some(UNITS)),
    procedures: maybe(some(PROCEDURES)),
    cases: maybe(some(CASES)),
  }),
});
const ending = fc
  .constantFrom('appointment', 'portfolio', 'substitution', 'absence', 'administration', 'assignment')
  .chain((name) => change(`${name}.ended` as OrganisationChange['change'], { id: entry, on }));
const retirement = fc.oneof(
  change('unit.retired', { id: unit, on }),
  change('post.retired', { id: fc.constantFrom(...POSTS), on }),
);
const recusal = fc.oneof(
  change('recusal.declared', { id: entry, person, case: fc.constantFrom(...CASES), by: person, on }),
  change('recusal.requested', {
    id: entry,
    person,
    case: fc.constantFrom(...CASES),
    by: fc.constant('p'),
    on,
  }),
  change('recusal.decided', { id: entry, ordered: fc.boolean(), by: person, on }),
);
const seal = fc.oneof(
  change('case.sealed', { case: fc.constantFrom(...CASES), by: person, on, basis }),
  change('case.unsealed', { case: fc.constantFrom(...CASES), by: person, on }),
);

/** Any change at all. */
export const anyChange: fc.Arbitrary<OrganisationChange> = fc.oneof(
  { weight: 3, arbitrary: putUnit },
  { weight: 3, arbitrary: putPost },
  { weight: 2, arbitrary: putPerson },
  { weight: 1, arbitrary: standing },
  { weight: 14, arbitrary: appointment },
  { weight: 4, arbitrary: portfolio },
  { weight: 14, arbitrary: substitution },
  { weight: 4, arbitrary: absence },
  { weight: 1, arbitrary: administration },
  { weight: 2, arbitrary: assignment },
  { weight: 3, arbitrary: ending },
  { weight: 1, arbitrary: retirement },
  { weight: 2, arbitrary: recusal },
  { weight: 1, arbitrary: seal },
);

/** What somebody would try who wants two of the three roles: give and take them, posts, deputies, leave and return. */
export const roleChange: fc.Arbitrary<OrganisationChange> = fc.oneof(
  { weight: 6, arbitrary: administration },
  { weight: 6, arbitrary: change('administration.ended', { id: entry, on }) },
  { weight: 2, arbitrary: standing },
  { weight: 1, arbitrary: appointment },
  { weight: 1, arbitrary: ending },
  { weight: 1, arbitrary: substitution },
  { weight: 1, arbitrary: putPerson },
);

/** Only what substitutions are made of. */
export const deputyChange: fc.Arbitrary<OrganisationChange> = fc.oneof(
  { weight: 8, arbitrary: substitution },
  { weight: 3, arbitrary: appointment },
  { weight: 1, arbitrary: absence },
  { weight: 1, arbitrary: ending },
);

/** Five people and six posts in a tree of six units, three of them organs. */
export function firstDay(): Organisation {
  const units: readonly (readonly [string, string | undefined, boolean])[] = [
    ['u0', undefined, true],
    ['u1', 'u0', true],
    ['u2', 'u1', false],
    ['u3', 'u0', true],
    ['u4', 'u3', false],
    ['u5', 'u2', false],
  ];
  const changes: readonly OrganisationChange[] = [
    ...units.map(([id, parent, organ]): OrganisationChange => ({
      change: 'unit.put',
      id,
      unit: { title: id, from: FIRST, organ, ...(parent !== undefined && { parent }) },
    })),
    ...POSTS.map((id, i): OrganisationChange => ({
      change: 'post.put',
      id,
      post: { title: id, from: FIRST, unit: UNITS[i] ?? 'u0', fills: WORDS[i % 3] ?? 'head' },
    })),
    ...PEOPLE.map((id): OrganisationChange => ({
      change: 'person.put',
      id,
      person: { kind: 'officer', unit: 'u2', from: FIRST },
    })),
  ];
  return changes.reduce(applyChange, emptyOrganisation('town'));
}

/** A day on which a change is tried. */
export interface Attempt {
  readonly today: CivilDate;
  readonly change: OrganisationChange;
}

/**
 * Attempts on days that do not run backwards, of half to all of the length. What begins mostly has an id of its own,
 * what ends mostly began: `e<place in the list>`.
 */
export function attempts(
  changes: fc.Arbitrary<OrganisationChange>,
  most: number,
): fc.Arbitrary<readonly Attempt[]> {
  const attempt = fc.tuple(fc.nat({ max: 6 }), changes);
  return fc.array(attempt, { minLength: most / 2, maxLength: most }).map((list) => {
    let at = 0;
    return list.map(([dice, one], place) => {
      if (dice === 6) at = Math.min(at + 1, DAYS.length - 1);
      return { today: DAYS[at] as CivilDate, change: dice === 0 ? one : withId(one, place) };
    });
  });
}

function withId(one: OrganisationChange, place: number): OrganisationChange {
  if (!('id' in one) || !one.id.startsWith('e')) return one;
  const begins =
    one.change.endsWith('.begun') || one.change.startsWith('recusal.re') || one.change === 'recusal.declared';
  const earlier = Number(one.id.slice(1)) % Math.max(place, 1);
  return { ...one, id: `e${begins ? place : earlier}` };
}

/** Makes those attempts that are lawful, and tells what stands after each of them. */
export function attempted(
  list: readonly Attempt[],
  each: (organisation: Organisation, attempt: Attempt) => void = () => undefined,
): Organisation {
  let organisation = firstDay();
  for (const attempt of list) {
    if (checkChanges(organisation, [attempt.change], attempt.today).length > 0) continue;
    organisation = applyChange(organisation, attempt.change);
    each(organisation, attempt);
  }
  return organisation;
}
