import initSqlJs from 'sql.js';
import type { MinedCase } from '../../engine/mining/event-log.js';
import { type Ocel, ocelOf, type OcelType } from './ocel.js';

type Database = InstanceType<Awaited<ReturnType<typeof initSqlJs>>['Database']>;
type Row = readonly (string | null)[];

const TABLES = [
  'create table event_map_type (ocel_type text primary key, ocel_type_map text not null)',
  'create table object_map_type (ocel_type text primary key, ocel_type_map text not null)',
  'create table event (ocel_id text primary key, ocel_type text not null references event_map_type (ocel_type))',
  'create table object (ocel_id text primary key, ocel_type text not null references object_map_type (ocel_type))',
  `create table event_object (ocel_event_id text not null references event (ocel_id),
    ocel_object_id text not null references object (ocel_id), ocel_qualifier text not null,
    primary key (ocel_event_id, ocel_object_id, ocel_qualifier))`,
  `create table object_object (ocel_source_id text not null references object (ocel_id),
    ocel_target_id text not null references object (ocel_id), ocel_qualifier text not null,
    primary key (ocel_source_id, ocel_target_id, ocel_qualifier))`,
];

/** A log as OCEL 2.0 in its relational form: the bytes of an SQLite database. The library is loaded when it is needed. */
export async function writeOcelSqlite(cases: Iterable<MinedCase>): Promise<Uint8Array> {
  const { Database: SqlDatabase } = await initSqlJs();
  const database = new SqlDatabase();
  try {
    fill(database, ocelOf(cases));
    return database.export();
  } finally {
    database.close();
  }
}

function fill(database: Database, ocel: Ocel): void {
  for (const table of TABLES) database.run(table);
  database.run('begin');
  fillTypes(database, ocel);
  insert(
    database,
    'event',
    2,
    ocel.events.map(({ id, type }) => [id, type]),
  );
  insert(
    database,
    'object',
    2,
    ocel.objects.map(({ id, type }) => [id, type]),
  );
  insert(
    database,
    'event_object',
    3,
    unique(
      ocel.events.flatMap(({ id, relationships }) =>
        relationships.map(({ objectId, qualifier }) => [id, objectId, qualifier]),
      ),
    ),
  );
  insert(
    database,
    'object_object',
    3,
    unique(
      ocel.objects.flatMap(({ id, relationships }) =>
        relationships.map(({ objectId, qualifier }) => [id, objectId, qualifier]),
      ),
    ),
  );
  database.run('commit');
}

/** Each type has a table of its own for its attributes; its name there is a number behind a word, for titles are free. */
function fillTypes(database: Database, { eventTypes, objectTypes, events, objects }: Ocel): void {
  for (const [n, type] of eventTypes.entries()) {
    const table = tableOf(database, 'event', type, n, ['ocel_time']);
    insert(
      database,
      table,
      2 + type.attributes.length,
      events.flatMap((event) =>
        event.type === type.name ? [[event.id, event.time, ...valuesOf(type, event.attributes)]] : [],
      ),
    );
  }
  for (const [n, type] of objectTypes.entries()) {
    const table = tableOf(database, 'object', type, n, ['ocel_time', 'ocel_changed_field']);
    insert(
      database,
      table,
      3 + type.attributes.length,
      objects.flatMap((object) =>
        object.type === type.name
          ? [[object.id, object.attributes[0]?.time ?? BEGINNING, '', ...valuesOf(type, object.attributes)]]
          : [],
      ),
    );
  }
}

/** The format's own word for what was so from the start. */
const BEGINNING = '1970-01-01T00:00:00.000Z';

function tableOf(
  database: Database,
  kind: 'event' | 'object',
  { name, attributes }: OcelType,
  n: number,
  fixed: readonly string[],
): string {
  const map = `${kind}${n}`;
  insert(database, `${kind}_map_type`, 2, [[name, map]]);
  const columns = [...fixed, ...attributes.map((attribute) => `"${attribute.name.replaceAll('"', '""')}"`)];
  const table = `${kind}_${map}`;
  database.run(
    `create table ${table} (ocel_id text not null references ${kind} (ocel_id), ${columns.map((one) => `${one} text`).join(', ')})`,
  );
  return table;
}

function valuesOf(
  type: OcelType,
  attributes: readonly { readonly name: string; readonly value: string }[],
): Row {
  const values = new Map(attributes.map(({ name, value }) => [name, value]));
  return type.attributes.map(({ name }) => values.get(name) ?? null);
}

function insert(database: Database, table: string, columns: number, rows: readonly Row[]): void {
  const statement = database.prepare(
    `insert into ${table} values (${Array.from({ length: columns }, () => '?').join(', ')})`,
  );
  try {
    for (const row of rows) statement.run([...row]);
  } finally {
    statement.free();
  }
}

function unique(rows: readonly Row[]): readonly Row[] {
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}
