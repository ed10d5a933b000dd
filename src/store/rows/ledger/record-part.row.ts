import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Content that may be personal. Its digest is in the record alone, so there is nothing here to keep in step. */
@Entity({ name: 'record_parts' })
export class RecordPartRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  stream: string;

  @PrimaryColumn({ type: 'integer' })
  seq: number;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  name: string;

  /** 32 bytes, hex. */
  @Column({ type: 'text' })
  salt: string;

  /** Canonical JSON. */
  @Column({ type: 'text' })
  value: string;
}
