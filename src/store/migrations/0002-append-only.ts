import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The database itself refuses to change what has been recorded: triggers against UPDATE, DELETE and TRUNCATE, and
 * against a record anywhere but at the head of its stream. They hold for every role, the owner included, unless
 * somebody disables them on purpose.
 */
export class AppendOnly1780000000002 implements MigrationInterface {
  readonly name = 'AppendOnly1780000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REFUSE_CHANGE);
    await runner.query(ONLY_AT_HEAD);
    await runner.query(
      'create trigger records_at_head before insert on records for each row execute procedure duecourse_at_head()',
    );
    for (const table of FROZEN) await runner.query(guard(table, 'update or delete or truncate'));
    await runner.query(guard('streams', 'delete or truncate'));
  }

  down(): Promise<void> {
    return Promise.reject(new Error('append-only protection is not taken away by a migration'));
  }
}

const FROZEN = ['records', 'record_parts', 'idempotency', 'documents', 'installation'];

const guard = (table: string, events: string): string =>
  `create trigger ${table}_frozen before ${events} on ${table} for each statement execute procedure duecourse_refuse()`;

const REFUSE_CHANGE = `create function duecourse_refuse() returns trigger language plpgsql as $$
begin
  raise exception '% on % is refused: what is recorded never changes', tg_op, tg_table_name using errcode = 'DC403';
end $$`;

const ONLY_AT_HEAD = `create function duecourse_at_head() returns trigger language plpgsql as $$
begin
  if new.seq < 0 or (new.seq > 0 and not exists (
    select 1 from records r where r.stream = new.stream and r.seq = new.seq - 1
  )) then
    raise exception 'record % of stream % is not at its head', new.seq, new.stream using errcode = 'DC403';
  end if;
  return new;
end $$`;
