import { Entity, Index, PrimaryColumn } from 'typeorm';

/** Who acted in which case in which post: deputies and principals alike. */
@Entity({ name: 'case_performers' })
@Index('case_performers_by_case', ['caseId'])
export class CasePerformerRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  person: string;

  @PrimaryColumn({ name: 'case_id', type: 'text', collation: 'C' })
  caseId: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  post: string;
}
