import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A content-addressed document. Immutable by trigger. */
@Entity({ name: 'documents' })
@Index('documents_by_name', ['kind', 'name', 'validFrom'])
@Check('documents_kind', "kind in ('definition', 'calendar', 'organisation', 'policies')")
export class DocumentRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  sha256: string;

  @Column({ type: 'text' })
  sm3: string;

  @Column({ type: 'text', collation: 'C' })
  kind: string;

  @Column({ type: 'text', collation: 'C' })
  name: string;

  @Column({ name: 'valid_from', type: 'date' })
  validFrom: string;

  @Column({ type: 'text' })
  title: string;

  /** Canonical JSON. */
  @Column({ type: 'text' })
  body: string;

  @Column({ name: 'stored_at', type: 'timestamptz' })
  storedAt: Date;

  /** Sequence of the record that adopted it: the order of adoption, also while a simulated clock stands still. */
  @Column({ type: 'integer' })
  seq: number;
}
