import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CivilDate, Instant } from '../../../src/engine/clock/time.js';
import { POPULATION_STATEMENTS, postgresPopulation } from '../../../src/store/audit/population-reads.js';
import { waysJson } from '../../../src/store/queries/reading-ways.js';
import { NOTED_TYPES } from '../../../src/usecases/audit/population-ports.js';
import { populationFacts, populationPage } from '../../../src/usecases/audit/read-population.js';
import { InvalidCursor } from '../../../src/usecases/invalid-cursor.js';
import type { Ports } from '../../../src/usecases/ports.js';
import type { ReadingScope } from '../../../src/usecases/queries.js';
import { audited, eventsOf, shippedLicence } from '../../engine/audit-questions/audited-scenario.js';
import { tamper } from '../../support/tamper.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';

const CASES = 500;
const SPAN = { from: '2026-01-01' as CivilDate, to: '2026-12-31' as CivilDate };
/** A day on which some of the cases were read. */
const EVENING = {
  since: '2026-03-10T00:00:00.000Z' as Instant,
  until: '2026-03-11T00:00:00.000Z' as Instant,
};

/** 审计任务 of two units of four. */
const scope: ReadingScope = {
  person: 'ji',
  ways: [{ post: 'auditor', whole: true, units: ['unit-0', 'unit-1'], barred: [] }],
  sealed: ['case-004'],
  barred: ['case-008'],
};

