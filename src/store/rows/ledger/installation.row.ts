import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The one row that says what this installation is. Immutable by trigger. */
@Entity({ name: 'installation' })
@Check('installation_is_one', 'id = 1')
@Check('installation_mode', "mode in ('real', 'simulated')")
export class InstallationRow {
  @PrimaryColumn({ type: 'smallint' })
  id: number;

  @Column({ type: 'text' })
  log: string;

  @Column({ type: 'text' })
  mode: string;

  @Column({ type: 'text' })
  zone: string;

  /** Simulated installations: where their clock begins. */
  @Column({ name: 'simulated_start', type: 'timestamptz', nullable: true })
  simulatedStart: Date | null;
}
