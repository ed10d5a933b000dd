import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** 关注: whose eye is on which case. A private mark, in no record. */
@Entity({ name: 'case_follows' })
@Index('case_follows_by_time', ['person', 'since', 'caseId'])
export class CaseFollowRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  person: string;

  @PrimaryColumn({ name: 'case_id', type: 'text', collation: 'C' })
  caseId: string;

  @Column({ type: 'timestamptz' })
  since: Date;
}
