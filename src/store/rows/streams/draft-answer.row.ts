import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An answer to a comment on a draft, or to the answer before. What it says is a part of its record. */
@Entity({ name: 'draft_answers' })
@Index('draft_answers_by_comment', ['stream', 'comment', 'seq'])
export class DraftAnswerRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  stream: string;

  @PrimaryColumn({ type: 'integer' })
  seq: number;

  @Column({ type: 'integer' })
  comment: number;

  @Column({ name: 'given_on', type: 'date' })
  givenOn: string;

  @Column({ type: 'text', collation: 'C' })
  answer: string;

  /** The latest version when it was given. */
  @Column({ type: 'integer' })
  version: number;

  @Column({ type: 'text', collation: 'C' })
  person: string;

  @Column({ type: 'text', collation: 'C' })
  post: string;
}
