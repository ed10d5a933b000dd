import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Who may read which case because it was referred 转请 or copied 抄送 to him. */
@Entity({ name: 'case_referred' })
@Index('case_referred_by_time', ['person', 'kind', 'since', 'caseId'])
@Index('case_referred_by_case', ['caseId'])
@Check('case_referred_kind', "kind in ('delegation', 'consultation', 'circulation', 'copy')")
export class CaseReferredRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  person: string;

  @PrimaryColumn({ name: 'case_id', type: 'text', collation: 'C' })
  caseId: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  kind: string;

  /** The latest time. */
  @Column({ type: 'timestamptz' })
  since: Date;

  @Column({ name: 'from_person', type: 'text', collation: 'C', nullable: true })
  fromPerson: string | null;
}
