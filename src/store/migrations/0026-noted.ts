import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Records that audits look for by time, over all cases: few among many, so the index is small and acts do not pay for it. */
export class Noted1780000000026 implements MigrationInterface {
  readonly name = 'Noted1780000000026';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index records_noted on records (recorded_at)
        where type in ('case.read', 'case.unmasked', 'evidence.exported', 'calendar.applied')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index records_noted');
  }
}
