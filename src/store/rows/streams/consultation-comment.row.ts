import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * A comment 意见. Its words and who made it are personal: they are here and in parts of its record, in no record and no
 * state.
 */
@Entity({ name: 'consultation_comments' })
@Index('consultation_comments_by_id', ['id'], { unique: true })
@Index('consultation_comments_by_wish', ['stream', 'wishKey'], {
  unique: true,
  where: 'wish_key is not null',
})
@Index('consultation_comments_unhandled', ['stream', 'n'], { where: 'result is null' })
@Index('consultation_comments_by_text', ['stream', 'textKey', 'n'])
@Index('consultation_comments_by_article', ['stream', 'article', 'n'])
@Index('consultation_comments_by_group', ['stream', 'groupNo', 'n'], { where: 'group_no is not null' })
export class ConsultationCommentRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  stream: string;

  /** From 1, without a gap. */
  @PrimaryColumn({ type: 'integer' })
  n: number;

  /** Version 4 UUID: its receipt number is made of it. */
  @Column({ type: 'text', collation: 'C' })
  id: string;

  /** The record that it came with. */
  @Column({ type: 'integer' })
  seq: number;

  @Column({ name: 'received_on', type: 'date' })
  receivedOn: string;

  @Column({ name: 'arrived_on', type: 'date' })
  arrivedOn: string;

  @Column({ type: 'text', collation: 'C' })
  channel: string;

  @Column({ type: 'text', collation: 'C', nullable: true })
  article: string | null;

  @Column({ type: 'text', collation: 'C', nullable: true })
  stance: string | null;

  @Column({ type: 'boolean' })
  consent: boolean;

  @Column({ type: 'text' })
  text: string;

  @Column({ name: 'author_name', type: 'text', nullable: true })
  authorName: string | null;

  @Column({ name: 'author_contact', type: 'text', nullable: true })
  authorContact: string | null;

  @Column({ name: 'author_kind', type: 'text', collation: 'C', nullable: true })
  authorKind: string | null;

  /** Digest of the words without case, width, blanks and punctuation: the same for the same comment sent again. */
  @Column({ name: 'text_key', type: 'text', collation: 'C' })
  textKey: string;

  /** `Idempotency-Key` of whoever sent it, with the digest of what he sent. */
  @Column({ name: 'wish_key', type: 'text', collation: 'C', nullable: true })
  wishKey: string | null;

  @Column({ name: 'wish_digest', type: 'text', collation: 'C', nullable: true })
  wishDigest: string | null;

  @Column({ name: 'sorted_as', type: 'text', collation: 'C' })
  sortedAs: string;

  @Column({ name: 'duplicate_of', type: 'integer', nullable: true })
  duplicateOf: number | null;

  /** Record whose parts say why, and how it reads when masked. */
  @Column({ name: 'sorted_seq', type: 'integer', nullable: true })
  sortedSeq: number | null;

  @Column({ name: 'group_no', type: 'integer', nullable: true })
  groupNo: number | null;

  /** Null: not handled yet. */
  @Column({ type: 'text', collation: 'C', nullable: true })
  result: string | null;

  /** Record whose part `reason` says why. */
  @Column({ name: 'handled_seq', type: 'integer', nullable: true })
  handledSeq: number | null;

  /** JSON array: articles of the draft that are changed because of it. */
  @Column({ type: 'text', nullable: true })
  articles: string | null;
}
