import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyGrants } from '../preflight/apply-grants.js';

/** Panels of experts beside cases: the pool that each is drawn from. Who sits and what he said is in its records. */
export class Panels1780000000019 implements MigrationInterface {
  readonly name = 'Panels1780000000019';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
    await applyGrants(runner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the append function is replaced by a later migration, not undone'));
  }
}

const POOLS = `create table panel_pools (
  stream text collate "C" not null,
  pool text not null,
  constraint panel_pools_pkey primary key (stream)
)`;

const APPEND = `create or replace function duecourse_append_panels(p_stream text, p json) returns void
language plpgsql as $$
begin
  insert into panel_pools (stream, pool) values (p_stream, p->>'pool');
end $$`;

const STATEMENTS: readonly string[] = [
  POOLS,
  'create trigger panel_pools_frozen before update or delete or truncate on panel_pools ' +
    'for each statement execute procedure duecourse_refuse()',
  APPEND,
];
