import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { Actor } from '../../../src/engine/case/command.js';
import { capacitiesOf } from '../../../src/engine/organisation/capacities.js';
import { isSealed, recusedFrom } from '../../../src/engine/organisation/case-bars.js';
import {
  indexOrganisation,
  type OrganisationIndex,
} from '../../../src/engine/organisation/organisation-index.js';
import { personFacts } from '../../../src/engine/organisation/person-facts.js';
import type { CaseState } from '../../../src/engine/case/case-state.js';
import type { CivilDate, Instant } from '../../../src/engine/clock/time.js';
import { cedarPowerCheck } from '../../../src/outside/cedar/cedar-power-check.js';
import { loadPowerPolicies } from '../../../src/outside/cedar/power-policies.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { fsck } from '../../../src/store/fsck/fsck.js';
import { PostgresLedger } from '../../../src/store/ledger.js';
import { listEntries } from '../../../src/store/queries/inbox/case-entries.js';
import { postgresInbox } from '../../../src/store/queries/inbox/postgres-inbox.js';
import { listTasks } from '../../../src/store/queries/inbox/task-list.js';
import {
  CASE_VIEWS,
  TASK_VIEWS,
  type CaseView,
  type InboxScope,
} from '../../../src/usecases/inbox/inbox-reads.js';
import { LIBRARY_STREAMS } from '../../../src/usecases/law/library-streams.js';
import type { Page } from '../../../src/usecases/queries.js';
import { mayRead, type ReadablePlace } from '../../../src/usecases/reading/may-read.js';
import { scopeOf } from '../../../src/usecases/reading/reading-scope.js';
import { endsOf, fakeAdoption, fakeAppend, fakeDocument } from '../../support/fake-case.js';
import { awaitedCounterexampleTo } from '../../support/counterexample.js';
import type { TestDatabase } from '../../support/test-database.js';
import { renamed, TODAY, town, type Town } from '../reading/random-town.js';
import { naiveTasks } from './naive-inbox.js';
import { happenings, histories, type Happening } from './random-desks.js';

const SOON = '2026-09-30' as CivilDate;
const checkPower = cedarPowerCheck(loadPowerPolicies('workflows/powers'));
const OFFICERS = ['o-1', 'o-2', 'o-3', 'o-4', 'o-5'];
const PEOPLE = [...OFFICERS, 'p-1', 'p-2'];
const HORIZON = { today: TODAY, soon: SOON };

async function walk<T>(read: (after?: string) => Promise<Page<T>>): Promise<T[]> {
  const seen: T[] = [];
  for (let page = await read(); ; page = await read(page.endCursor ?? '')) {
    seen.push(...page.items);
    if (!page.hasMore) return seen;
  }
}

/** A case as it came to stand, with everything that happened in it. */
interface Told {
  readonly id: string;
  readonly definition: Town['definitions'][number];
  readonly history: readonly (Happening & { readonly at: Instant })[];
  readonly state: CaseState;
}

/** A town whose cases have histories. */
class BusyTown {
  readonly index: OrganisationIndex;

  constructor(
    readonly town: Town,
    readonly cases: readonly Told[],
  ) {
    this.index = indexOrganisation(town.organisation);
  }

  scope(person: string): InboxScope | undefined {
    const scope = scopeOf(this.index, this.facts(person), TODAY, { requestBars: this.town.requestBars });
    return scope && { ...scope, holdTask: true, readCase: true };
  }

  facts(person: string): Omit<Actor, 'scopes' | 'signIn' | 'capacities'> {
    const standing = this.town.closed.includes(person) ? 'ended' : 'active';
    return personFacts(this.index, person, TODAY) ?? { person, standing, kind: 'public', administrator: [] };
  }

  place(person: string, { id, definition, state }: Told): ReadablePlace {
    const where = { unit: state.unit, procedure: state.procedure, caseId: id, on: TODAY };
    const capacities = capacitiesOf(this.index, person, where);
    const actor: Actor = { ...this.facts(person), scopes: null, signIn: 'bearer', capacities };
    const bars = {
      recused: recusedFrom(this.index, id, { requestBars: this.town.requestBars }),
      sealed: isSealed(this.index, id),
      related: { amends: this.performersOf(state.related['amends'] ?? []) },
    };
    return { definition, state, actor, world: { checkPower, bars } };
  }

