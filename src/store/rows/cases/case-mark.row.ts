import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How a long case stood after some record: proven by the digest that this record has of it. Written by a trigger alone. */
@Entity({ name: 'case_marks' })
export class CaseMarkRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  stream: string;

  /** Number of records by then. */
  @PrimaryColumn({ type: 'integer' })
  seq: number;

  /** Of the last of them. */
  @Column({ name: 'recorded_at', type: 'timestamptz' })
  recordedAt: Date;

  /** Canonical JSON of the folded state. */
  @Column({ type: 'text' })
  state: string;
}
