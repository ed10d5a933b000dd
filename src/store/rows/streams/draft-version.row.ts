import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A version of a draft. Its text is the part `draft` of its record. */
@Entity({ name: 'draft_versions' })
export class DraftVersionRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  stream: string;

  @PrimaryColumn({ type: 'integer' })
  version: number;

  @Column({ type: 'integer' })
  seq: number;

  @Column({ name: 'submitted_on', type: 'date' })
  submittedOn: string;

  @Column({ type: 'text', collation: 'C' })
  sha256: string;

  @Column({ type: 'text', collation: 'C' })
  sm3: string;

  /** 0: not structured. */
  @Column({ type: 'integer' })
  articles: number;

  @Column({ type: 'text', collation: 'C' })
  source: string;

  @Column({ type: 'text', collation: 'C' })
  person: string;

  @Column({ type: 'text', collation: 'C' })
  post: string;
}