  private performersOf(ids: readonly string[]): CaseState['performers'] {
    const merged: Record<string, string[]> = {};
    for (const { state } of this.cases.filter(({ id }) => ids.includes(id))) {
      for (const [post, persons] of Object.entries(state.performers)) {
        merged[post] = [...new Set([...(merged[post] ?? []), ...persons])];
      }
    }
    return merged;
  }
}

/** What a view of cases must hold of one case, by its history alone. */
function naiveEntries(view: CaseView, person: string, one: Told, known: boolean): readonly string[] {
  const [first] = one.history;
  const title = known ? 'known' : 'unknown';
  const copied = one.history.filter(({ data }) => {
    const desk = data['desk'] as { did: string; to: readonly string[] } | undefined;
    return desk?.did === 'copied' && desk.to.includes(person);
  });
  switch (view) {
    case 'initiated': {
      const parties = Object.values(first?.state.parties ?? {}).flat();
      const opened = [first?.actor?.person, first?.actor?.onBehalfOf].includes(person);
      if (!parties.includes(person) && !opened) return [];
      return [`${first?.at} ${one.id} ${parties.includes(person) ? 'party' : 'opener'} ${title}`];
    }
    case 'done':
      return one.history.flatMap(({ actor, data, at }, seq) => {
        if (!actor || data['cause'] === 'refusal' || data['cause'] === 'access') return [];
        if (actor.person !== person && actor.onBehalfOf !== person) return [];
        return [`${at} ${one.id} ${seq} ${title}`];
      });
    case 'copied':
      return known && copied.length > 0 ? [`${copied.at(-1)?.at} ${one.id}`] : [];
    case 'followed':
      return known ? [`${first?.at} ${one.id}`] : [];
  }
}

/** Towns built and instants taken so far: each has names and times of its own. */
let built = 0;
let instants = 0;

const nextInstant = (): Instant =>
  new Date(Date.parse('2026-09-28T00:00:00.000Z') + instants++ * 1000).toISOString() as Instant;

async function build(
  database: TestDatabase,
  drawn: Town,
  draws: readonly (readonly unknown[])[],
): Promise<BusyTown> {
  const suffix = `-b${++built}`;
  const rename = (text: string): string =>
    text.replaceAll(/"(o-\d|p-\d)"/g, (_, word: string) => `"${word}${suffix}"`);
  const one = renamed(drawn, suffix);
  const ledger = new PostgresLedger(database.dataSource);
  const digests: string[] = [];
  for (const definition of one.definitions) {
    const document = fakeDocument('definition', definition.procedure, '2020-01-01', definition);
    await ledger.transact(
      { stream: LIBRARY_STREAMS.procedures, kind: 'procedures', create: true },
      async (head) => ({ append: fakeAdoption(head, document), result: 1 }),
    );
    digests.push(document.digest.sha256);
  }
  const told: Told[] = [];
  for (const [i, { state, definition, openedOn }] of one.cases.entries()) {
    const id = `case-${i}${suffix}`;
    const drawnHere = JSON.parse(rename(JSON.stringify(draws[i]))) as never;
    const history = happenings(state, drawnHere, openedOn).map((one_) => ({
      ...one_,
      at: nextInstant(),
    }));
    for (const { actor, data, state: after, at } of history) {
      await ledger.transact({ stream: id, kind: 'case', create: true }, async (head) => {
        const append = fakeAppend(head, {
          ...{ state: after, at, data, definition: digests[definition] as string },
          ...(actor && { actor }),
        });
        const { opened, ...change } = append.caseChange as NonNullable<typeof append.caseChange>;
        const where = opened && { opened: { ...opened, unit: state.unit, openedOn } };
        return { append: { ...append, caseChange: { ...change, ...where } }, result: 1 };
      });
    }
    const last = history.at(-1)?.state as CaseState;
    told.push({
      id,
      definition: one.definitions[definition] as Told['definition'],
      history,
      state: last,
    });
  }
  const inbox = postgresInbox(database.dataSource);
  for (const { id, history } of told) {
    for (const person of one.people) await inbox.follow(person, id, history[0]?.at as Instant);
  }
  return new BusyTown(one, told);
}

