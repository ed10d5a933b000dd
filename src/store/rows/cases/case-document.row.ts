import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Issued documents 文书, for lists and for whoever checks one. Their content is a part of the record that issued them. */
@Entity({ name: 'case_documents' })
@Index('case_documents_receipt', ['receipt'], { unique: true })
@Index('case_documents_pending', ['takesEffectAt'], { where: 'takes_effect_at is not null' })
export class CaseDocumentRow {
  @PrimaryColumn({ name: 'case_id', type: 'text', collation: 'C' })
  caseId: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  id: string;

  /** Name in the definition. */
  @Column({ type: 'text', collation: 'C' })
  document: string;

  @Column({ type: 'text' })
  title: string;

  @Column({ type: 'text' })
  organ: string;

  @Column({ type: 'text', nullable: true })
  number: string | null;

  @Column({ name: 'issued_on', type: 'date' })
  issuedOn: string;

  /** Sequence of the record that issued it. */
  @Column({ type: 'integer' })
  seq: number;

  @Column({ type: 'text', collation: 'C' })
  sha256: string;

  @Column({ type: 'text', collation: 'C' })
  sm3: string;

  /** Leaf hash of that record. */
  @Column({ type: 'text', collation: 'C' })
  receipt: string;

  @Column({ name: 'served_on', type: 'date', nullable: true })
  servedOn: string | null;

  /** When a pending service takes effect: what the sweep looks for. */
  @Column({ name: 'takes_effect_at', type: 'timestamptz', nullable: true })
  takesEffectAt: Date | null;
}
