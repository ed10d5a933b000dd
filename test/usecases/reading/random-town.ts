import fc from 'fast-check';
import type { CaseState } from '../../../src/engine/case/case-state.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { Definition } from '../../../src/engine/law/definition.js';
import { emptyOrganisation, type Organisation } from '../../../src/engine/organisation/organisation.js';
import { fakeState } from '../../support/fake-case.js';

/** The day on which the lists are read. */
export const TODAY = '2026-09-28' as CivilDate;

/** An organisation with the procedures that it publishes and the cases that it has. */
export interface Town {
  readonly organisation: Organisation;
  readonly definitions: readonly Definition[];
  readonly cases: readonly TownCase[];
  /** Everybody, the public too; these have accounts of the public that are closed. */
  readonly people: readonly string[];
  readonly closed: readonly string[];
  readonly requestBars: boolean;
}

export interface TownCase {
  readonly openedOn: CivilDate;
  /** Index of its definition. */
  readonly definition: number;
  readonly state: CaseState;
}

const WORDS = ['window', 'reviewer', 'chair', 'supervisor', 'auditor', 'applicant'];
const PARTIES = ['applicant', 'neighbour'];
const ACTS = ['accept', 'decide'];
const OFFICERS = ['o-1', 'o-2', 'o-3', 'o-4', 'o-5'];
const PUBLIC = ['p-1', 'p-2'];
const PEOPLE = [...OFFICERS, ...PUBLIC];
const UNITS = ['u0', 'u1', 'u2', 'u3', 'u4'];
const PROCEDURES = ['licence', 'permit', 'inquiry'];
const CASES = 9;

const day = (text: string): CivilDate => text as CivilDate;
const some = <T>(values: readonly T[], least = 0): fc.Arbitrary<T[]> =>
  fc.subarray([...values], { minLength: least });
const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: one });
/** Mostly in force on the day, sometimes over or yet to come. */
const period = fc.oneof(
  { weight: 24, arbitrary: fc.constant({ from: day('2020-01-01') }) },
  { weight: 1, arbitrary: fc.constant({ from: day('2020-01-01'), to: day('2026-09-27') }) },
  { weight: 1, arbitrary: fc.constant({ from: day('2020-01-01'), to: TODAY }) },
  { weight: 1, arbitrary: fc.constant({ from: day('2026-09-29') }) },
);
const basis = fc.constant('任免文件');
const named = <T>(
  prefix: string,
  one: fc.Arbitrary<T>,
  most: number,
  least = 0,
): fc.Arbitrary<Record<string, T>> =>
  fc
    .array(one, { minLength: least, maxLength: most })
    .map((entries) => Object.fromEntries(entries.map((entry, i) => [`${prefix}${i}`, defined(entry)])));

/** Without what is undefined: an absent list is not the same as one that is there. */
function defined<T>(entry: T): T {
  return Object.fromEntries(Object.entries(entry as object).filter(([, value]) => value !== undefined)) as T;
}

const unit = (i: number) =>
  fc.record({
    organ: fc.nat({ max: 3 }).map((n) => n === 0),
    parent: fc.nat({ max: Math.max(i - 1, 0) }),
    serves: maybe(some(UNITS, 1)),
  });

const units = fc.tuple(...UNITS.map((_, i) => unit(i))).map((all) =>
  Object.fromEntries(
    all.map(({ organ, parent, serves }, i) => [
      `u${i}`,
      defined({
        title: `单位${i}`,
        from: day('2020-01-01'),
        organ: i === 0 || organ,
        parent: i === 0 ? undefined : `u${parent}`,
        serves,
      }),
    ]),
  ),
);

const posts = named(
  'post-',
  fc.record({
    title: fc.constant('岗'),
    unit: fc.constantFrom(...UNITS),
    fills: fc.constantFrom('window', 'window', 'reviewer', 'reviewer', ...WORDS),
    byPortfolio: maybe(fc.constant(true)),
    procedures: maybe(some(PROCEDURES, 1)),
    period,
  }),
  9,
  5,
).map(flattened);

