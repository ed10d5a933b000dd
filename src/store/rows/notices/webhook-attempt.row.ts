import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** What came of one attempt at delivering an event to a subscriber. Kept for a while. */
@Entity({ name: 'webhook_attempts' })
@Index('webhook_attempts_by_webhook', ['webhook', 'id'])
@Index('webhook_attempts_by_time', ['at'])
@Check('webhook_attempts_outcome', "outcome in ('delivered', 'failed', 'parked', 'skipped')")
export class WebhookAttemptRow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column({ type: 'text', collation: 'C' })
  webhook: string;

  @Column({ type: 'bigint' })
  position: string;

  @Column({ type: 'text', collation: 'C' })
  stream: string;

  @Column({ type: 'integer' })
  seq: number;

  @Column({ type: 'text' })
  type: string;

  @Column({ type: 'timestamptz' })
  at: Date;

  @Column({ type: 'integer' })
  attempt: number;

  @Column({ type: 'text' })
  outcome: string;

  @Column({ type: 'integer', nullable: true })
  status: number | null;

  @Column({ type: 'text', nullable: true })
  reason: string | null;

  @Column({ type: 'integer' })
  milliseconds: number;
}
