import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One row for each clock of a case: its present run. Exists so that the sweep can find it; the law is in the fold. */
@Entity({ name: 'clocks' })
@Index('clocks_to_sweep', ['sweepAt', 'caseId', 'clock'], { where: 'sweep_at is not null' })
@Check('clocks_state', "state in ('running', 'suspended', 'stopped', 'lapsed')")
@Check('clocks_sweep', "sweep_at is null or state = 'running'")
export class ClockTableRow {
  @PrimaryColumn({ name: 'case_id', type: 'text', collation: 'C' })
  caseId: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  clock: string;

  @Column({ type: 'integer' })
  run: number;

  @Column({ type: 'text' })
  state: string;

  @Column({ name: 'due_on', type: 'date', nullable: true })
  dueOn: string | null;

  @Column({ name: 'promised_due_on', type: 'date', nullable: true })
  promisedDueOn: string | null;

  @Column({ type: 'boolean' })
  provisional: boolean;

  /** The instant from which the sweep must look at the clock: end of the promised or of the statutory last day. */
  @Column({ name: 'sweep_at', type: 'timestamptz', nullable: true })
  sweepAt: Date | null;

  /** A sweeper has taken it until then. Without legal meaning. */
  @Column({ name: 'claimed_until', type: 'timestamptz', nullable: true })
  claimedUntil: Date | null;
}
