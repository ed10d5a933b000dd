import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { EXPECTED_GRANTS } from './expected-grants.js';

/** What a schema is, in words that are the same on every version of PostgreSQL. */
export interface SchemaShape {
  /** Columns, constraints and indexes of each table, as SHA-256. */
  readonly tables: Readonly<Record<string, string>>;
  /** Columns of each view, as SHA-256. */
  readonly views: Readonly<Record<string, string>>;
  /** Definition of each trigger, by `table.trigger`. */
  readonly triggers: Readonly<Record<string, string>>;
  /** Source and properties of each function, by `name(number of parameters)`, as SHA-256. */
  readonly functions: Readonly<Record<string, string>>;
}

const COLUMNS = `select c.relname as relation, c.relkind = 'v' as view,
    concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod), co.collname, a.attnotnull, a.attidentity,
      a.attgenerated, pg_get_expr(d.adbin, d.adrelid), c.relpersistence) as line
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  left join pg_collation co on co.oid = a.attcollation
  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v', 'f', 'm')
    and c.relname = any ($1)`;

// PostgreSQL 18 keeps NOT NULL as a constraint too; it is told with the columns.
const CONSTRAINTS = `select c.relname as relation, false as view,
    concat_ws(' ', k.conname, pg_get_constraintdef(k.oid), k.convalidated) as line
  from pg_constraint k join pg_class c on c.oid = k.conrelid
  where c.relnamespace = current_schema()::regnamespace and k.contype in ('p', 'u', 'c', 'f', 'x')
    and c.relname = any ($1)`;

const INDEXES = `select c.relname as relation, false as view,
    concat_ws(' ', pg_get_indexdef(i.indexrelid), i.indisvalid) as line
  from pg_index i join pg_class c on c.oid = i.indrelid
  where c.relnamespace = current_schema()::regnamespace and c.relname = any ($1)`;

const TRIGGERS = `select c.relname || '.' || t.tgname as name, pg_get_triggerdef(t.oid) as definition
  from pg_trigger t join pg_class c on c.oid = t.tgrelid
  where c.relnamespace = current_schema()::regnamespace and not t.tgisinternal and c.relname = any ($1)`;

const FUNCTIONS = `select p.proname || '(' || p.pronargs || ')' as name,
    concat_ws(' ', pg_get_function_identity_arguments(p.oid), format_type(p.prorettype, null), l.lanname, p.prokind,
      p.prosecdef, p.proisstrict, p.proretset, p.provolatile, p.proconfig::text, p.prosrc) as definition
  from pg_proc p join pg_language l on l.oid = p.prolang
  where p.pronamespace = current_schema()::regnamespace and not exists (
    select 1 from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'
  )`;

interface Line {
  readonly relation: string;
  readonly view: boolean;
  readonly line: string;
}

interface Defined {
  readonly name: string;
  readonly definition: string;
}

/** Reads the shape of the schema that the connection works in: of our tables and views, and of all functions in it. */
export async function readShape(dataSource: DataSource): Promise<SchemaShape> {
  const relations = [Object.keys(EXPECTED_GRANTS)];
  const [{ schema }] = await dataSource.query<[{ schema: string }]>(
    'select quote_ident(current_schema()) as schema',
  );
  // The schema may have any name; it stands in definitions and in the functions' search path.
  const plain = (text: string): string =>
    text.replaceAll(`${schema}.`, '').replaceAll(`search_path=${schema},`, 'search_path=$schema,');
  const lines: Line[] = [];
  for (const query of [COLUMNS, CONSTRAINTS, INDEXES]) {
    lines.push(...(await dataSource.query<Line[]>(query, relations)));
  }
  const digests = (wanted: boolean): Record<string, string> => {
    const byName = new Map<string, string[]>();
    for (const { relation, view, line } of lines) {
      if (view === wanted) byName.set(relation, [...(byName.get(relation) ?? []), plain(line)]);
    }
    return sorted([...byName].map(([name, own]) => [name, digest(own.sort())]));
  };
  const triggers = await dataSource.query<Defined[]>(TRIGGERS, relations);
  const functions = await dataSource.query<Defined[]>(FUNCTIONS);
  return {
    tables: digests(false),
    views: digests(true),
    triggers: sorted(triggers.map(({ name, definition }) => [name, plain(definition)])),
    functions: sorted(functions.map(({ name, definition }) => [name, digest([plain(definition)])])),
  };
}

function digest(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

function sorted(entries: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
