import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The pool that a panel of experts is drawn from, as it was when the panel was set up. By pseudonym. */
@Entity({ name: 'panel_pools' })
export class PanelPoolRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  stream: string;

  /** Canonical JSON of the canonical pool. */
  @Column({ type: 'text' })
  pool: string;
}
