import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** 文号: a register of each organ, word and year, dense from 1. */
@Entity({ name: 'document_numbers' })
@Index('document_numbers_of_document', ['caseId', 'document'], { unique: true })
export class DocumentNumberRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  unit: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  word: string;

  @PrimaryColumn({ type: 'integer' })
  year: number;

  @PrimaryColumn({ type: 'integer' })
  n: number;

  @Column({ name: 'case_id', type: 'text', collation: 'C' })
  caseId: string;

  /** Id in the case. */
  @Column({ type: 'text', collation: 'C' })
  document: string;
}
