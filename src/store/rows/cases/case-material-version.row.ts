import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A version of a material, from 1. */
@Entity({ name: 'case_material_versions' })
@Index('case_material_versions_by_content', ['sha256'])
export class CaseMaterialVersionRow {
  @PrimaryColumn({ name: 'case_id', type: 'text', collation: 'C' })
  caseId: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  id: string;

  @PrimaryColumn({ type: 'integer' })
  n: number;

  /** Where its content is kept. */
  @Column({ type: 'text', collation: 'C' })
  sha256: string;

  @Column({ type: 'bigint' })
  size: string;

  @Column({ name: 'media_type', type: 'text' })
  mediaType: string;

  @Column({ name: 'filed_on', type: 'date' })
  filedOn: string;
}
