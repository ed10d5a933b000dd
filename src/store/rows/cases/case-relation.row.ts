import { Entity, PrimaryColumn } from 'typeorm';

/** Which cases a case is about: who acted there may be kept out here (713号令 36). */
@Entity({ name: 'case_relations' })
export class CaseRelationRow {
  @PrimaryColumn({ name: 'case_id', type: 'text', collation: 'C' })
  caseId: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  relation: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  other: string;
}