const drawnHistories = fc.array(histories(OFFICERS, PEOPLE), { minLength: 9, maxLength: 9 });

/** The views of the inbox, and how much they count, against a naive reading of every case, in this many random organisations. */
export async function viewsShown(
  database: TestDatabase,
  towns: number,
): Promise<{
  readonly counterexample: string | undefined;
  /** Rows returned by each view. */
  readonly rows: Readonly<Record<string, number>>;
}> {
  const rows: Record<string, number> = {};
  const counterexample = await awaitedCounterexampleTo(
    fc.asyncProperty(town, drawnHistories, fc.integer({ min: 1, max: 4 }), async (drawn, draws, limit) => {
      const busy = await build(database, drawn, draws);
      for (const person of busy.town.people) {
        const scope = busy.scope(person);
        const found: Record<string, number> = {};
        for (const view of TASK_VIEWS) {
          const expected = scope
            ? busy.cases.flatMap((one) => naiveTasks(view, one.id, busy.place(person, one), SOON))
            : [];
          const listed = scope
            ? await walk((after) =>
                listTasks(
                  database.dataSource,
                  scope,
                  { view, filter: {}, horizon: HORIZON },
                  { limit, ...(after !== undefined && { after }) },
                  limit,
                ),
              )
            : [];
          const shown = listed.map((row) => {
            const capacity = row.capacity ?? { kind: 'referral' };
            const deputy = capacity.kind === 'deputy' ? capacity : { principal: '', substitution: '' };
            return {
              caseId: row.caseId,
              item: row.task?.key ?? `@${row.referral?.id}`,
              due: row.case.clock?.dueOn ?? '9999-12-31',
              as: row.referral
                ? 'referral'
                : [capacity.kind, deputy.principal, deputy.substitution].join(' '),
            };
          });
          const order = (row: { due: string; caseId: string; item: string }): string =>
            `${row.due} ${row.caseId} ${row.item}`;
          const sorted = [...expected].sort((a, b) => (order(a) < order(b) ? -1 : 1));
          expect({ person, view, rows: shown }).toEqual({ person, view, rows: sorted });
          found[view] = listed.length;
          rows[view] = (rows[view] ?? 0) + listed.length;
        }
        for (const view of CASE_VIEWS) {
          const expected = scope
            ? busy.cases.flatMap((one) => naiveEntries(view, person, one, mayRead(busy.place(person, one))))
            : [];
          const listed = scope
            ? await walk((after) =>
                listEntries(
                  database.dataSource,
                  scope,
                  { view, filter: {}, horizon: HORIZON },
                  { limit, ...(after !== undefined && { after }) },
                  limit,
                ),
              )
            : [];
          const shown = listed.map(({ at, caseId, initiated, doing, case: about }) =>
            [
              ...[at, caseId, initiated, doing?.seq],
              view === 'done' || view === 'initiated' ? (about ? 'known' : 'unknown') : undefined,
            ]
              .filter((part) => part !== undefined)
              .join(' '),
          );
          expect({ person, view, rows: shown }).toEqual({
            person,
            view,
            rows: expected.toSorted().toReversed(),
          });
          found[view] = listed.length;
          rows[view] = (rows[view] ?? 0) + listed.length;
        }
        if (scope) expect(await postgresInbox(database.dataSource).counts(scope, HORIZON)).toEqual(found);
      }
    }),
    { numRuns: towns, endOnFailure: true },
  );
  process.stdout.write(`rows: ${JSON.stringify(rows)}\n`);
  return { counterexample, rows };
}

/** What is wrong with rows that do not follow from the records, by code. */
export async function rowsAstray(database: TestDatabase): Promise<readonly string[]> {
  const { findings } = await fsck(database.dataSource, {
    hash: nodeHash,
    fold: (_state, record) => record.data['state'] as CaseState,
    dueInstants: async (state) => ({ dueAt: endsOf(state, 'dueOn'), promisedDueAt: {} }),
    driftedClocks: async () => [],
  });
  return findings.map(({ code }) => code).filter((code) => /-row(s)?-wrong$/.test(code));
}
