import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A subscription: events are sent to an address outside. It ends, and is never deleted. */
@Entity({ name: 'webhooks' })
@Check('webhooks_state', "state in ('active', 'paused', 'ended')")
export class WebhookRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  id: string;

  @Column({ type: 'text' })
  url: string;

  /** Types of records, `word.*` for all that begin so. Null: all. */
  @Column({ type: 'text', array: true, nullable: true })
  types: string[] | null;

  @Column({ type: 'text' })
  note: string;

  @Column({ type: 'text' })
  state: string;

  /** Sealed by the vault. */
  @Column({ type: 'text' })
  secret: string;

  @Column({ name: 'previous_secret', type: 'text', nullable: true })
  previousSecret: string | null;

  @Column({ name: 'previous_until', type: 'timestamptz', nullable: true })
  previousUntil: Date | null;

  @Column({ name: 'created_by', type: 'text' })
  createdBy: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  /** Happenings up to here have been handed to its lanes. */
  @Column({ name: 'handed_to', type: 'bigint' })
  handedTo: string;

  /** The receiver is left alone until then. */
  @Column({ name: 'open_until', type: 'timestamptz', nullable: true })
  openUntil: Date | null;
}
