import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyGrants } from '../preflight/apply-grants.js';

/** Records between two marks of a case. */
const EVERY = 250;

/**
 * Marks: how a long case stood after every 250 records or so, as its head said at that time. Whoever wants to see it at some
 * moment begins at the last mark before. Written by the change of the head itself; an act on a short case pays nothing.
 */
export class CaseMarks1780000000031 implements MigrationInterface {
  readonly name = 'CaseMarks1780000000031';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
    await applyGrants(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger streams_mark on streams');
    await runner.query('drop function duecourse_mark_case()');
    await runner.query('drop table case_marks');
  }
}

const STATEMENTS: readonly string[] = [
  `create table case_marks (
    stream text collate "C" not null,
    seq integer not null,
    recorded_at timestamptz not null,
    state text not null,
    constraint case_marks_pkey primary key (stream, seq)
  )`,
  // The trigger acts as its owner: the service reads marks and writes none.
  `create function duecourse_mark_case() returns trigger language plpgsql security definer as $$
begin
  insert into case_marks (stream, seq, recorded_at, state) values (new.id, new.seq, new.last_recorded_at, new.state);
  return null;
end $$`,
  `create trigger streams_mark after update on streams for each row
    when (new.kind = 'case' and new.seq / ${EVERY} > old.seq / ${EVERY}) execute procedure duecourse_mark_case()`,
];