const people = fc
  .tuple(
    ...OFFICERS.map(() =>
      fc.record({ period, suspended: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.boolean()) }),
    ),
  )
  .map((all) =>
    Object.fromEntries(
      all.map((one, i) => [
        OFFICERS[i] as string,
        {
          kind: 'officer' as const,
          ...one.period,
          ...(one.suspended && { suspensions: [{ from: day('2026-01-01') }] }),
        },
      ]),
    ),
  );

function flattened<T extends { readonly period: object }>(entries: Record<string, T>): Record<string, never> {
  return Object.fromEntries(
    Object.entries(entries).map(([id, { period: when, ...rest }]) => [id, { ...rest, ...when }]),
  ) as never;
}

const officer = fc.constantFrom(...OFFICERS);
const caseId = fc.nat({ max: CASES - 1 }).map((i) => `case-${i}`);

const organisation: fc.Arbitrary<Organisation> = fc
  .record({
    units,
    posts,
    people,
    appointments: named(
      'appointment-',
      fc.record({ person: officer, post: fc.nat({ max: 8 }).map((i) => `post-${i}`), basis, period }),
      16,
      8,
    ).map(flattened),
    portfolios: named(
      'portfolio-',
      fc.record({ person: officer, units: some(UNITS, 1), basis, period }),
      3,
    ).map(flattened),
    substitutions: named(
      'substitution-',
      fc.record({
        kind: fc.constantFrom('standing', 'leave', 'leave'),
        principal: officer,
        deputy: officer,
        posts: maybe(some(['post-0', 'post-1', 'post-2', 'post-3'], 1)),
        procedures: maybe(some(PROCEDURES, 1)),
        acts: maybe(some(ACTS, 1)),
        basis,
        period,
      }),
      12,
      6,
    ).map(flattened),
    absences: named('absence-', fc.record({ person: officer, period }), 5).map(flattened),
    recusals: named(
      'recusal-',
      fc.record({
        person: fc.constantFrom(...PEOPLE),
        case: caseId,
        status: fc.constantFrom('declared', 'requested', 'ordered', 'rejected'),
        by: officer,
        on: fc.constant(day('2026-09-01')),
      }),
      14,
      4,
    ),
    administrators: named(
      'administration-',
      fc.record({ person: officer, role: fc.constantFrom('system', 'security', 'audit'), basis, period }),
      1,
    ).map(flattened),
    assignments: named(
      'assignment-',
      fc.record({
        person: officer,
        units: maybe(some(UNITS, 1)),
        procedures: maybe(some(PROCEDURES, 1)),
        cases: maybe(fc.array(caseId, { minLength: 1, maxLength: 2 })),
        basis,
        period,
      }),
      4,
    ).map(flattened),
    sealed: some(['case-0', 'case-1', 'case-2']),
  })
  .map(({ sealed, ...rest }) => ({
    ...emptyOrganisation('测试机关'),
    ...(rest as object),
    seals: Object.fromEntries(
      sealed.map((id) => [id, { on: day('2026-09-01'), by: 'o-1', basis: '封存决定' }]),
    ),
  })) as fc.Arbitrary<Organisation>;

/** A definition with nothing but its posts: what powers read of it. */
const definition = (procedure: string): fc.Arbitrary<Definition> =>
  fc
    .record({
      officers: some(
        WORDS.filter((word) => word !== 'applicant'),
        3,
      ),
      distinct: fc.array(
        fc.tuple(
          fc.constantFrom(...WORDS, ...PARTIES),
          fc.constantFrom(...WORDS, ...PARTIES),
          maybe(fc.constant('amends')),
        ),
        { maxLength: 3 },
      ),
    })
    .map(({ officers, distinct }) => {
      const words = [...officers, ...PARTIES];
      const postOf = (post: string): object => ({
        title: post,
        ...(PARTIES.includes(post) && { kind: 'party' }),
        distinctFrom: distinct
          .filter(([one, other]) => one === post && words.includes(other))
          .map(([, other, relation]) => (relation ? { post: other, in: relation } : other)),
      });
      const defined = Object.fromEntries(words.map((post) => [post, postOf(post)]));
      return {
        language: 1,
        procedure,
        title: procedure,
        inForceFrom: '2020-01-01',
        law: {},
        posts: defined,
        relations: { amends: { title: '变更', basis: '正程 试验' } },
        ...{ facts: {}, milestones: {}, clocks: {}, documents: {} },
        acts: Object.fromEntries(
          ACTS.map((act) => [act, { title: act, event: act, by: words, basis: '正程 试验' }]),
        ),
        states: { initial: 'open' },
      } as unknown as Definition;
    });

