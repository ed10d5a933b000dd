import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An effect waiting to be carried out after the commit that ordered it. */
@Entity({ name: 'outbox' })
@Index('outbox_waiting', ['recordedAt', 'stream', 'seq', 'n'], { where: 'delivered_at is null' })
export class OutboxRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  stream: string;

  @PrimaryColumn({ type: 'integer' })
  seq: number;

  /** Place among the effects of one record. */
  @PrimaryColumn({ type: 'integer' })
  n: number;

  @Column({ type: 'text' })
  topic: string;

  /** Canonical JSON of the effect. */
  @Column({ type: 'text' })
  payload: string;

  @Column({ name: 'recorded_at', type: 'timestamptz' })
  recordedAt: Date;

  @Column({ name: 'delivered_at', type: 'timestamptz', nullable: true })
  deliveredAt: Date | null;
}
