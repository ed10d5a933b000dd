import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of a case's checklist of materials 材料清单, for lists; the law is in the fold. */
@Entity({ name: 'case_materials' })
@Check('case_materials_standing', "standing in ('missing', 'filed', 'sound', 'defective', 'waived')")
export class CaseMaterialRow {
  @PrimaryColumn({ name: 'case_id', type: 'text', collation: 'C' })
  caseId: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  id: string;

  /** Name in the definition's `materials`. */
  @Column({ type: 'text', collation: 'C', nullable: true })
  item: string | null;

  @Column({ type: 'text' })
  standing: string;

  /** How many there are; the last one counts. */
  @Column({ type: 'integer' })
  versions: number;
}
