import type { MigrationInterface, QueryRunner } from 'typeorm';
import { applyGrants } from '../preflight/apply-grants.js';

/** Snippets 常用语: words that people keep for themselves, in no record. */
export class Snippets1780000000015 implements MigrationInterface {
  readonly name = 'Snippets1780000000015';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
    await applyGrants(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table snippets');
  }
}

const STATEMENTS: readonly string[] = [
  `create table snippets (
    person text collate "C" not null,
    id text collate "C" not null,
    place smallint not null,
    text text not null,
    created_at timestamptz not null,
    constraint snippets_pkey primary key (person, id),
    constraint snippets_place_known check (place between 1 and 200)
  )`,
  'create unique index snippets_place on snippets (person, place)',
];
