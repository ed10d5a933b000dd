import type { QueryRunner } from 'typeorm';

const RECORDERS: Readonly<Record<string, string>> = {
  duecourse_change: 'on ddl_command_end execute procedure duecourse_note_change()',
  duecourse_drop: 'on sql_drop execute procedure duecourse_note_drop()',
};

/**
 * Makes or enables the event triggers that record what is done to the schema. Only a superuser may; for anybody else
 * this does nothing, and the preflight says so. That they were made is on record itself, so that their loss is seen.
 */
export async function createRecorders(runner: QueryRunner): Promise<void> {
  const [{ super: mayCreate }] = (await runner.query(
    'select rolsuper as super from pg_roles where rolname = current_user',
  )) as [{ super: boolean }];
  if (!mayCreate) return;
  const rows = (await runner.query('select evtname::text as name from pg_event_trigger')) as {
    name: string;
  }[];
  const there = new Set(rows.map(({ name }) => name));
  for (const [name, how] of Object.entries(RECORDERS)) {
    await runner.query(
      there.has(name) ? `alter event trigger ${name} enable` : `create event trigger ${name} ${how}`,
    );
    if (there.has(name)) continue;
    await runner.query(
      `insert into schema_changes (login, role, command, object)
        values (session_user, current_setting('role'), 'CREATE EVENT TRIGGER', $1)`,
      [name],
    );
  }
}
