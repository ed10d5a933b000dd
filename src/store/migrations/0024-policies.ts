import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Policy sets are kept like definitions: what `rules` of a record names can be read for as long as the record. */
export class Policies1780000000024 implements MigrationInterface {
  readonly name = 'Policies1780000000024';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table documents drop constraint documents_kind');
    await runner.query(
      `alter table documents add constraint documents_kind
        check (kind in ('definition', 'calendar', 'organisation', 'policies'))`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('policy sets that records name are not forgotten'));
  }
}
