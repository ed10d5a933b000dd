import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** 已办: what somebody did by a record, or what was done for him. */
@Entity({ name: 'case_doings' })
@Index('case_doings_by_person', ['person', 'recordedAt', 'caseId', 'seq'])
export class CaseDoingRow {
  @PrimaryColumn({ name: 'case_id', type: 'text', collation: 'C' })
  caseId: string;

  @PrimaryColumn({ type: 'integer' })
  seq: number;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  person: string;

  @Column({ type: 'text' })
  type: string;

  @Column({ type: 'text', collation: 'C', nullable: true })
  act: string | null;

  @Column({ type: 'text', collation: 'C', nullable: true })
  post: string | null;

  /** Its legal day. */
  @Column({ name: 'done_on', type: 'date' })
  doneOn: string;

  @Column({ name: 'recorded_at', type: 'timestamptz' })
  recordedAt: Date;

  /** Deputies: for whom. */
  @Column({ name: 'on_behalf_of', type: 'text', collation: 'C', nullable: true })
  onBehalfOf: string | null;

  /** Principals: by whom. */
  @Column({ name: 'done_by', type: 'text', collation: 'C', nullable: true })
  doneBy: string | null;
}
