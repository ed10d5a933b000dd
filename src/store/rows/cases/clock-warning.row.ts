import { Entity, PrimaryColumn } from 'typeorm';

/** That those who keep a clock have been warned of its last day. */
@Entity({ name: 'clock_warnings' })
export class ClockWarningRow {
  @PrimaryColumn({ name: 'case_id', type: 'text', collation: 'C' })
  caseId: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  clock: string;

  @PrimaryColumn({ type: 'integer' })
  run: number;

  @PrimaryColumn({ name: 'due_on', type: 'date' })
  dueOn: string;
}
