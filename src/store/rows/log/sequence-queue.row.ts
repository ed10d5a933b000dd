import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A record that has no index in the log yet. */
@Entity({ name: 'sequence_queue' })
export class SequenceQueueRow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column({ type: 'text', collation: 'C' })
  stream: string;

  @Column({ type: 'integer' })
  seq: number;

  @Column({ name: 'queued_at', type: 'timestamptz' })
  queuedAt: Date;
}
