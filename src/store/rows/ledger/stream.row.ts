import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Where a stream stands. Its changing columns have no index, so that an update stays on its page. */
@Entity({ name: 'streams' })
@Index('streams_by_kind', ['kind', 'id'])
@Check('streams_id_length', 'length(id) between 1 and 64')
export class StreamTableRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  id: string;

  @Column({ type: 'text' })
  kind: string;

  /** Number of records. */
  @Column({ type: 'integer' })
  seq: number;

  /** Number of appends that changed the state. */
  @Column({ type: 'integer' })
  version: number;

  @Column({ name: 'leaf_sha256', type: 'text' })
  leafSha256: string;

  @Column({ name: 'leaf_sm3', type: 'text' })
  leafSm3: string;

  @Column({ name: 'last_recorded_at', type: 'timestamptz' })
  lastRecordedAt: Date;

  /** Canonical JSON of the folded state. */
  @Column({ type: 'text' })
  state: string;

  /** SHA-256 of the definition that a case pins. */
  @Column({ type: 'text', nullable: true })
  definition: string | null;
}
