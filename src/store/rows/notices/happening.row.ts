import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An event of a case at its place among all that has happened. */
@Entity({ name: 'happenings' })
@Index('happenings_by_stream', ['stream', 'seq'], { unique: true })
export class HappeningRow {
  /** Dense, from 1. */
  @PrimaryColumn({ type: 'bigint' })
  position: string;

  @Column({ type: 'text', collation: 'C' })
  stream: string;

  @Column({ type: 'integer' })
  seq: number;

  /** Of the record. */
  @Column({ type: 'text', collation: 'C' })
  type: string;
}
