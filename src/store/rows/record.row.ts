import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One sealed record: its exact text and both leaf hashes. Append-only by trigger and by role. */
@Entity({ name: 'records' })
export class RecordTableRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  stream: string;

  @PrimaryColumn({ type: 'integer' })
  seq: number;

  @Column({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  type: string;

  @Column({ name: 'recorded_at', type: 'timestamptz' })
  recordedAt: Date;

  @Column({ type: 'text' })
  text: string;

  @Column({ type: 'text' })
  sha256: string;

  @Column({ type: 'text' })
  sm3: string;
}
