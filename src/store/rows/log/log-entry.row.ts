import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A record in the log, under an index that never changes. */
@Entity({ name: 'log_entries' })
@Index('log_entries_by_stream', ['stream', 'seq'], { unique: true })
export class LogEntryRow {
  @PrimaryColumn({ type: 'bigint' })
  index: string;

  @Column({ type: 'text', collation: 'C' })
  stream: string;

  @Column({ type: 'integer' })
  seq: number;

  @Column({ type: 'text' })
  sha256: string;

  @Column({ type: 'text' })
  sm3: string;

  /** When the record was written: from then on it waits to be sealed. */
  @Column({ name: 'queued_at', type: 'timestamptz' })
  queuedAt: Date;
}
