import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** 我发起: whose the case is by its first record. */
@Entity({ name: 'case_initiated' })
@Index('case_initiated_by_time', ['person', 'since', 'caseId'])
@Index('case_initiated_by_case', ['caseId'])
@Check('case_initiated_capacity', "capacity in ('opener', 'party')")
export class CaseInitiatedRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  person: string;

  @PrimaryColumn({ name: 'case_id', type: 'text', collation: 'C' })
  caseId: string;

  @Column({ type: 'text' })
  capacity: string;

  @Column({ type: 'timestamptz' })
  since: Date;
}