const byPost = (words: readonly string[], most: number): fc.Arbitrary<Record<string, string[]>> =>
  fc
    .array(fc.tuple(fc.constantFrom(...words), fc.subarray(PEOPLE, { minLength: 1, maxLength: 2 })), {
      maxLength: most,
    })
    .map((entries) => Object.fromEntries(entries));

const townCase = (i: number): fc.Arbitrary<TownCase> =>
  fc
    .record({
      openedOn: fc.constantFrom('2026-09-01', '2026-09-02', '2026-09-03').map(day),
      definition: fc.nat({ max: PROCEDURES.length - 1 }),
      // One that the organisation does not know: a case outlives the unit that had it.
      unit: fc.constantFrom(...UNITS, 'elsewhere'),
      parties: byPost(PARTIES, 2),
      performers: byPost([...WORDS, ...PARTIES], 3),
      referred: maybe(some(OFFICERS, 1)),
      related:
        i === 0 ? fc.constant([]) : some(Array.from({ length: Math.min(i, 3) }, (_, n) => `case-${n}`)),
      tasks: fc.array(fc.tuple(fc.constantFrom(...WORDS, 'neighbour'), some(ACTS, 1), fc.nat({ max: 4 })), {
        minLength: 2,
        maxLength: 6,
      }),
      ended: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, fc.boolean()),
    })
    .map(({ openedOn, definition: version, related, tasks, ended, referred, ...rest }) => ({
      openedOn,
      definition: version,
      state: fakeState({
        ...rest,
        ...(referred && { referred }),
        procedure: PROCEDURES[version] as string,
        related: related.length > 0 ? { amends: related } : {},
        status: ended ? 'ended' : 'open',
        tasks: Object.fromEntries(
          tasks.map(([post, acts, n]) => [`task-${n}`, { post, acts, since: openedOn }]),
        ),
      }),
    }));

/** Any town at all. */
export const town: fc.Arbitrary<Town> = fc
  .record({
    organisation,
    definitions: fc.tuple(...PROCEDURES.map(definition)),
    cases: fc.tuple(...Array.from({ length: CASES }, (_, i) => townCase(i))),
    closed: some(PUBLIC),
    requestBars: fc.boolean(),
  })
  .map(({ cases, ...all }) => ({
    ...all,
    cases: cases.map((one) => lawful(one, all.definitions)),
    people: PEOPLE,
  }));

/** A published definition declares the posts of its tasks: the linter sees to that. */
function lawful(one: TownCase, definitions: readonly Definition[]): TownCase {
  const { posts } = definitions[one.definition] as Definition;
  const tasks = Object.entries(one.state.tasks).filter(([, { post }]) => Object.hasOwn(posts, post));
  return { ...one, state: { ...one.state, tasks: Object.fromEntries(tasks) } };
}

/** The same town under other names, so that many of them fit into one database: every id gets the suffix. */
export function renamed(one: Town, suffix: string): Town {
  const ids = new Set([...PEOPLE, ...UNITS, 'elsewhere', ...PROCEDURES]);
  const text = JSON.stringify(one).replaceAll(/"([A-Za-z0-9-]+)"/g, (all, word: string) =>
    ids.has(word) || /^case-\d$/.test(word) ? `"${word}${suffix}"` : all,
  );
  return JSON.parse(text) as Town;
}
