import { Entity, Index, PrimaryColumn } from 'typeorm';

/** Who is party to which case, so that a person finds his own cases and tasks. */
@Entity({ name: 'case_parties' })
@Index('case_parties_by_case', ['caseId'])
export class CasePartyRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  person: string;

  @PrimaryColumn({ name: 'case_id', type: 'text', collation: 'C' })
  caseId: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  post: string;
}
