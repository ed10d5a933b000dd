import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { CaseState } from '../../../src/engine/case/case-state.js';
import type { Actor } from '../../../src/engine/case/command.js';
import { capacitiesOf } from '../../../src/engine/organisation/capacities.js';
import { isSealed, recusedFrom } from '../../../src/engine/organisation/case-bars.js';
import {
  indexOrganisation,
  type OrganisationIndex,
} from '../../../src/engine/organisation/organisation-index.js';
import { personFacts } from '../../../src/engine/organisation/person-facts.js';
import type { PersonFacts } from '../../../src/engine/organisation/standing.js';
import { cedarPowerCheck } from '../../../src/outside/cedar/cedar-power-check.js';
import { loadPowerPolicies } from '../../../src/outside/cedar/power-policies.js';
import { listCases, type ListTuning } from '../../../src/store/queries/case-list.js';
import { listInbox } from '../../../src/store/queries/inbox.js';
import { PostgresLedger } from '../../../src/store/ledger.js';
import { LIBRARY_STREAMS } from '../../../src/usecases/law/library-streams.js';
import type { Page, ReadingScope } from '../../../src/usecases/queries.js';
import { heldTasks } from '../../../src/usecases/reading/held-tasks.js';
import { mayRead, type ReadablePlace } from '../../../src/usecases/reading/may-read.js';
import { scopeOf } from '../../../src/usecases/reading/reading-scope.js';
import { fakeAdoption, fakeAppend, fakeDocument } from '../../support/fake-case.js';
import type { TestDatabase } from '../../support/test-database.js';
import { awaitedCounterexampleTo } from '../../support/counterexample.js';
import { renamed, TODAY, town, type Town } from './random-town.js';

const checkPower = cedarPowerCheck(loadPowerPolicies('workflows/powers'));

/** Every road that a list can take: the latest cases alone, procedures walked, place by place. */
const ROADS: readonly ListTuning[] = [
  { window: 2_000, wide: 100, procedures: 300 },
  { window: 2, wide: 1, procedures: 300 },
  { window: 1, wide: 2, procedures: 1 },
  { window: 1, wide: 1_000, procedures: 0 },
];

/** Walks through all pages and returns everything seen, in order. */
async function walk<T>(read: (after?: string) => Promise<Page<T>>): Promise<T[]> {
  const seen: T[] = [];
  for (let page = await read(); ; page = await read(page.endCursor ?? '')) {
    seen.push(...page.items);
    if (!page.hasMore) return seen;
  }
}

/** A town in the database: every question about it can be asked of the lists and of the policies. */
class TownHall {
  readonly index: OrganisationIndex;
  readonly ids: readonly string[];
  readonly definitions: readonly string[];

  constructor(
    readonly town: Town,
    suffix: string,
    definitions: readonly string[],
  ) {
    this.index = indexOrganisation(town.organisation);
    this.ids = town.cases.map((_, i) => `case-${i}${suffix}`);
    this.definitions = definitions;
  }

  facts(person: string): PersonFacts {
    const standing = this.town.closed.includes(person) ? 'ended' : 'active';
    return personFacts(this.index, person, TODAY) ?? { person, standing, kind: 'public', administrator: [] };
  }

  scope(person: string): ReadingScope | undefined {
    return scopeOf(this.index, this.facts(person), TODAY, { requestBars: this.town.requestBars });
  }

  place(person: string, i: number): ReadablePlace {
    const { state, definition } = this.town.cases[i] as Town['cases'][number];
    const caseId = this.ids[i] as string;
    const where = { unit: state.unit, procedure: state.procedure, caseId, on: TODAY };
    const actor: Actor = {
      ...this.facts(person),
      scopes: null,
      signIn: 'bearer',
      capacities: capacitiesOf(this.index, person, where),
    };
    const bars = {
      recused: recusedFrom(this.index, caseId, { requestBars: this.town.requestBars }),
      sealed: isSealed(this.index, caseId),
      related: { amends: this.performersOf(state.related['amends'] ?? []) },
    };
    return {
      definition: this.town.definitions[definition] as Town['definitions'][number],
      state,
      actor,
      world: { checkPower, bars },
    };
  }

  private performersOf(cases: readonly string[]): CaseState['performers'] {
    const merged: Record<string, string[]> = {};
    for (const id of cases) {
      const { performers } = (this.town.cases[this.ids.indexOf(id)] as Town['cases'][number]).state;
      for (const [post, persons] of Object.entries(performers)) {
        merged[post] = [...new Set([...(merged[post] ?? []), ...persons])];
      }
    }
    return merged;
  }
}

/** Towns built so far: each has names of its own. */
let built = 0;

