import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A comment on a draft, where it is anchored. What it says and quotes are parts of its record. */
@Entity({ name: 'draft_comments' })
export class DraftCommentRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  stream: string;

  /** From 1. */
  @PrimaryColumn({ type: 'integer' })
  comment: number;

  @Column({ type: 'integer' })
  seq: number;

  @Column({ name: 'made_on', type: 'date' })
  madeOn: string;

  @Column({ type: 'text', collation: 'C' })
  kind: string;

  /** The version that it was made on. */
  @Column({ type: 'integer' })
  version: number;

  /** Id of the article; null: the whole. */
  @Column({ type: 'text', nullable: true, collation: 'C' })
  article: string | null;

  /** SHA-256 of what the article, or the whole, said. */
  @Column({ type: 'text', collation: 'C' })
  anchor: string;

  @Column({ type: 'text', collation: 'C' })
  person: string;

  @Column({ type: 'text', collation: 'C' })
  post: string;
}
