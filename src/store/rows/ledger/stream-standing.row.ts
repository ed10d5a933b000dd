import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** How a stream beside a case stands to it: what acts of the case read. */
@Entity({ name: 'stream_standings' })
@Index('stream_standings_by_stream', ['stream', 'caseId', 'name'], { unique: true })
export class StreamStandingRow {
  @PrimaryColumn({ type: 'text', name: 'case_id', collation: 'C' })
  caseId: string;

  /** As the case's definition calls it. */
  @PrimaryColumn({ type: 'text', collation: 'C' })
  name: string;

  /** Of several under one name the last one counts. */
  @PrimaryColumn({ type: 'integer' })
  n: number;

  @Column({ type: 'text', collation: 'C' })
  stream: string;

  @Column({ type: 'text', collation: 'C' })
  kind: string;

  /** Sequence and leaf hash of the record that it stands at. */
  @Column({ type: 'integer' })
  seq: number;

  @Column({ type: 'text', collation: 'C' })
  leaf: string;

  /** Canonical JSON. */
  @Column({ type: 'text' })
  standing: string;
}