/** Publishes the town's procedures and opens its cases. */
async function build(database: TestDatabase, drawn: Town): Promise<TownHall> {
  const suffix = `-t${++built}`;
  const one = renamed(drawn, suffix);
  const ledger = new PostgresLedger(database.dataSource);
  const definitions: string[] = [];
  for (const definition of one.definitions) {
    const document = fakeDocument('definition', definition.procedure, '2020-01-01', definition);
    await ledger.transact(
      { stream: LIBRARY_STREAMS.procedures, kind: 'procedures', create: true },
      async (head) => ({ append: fakeAdoption(head, document), result: 1 }),
    );
    definitions.push(document.digest.sha256);
  }
  const hall = new TownHall(one, suffix, definitions);
  for (const [i, { state, definition, openedOn }] of one.cases.entries()) {
    await ledger.transact({ stream: hall.ids[i] as string, kind: 'case', create: true }, async (head) => {
      // The first record copies the case to whom it is referred: the rows follow from the records.
      const { referred } = state;
      const append = fakeAppend(head, {
        state,
        definition: definitions[definition] as string,
        ...(referred && { data: { cause: 'desk', desk: { did: 'copied', to: referred } } }),
      });
      const { opened, ...change } = append.caseChange as NonNullable<typeof append.caseChange>;
      const where = { ...(opened as NonNullable<typeof opened>), unit: state.unit, openedOn };
      return { append: { ...append, caseChange: { ...change, opened: where } }, result: 1 };
    });
  }
  return hall;
}

/** The lists of cases against the policies asked case by case, in this many random organisations. */
export async function casesListed(
  database: TestDatabase,
  towns: number,
): Promise<{
  readonly counterexample: string | undefined;
  /** Pairs of a person and a case that he may know of, and that he may not. */
  readonly allowed: number;
  readonly refused: number;
}> {
  let [allowed, refused] = [0, 0];
  const counterexample = await awaitedCounterexampleTo(
    fc.asyncProperty(town, fc.integer({ min: 1, max: 4 }), async (drawn, limit) => {
      const hall = await build(database, drawn);
      for (const [n, person] of hall.town.people.entries()) {
        const known = hall.ids.filter((_, i) => mayRead(hall.place(person, i)));
        const tuning = ROADS[(n + limit) % ROADS.length] as ListTuning;
        const scope = hall.scope(person);
        const read = (after?: string) =>
          listCases(
            database.dataSource,
            scope as ReadingScope,
            {},
            { limit, ...(after !== undefined && { after }) },
            tuning,
          );
        const listed = scope ? await walk(read) : [];
        expect({ person, cases: listed.map(({ id }) => id).toSorted() }).toEqual({
          person,
          cases: known.toSorted(),
        });
        const order = listed.map(({ openedOn, id }) => `${openedOn} ${id}`);
        expect(order).toEqual(order.toSorted().toReversed());
        for (const { id, asParty } of listed) {
          const { parties } = (hall.town.cases[hall.ids.indexOf(id)] as Town['cases'][number]).state;
          expect({ id, asParty }).toEqual({
            id,
            asParty: Object.values(parties).flat().includes(person),
          });
        }
        allowed += known.length;
        refused += hall.ids.length - known.length;
      }
    }),
    { numRuns: towns },
  );
  process.stdout.write(`cases: ${allowed} known, ${refused} unknown\n`);
  return { counterexample, allowed, refused };
}

/** The lists of tasks against the policies asked task by task, in this many random organisations. */
export async function tasksListed(
  database: TestDatabase,
  towns: number,
): Promise<{
  readonly counterexample: string | undefined;
  /** Tasks that somebody may do, by what he does them as. */
  readonly held: Readonly<Record<string, number>>;
  readonly refused: number;
}> {
  const as: Record<string, number> = { own: 0, deputy: 0, party: 0 };
  let refused = 0;
  const counterexample = await awaitedCounterexampleTo(
    fc.asyncProperty(town, fc.integer({ min: 1, max: 4 }), async (drawn, limit) => {
      const hall = await build(database, drawn);
      for (const person of hall.town.people) {
        const held = hall.ids.flatMap((caseId, i) => {
          const place = hall.place(person, i);
          return heldTasks(place).map(({ task, power }) => ({
            caseId,
            key: task,
            capacity: power.deputy
              ? {
                  kind: 'deputy',
                  principal: power.deputy.principal.person,
                  substitution: power.deputy.substitution,
                }
              : { kind: place.definition.posts[power.post]?.kind === 'party' ? 'party' : 'own' },
          }));
        });
        const scope = hall.scope(person);
        const read = (after?: string) =>
          listInbox(
            database.dataSource,
            scope as ReadingScope,
            { limit, ...(after !== undefined && { after }) },
            1,
          );
        const listed = scope ? await walk(read) : [];
        const shown = listed.map(({ caseId, key, capacity }) => ({ caseId, key, capacity }));
        expect({ person, tasks: inOrder(shown) }).toEqual({ person, tasks: inOrder(held) });
        for (const { capacity } of held) as[capacity.kind] = (as[capacity.kind] ?? 0) + 1;
        refused += hall.town.cases.flatMap(({ state }) => Object.keys(state.tasks)).length - held.length;
      }
    }),
    { numRuns: towns },
  );
  process.stdout.write(`tasks: ${JSON.stringify(as)} held, ${refused} not\n`);
  return { counterexample, held: as, refused };
}

function inOrder(tasks: readonly object[]): readonly string[] {
  return tasks.map((task) => JSON.stringify(task)).toSorted();
}
