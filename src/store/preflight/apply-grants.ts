import type { QueryRunner } from 'typeorm';
import { ROLES, type DatabaseRole } from './database-roles.js';
import { EXPECTED_GRANTS, FUNCTION_GRANTS, type RelationGrants } from './expected-grants.js';

/**
 * Gives the product's roles exactly what `expected-grants.ts` lists, takes everything else from them and from PUBLIC,
 * and fixes the search path of the product's functions. Every migration after 0008 that makes a table, a column or a
 * function ends with this. Tables, columns, functions and roles that are not there (yet) are passed over; other roles'
 * rights are left alone.
 */
export async function applyGrants(runner: QueryRunner): Promise<void> {
  const found = await readTargets(runner);
  const roles = (Object.keys(ROLES) as DatabaseRole[]).filter((role) => found.roles.includes(ROLES[role]));
  const statements = [
    ...schemaStatements(found.schema, roles),
    ...Object.entries(EXPECTED_GRANTS).flatMap(([relation, grants]) => {
      const columns = found.relations.get(relation);
      if (!columns) return [];
      return [
        `revoke all on table ${relation} from ${everybody(roles)}`,
        ...roles.flatMap((role) => grantStatements(relation, columns, ROLES[role], grants[role])),
      ];
    }),
    ...found.sequences.map((sequence) => `revoke all on sequence ${sequence} from ${everybody(roles)}`),
    ...found.functions.flatMap((callable) => functionStatements(callable, found.schema, roles)),
  ];
  // One by one, so that each is on record as it was said.
  for (const statement of statements) await runner.query(statement);
}

interface Callable {
  readonly name: string;
  readonly signature: string;
}

interface Targets {
  /** Quoted where it must be, as everything here. */
  readonly schema: string;
  readonly roles: readonly string[];
  /** Columns by table or view. */
  readonly relations: ReadonlyMap<string, readonly string[]>;
  readonly sequences: readonly string[];
  readonly functions: readonly Callable[];
}

async function readTargets(runner: QueryRunner): Promise<Targets> {
  const [{ schema }] = (await runner.query('select quote_ident(current_schema()) as schema')) as [
    { schema: string },
  ];
  const roles = (await runner.query('select rolname from pg_roles where rolname = any ($1)', [
    Object.values(ROLES),
  ])) as { rolname: string }[];
  const relations = (await runner.query(
    `select c.relname as name, array_agg(a.attname::text) as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'v') group by c.relname`,
  )) as { name: string; columns: string[] }[];
  // Those that belong to a column of one of our tables.
  const sequences = (await runner.query(
    `select distinct s.oid::regclass::text as name from pg_class s
      join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = s.oid and d.deptype in ('a', 'i')
      join pg_class t on t.oid = d.refobjid
      where s.relkind = 'S' and s.relnamespace = current_schema()::regnamespace and t.relname = any ($1)`,
    [Object.keys(EXPECTED_GRANTS)],
  )) as { name: string }[];
  const functions = (await runner.query(
    `select p.proname as name, p.oid::regprocedure::text as signature from pg_proc p
      where p.pronamespace = current_schema()::regnamespace and p.proname like 'duecourse\\_%'`,
  )) as Callable[];
  return {
    schema,
    roles: roles.map(({ rolname }) => rolname),
    relations: new Map(relations.map(({ name, columns }) => [name, columns])),
    sequences: sequences.map(({ name }) => name),
    functions,
  };
}

function everybody(roles: readonly DatabaseRole[]): string {
  return ['public', ...roles.map((role) => ROLES[role])].join(', ');
}

// Where the schema belongs to somebody else these only raise a warning, and the preflight looks at what is so.
function schemaStatements(schema: string, roles: readonly DatabaseRole[]): string[] {
  return [
    `revoke create on schema ${schema} from ${everybody(roles)}`,
    ...roles.map((role) => `grant usage on schema ${schema} to ${ROLES[role]}`),
  ];
}

function grantStatements(
  relation: string,
  columns: readonly string[],
  role: string,
  grants: RelationGrants | undefined,
): string[] {
  if (!grants) return [];
  const whole = (['select', 'insert', 'delete'] as const).filter((right) => grants[right]);
  const update = (grants.update ?? []).filter((column) => columns.includes(column));
  return [
    ...(whole.length > 0 ? [`grant ${whole.join(', ')} on table ${relation} to ${role}`] : []),
    ...(update.length > 0 ? [`grant update (${update.join(', ')}) on table ${relation} to ${role}`] : []),
  ];
}

// Whoever calls a function must not choose which tables its words mean; temporary ones come last.
function functionStatements(
  { name, signature }: Callable,
  schema: string,
  roles: readonly DatabaseRole[],
): string[] {
  const callers = (FUNCTION_GRANTS[name] ?? []).filter((role) => roles.includes(role));
  return [
    `alter function ${signature} set search_path = ${schema}, pg_temp`,
    `revoke all on function ${signature} from ${everybody(roles)}`,
    ...callers.map((role) => `grant execute on function ${signature} to ${ROLES[role]}`),
  ];
}