describe('reads of many cases', () => {
  let database: TestDatabase;
  const procedure = shippedLicence();
  const ports = { catalogue: { byDigest: () => Promise.resolve(procedure) } } as unknown as Ports;
  const reads = () => ({ ports, population: postgresPopulation(database.dataSource) });

  beforeAll(async () => {
    database = await createTestDatabase();
    const { records } = audited(eventsOf('smooth-grant'));
    const kept = records.map(({ record }) => ({
      seq: record.seq,
      type: record.type,
      text: JSON.stringify(record),
    }));
    await plant(database, procedure.digest.sha256, kept);
  });
  afterAll(() => database.drop());

  it('are of the scope alone, opened first, page by page, without what is sealed or barred', async () => {
    const { population } = reads();
    const seen: string[] = [];
    for (let after: string | undefined, more = true; more;) {
      const page = await population.members(scope, SPAN, undefined, {
        limit: 100,
        ...(after !== undefined && { after }),
      });
      expect(page.items.every(({ unit }) => unit === 'unit-0' || unit === 'unit-1')).toBe(true);
      seen.push(...page.items.map(({ id }) => id));
      after = page.endCursor ?? undefined;
      more = page.hasMore;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(CASES / 2 - 2);
    expect(seen).not.toContain('case-004');
    expect(seen).not.toContain('case-008');
    expect((await population.members(scope, SPAN, 'another', { limit: 1 })).items).toEqual([]);
    await expect(population.members(scope, SPAN, undefined, { limit: 1, after: 'x' })).rejects.toThrow(
      InvalidCursor,
    );
  });

  it('of records are those of the types, of the stretch and of the scope, and none where there are too many', async () => {
    const { population } = reads();
    const noted = await population.noted(scope, ['case.read'], EVENING, 1_000);
    expect(noted?.length).toBeGreaterThan(0);
    for (const { stream } of noted ?? []) expect(Number(stream.slice(5)) % 4).toBeLessThan(2);
    expect(await population.noted(scope, ['evidence.exported'], EVENING, 1_000)).toEqual([]);
    expect(await population.noted(scope, ['case.read'], EVENING, 1)).toBeUndefined();
  });

  it('never walk the records: each is by an index', async () => {
    const scoped = [waysJson(scope), scope.barred, scope.sealed];
    const { since, until } = EVENING;
    const asked: Readonly<Record<keyof typeof POPULATION_STATEMENTS, readonly unknown[]>> = {
      members: [...scoped, SPAN.from, SPAN.to, null, '0001-01-01', '', 51],
      recordsOf: [Array.from({ length: 50 }, (_, n) => `case-${String(n).padStart(3, '0')}`)],
      noted: [...scoped, since, until, 1_000, NOTED_TYPES],
      actsOf: [...scoped, since, until, 1_000, ['he']],
      changesIn: ['case-001', since, until, 1_000],
    };
    // Of a table as small as this one every planner likes to read the whole: the question is whether it must.
    const runner = database.owner.createQueryRunner();
    await runner.query("select set_config('enable_seqscan', 'off', false)");
    for (const [name, statement] of Object.entries(POPULATION_STATEMENTS)) {
      const values = asked[name as keyof typeof asked];
      const plan = JSON.stringify(await runner.query(`explain (format json) ${statement.text}`, [...values]));
      const walks = [...plan.matchAll(/"Node Type":"Seq Scan"[^{}]*?"Relation Name":"(\w+)"/g)].map(
        ([, relation]) => relation,
      );
      expect({ name, walks: walks.filter((one) => one === 'records') }).toEqual({ name, walks: [] });
    }
    const noted: unknown = await runner.query(`explain ${POPULATION_STATEMENTS.noted.text}`, [
      ...asked.noted,
    ]);
    expect(JSON.stringify(noted)).toContain('records_noted');
    await runner.query('reset enable_seqscan');
    await runner.release();
  });

  it('count 250 cases, each folded from its records', async () => {
    const facts = await populationFacts(reads(), scope, SPAN);
    expect(facts).toHaveLength(CASES / 2 - 2);
    expect(facts?.[0]?.decision).toMatchObject({ by: expect.any(String) });
  });

  it('leave out a case that does not fold', async () => {
    await tamper(
      database.owner,
      `insert into records select 'case-000', 900, gen_random_uuid(), 'case.read', now(), 'no record', 'x', 'y'`,
    );
    const { items } = await populationPage(reads(), scope, SPAN, { limit: 2 });
    expect(items.map(({ caseId }) => caseId)).toEqual(['case-001']);
  });
});

/** As many cases in four units, each with the same history; every fifth was read one evening. */
async function plant(
  { owner }: TestDatabase,
  definition: string,
  kept: readonly { readonly seq: number; readonly type: string; readonly text: string }[],
): Promise<void> {
  const id = `'case-' || lpad(n::text, 3, '0')`;
  await tamper(
    owner,
    `insert into streams (id, kind, seq, version, leaf_sha256, leaf_sm3, last_recorded_at, state, definition)
      select ${id}, 'case', $1::int, 1, 'x', 'y', timestamptz '2026-03-01Z', '{}', $2
      from generate_series(0, ${CASES - 1}) n`,
    [kept.length, definition],
  );
  await tamper(
    owner,
    `insert into cases (id, procedure, definition, subject, applicant_name, unit, status, opened_on, search, grams)
      select ${id}, 'administrative-licence', $1, '许可', '某人', 'unit-' || n % 4, 'open', date '2026-01-05' + n / 10, '', '{}'
      from generate_series(0, ${CASES - 1}) n`,
    [definition],
  );
  await tamper(
    owner,
    `insert into records (stream, seq, id, type, recorded_at, text, sha256, sm3)
      select ${id}, k.seq, gen_random_uuid(), k.type, timestamptz '2026-01-05Z' + n * interval '1 hour', k.text, 'x', 'y'
      from generate_series(0, ${CASES - 1}) n, json_to_recordset($1) k(seq integer, type text, text text)`,
    [JSON.stringify(kept)],
  );
  const read = JSON.stringify({
    seq: kept.length,
    type: 'case.read',
    data: { cause: 'access', on: '2026-03-10' },
  });
  await tamper(
    owner,
    `insert into records (stream, seq, id, type, recorded_at, text, sha256, sm3)
      select ${id}, $1::int, gen_random_uuid(), 'case.read', timestamptz '2026-03-10 12:00Z', $2, 'x', 'y'
      from generate_series(0, ${CASES - 1}, 5) n`,
    [kept.length, read],
  );
  await owner.query('analyze');
}
