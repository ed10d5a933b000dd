import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { format, resolveConfig } from 'prettier';
import { readShape, type SchemaShape } from '../../../src/store/preflight/catalogue.js';
import { EXPECTED_GRANTS, FUNCTION_GRANTS } from '../../../src/store/preflight/expected-grants.js';
import { SHIPPED_SCHEMA } from '../../../src/store/preflight/shipped-schema.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';

const FILE = 'src/store/preflight/shipped-schema.ts';

describe('the schema that this build ships', () => {
  let database: TestDatabase;
  let shape: SchemaShape;
  beforeAll(async () => {
    database = await createTestDatabase();
    shape = await readShape(database.dataSource);
    if (process.env['DUECOURSE_WRITE_SCHEMA']) writeFileSync(FILE, await text(shape));
  });
  afterAll(() => database.drop());

  it(`is what the migrations make; after a change: DUECOURSE_WRITE_SCHEMA=1 with this test writes ${FILE}`, () => {
    if (!process.env['DUECOURSE_WRITE_SCHEMA']) expect(shape).toEqual(SHIPPED_SCHEMA);
    expect(Object.keys(shape.tables).length).toBeGreaterThan(10);
  });

  it('is read the same by the application and by the owner', async () => {
    expect(await readShape(database.owner)).toEqual(shape);
  });

  it('has no table, view or calling function without a line in the list of grants', async () => {
    const relations = await database.owner.query<{ name: string }[]>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace
        and relkind in ('r', 'p', 'v', 'm', 'f')`,
    );
    expect(relations.map(({ name }) => name).sort()).toEqual(Object.keys(EXPECTED_GRANTS).sort());
    const functions = await database.owner.query<{ name: string }[]>(
      `select proname as name from pg_proc where pronamespace = 'public'::regnamespace
        and prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)`,
    );
    expect(functions.map(({ name }) => name).sort()).toEqual(Object.keys(FUNCTION_GRANTS).sort());
  });

  it('has a fixed search path in every function, and the rights of an owner in none but erasure, the recorders, marks and the queue', async () => {
    const functions = await database.owner.query<{ name: string; path: string; definer: boolean }[]>(
      `select proname as name, proconfig::text as path, prosecdef as definer from pg_proc
        where pronamespace = 'public'::regnamespace`,
    );
    expect(functions.map(({ path }) => path)).toEqual(functions.map(() => '{"search_path=public, pg_temp"}'));
    const definers = functions.filter(({ definer }) => definer).map(({ name }) => name);
    expect(definers.sort()).toEqual([
      ...[
        'duecourse_erase',
        'duecourse_erase_apart',
        'duecourse_mark_case',
        'duecourse_note_change',
        'duecourse_note_drop',
        'duecourse_queue_records',
        'duecourse_restrict',
      ],
    ]);
  });

  it('names only columns that there are', async () => {
    const rows = await database.owner.query<{ name: string }[]>(
      `select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'public'::regnamespace and a.attnum > 0`,
    );
    const columns = new Set(rows.map(({ name }) => name));
    const granted = Object.entries(EXPECTED_GRANTS).flatMap(([table, { app }]) =>
      (app?.update ?? []).map((column) => `${table}.${column}`),
    );
    expect(granted.filter((column) => !columns.has(column))).toEqual([]);
  });
});

async function text(shape: SchemaShape): Promise<string> {
  const source = `import type { SchemaShape } from './catalogue.js';

/**
 * The schema as the migrations of this build make it, with which the preflight compares the database. Written by
 * \`DUECOURSE_WRITE_SCHEMA=1\` and test/store/preflight/shipped-schema.spec.ts, which also proves that it is so.
 */
export const SHIPPED_SCHEMA: SchemaShape = ${JSON.stringify(shape)};
`;
  return format(source, { ...(await resolveConfig(FILE)), parser: 'typescript' });
}
