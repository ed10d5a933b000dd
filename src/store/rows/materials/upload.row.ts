import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An upload 上传 under way, or not filed yet. Transient; no part of any case. */
@Entity({ name: 'uploads' })
@Index('uploads_by_person', ['person'])
@Index('uploads_by_end', ['expiresAt', 'id'])
@Index('uploads_by_content', ['sha256'], { where: 'sha256 is not null' })
@Check('uploads_state', "state in ('open', 'settled', 'refused')")
@Check('uploads_received', 'received between 0 and size')
export class UploadRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  id: string;

  @Column({ type: 'text', collation: 'C' })
  person: string;

  /** Of the file. Personal. */
  @Column({ type: 'text' })
  name: string;

  /** As declared. */
  @Column({ name: 'media_type', type: 'text' })
  mediaType: string;

  @Column({ type: 'bigint' })
  size: string;

  /** Bytes that are safely on disk. */
  @Column({ type: 'bigint' })
  received: string;

  @Column({ type: 'text' })
  state: string;

  @Column({ type: 'text', collation: 'C', nullable: true })
  sha256: string | null;

  @Column({ type: 'text', nullable: true })
  sm3: string | null;

  /** The media type that the content truly has. */
  @Column({ name: 'true_type', type: 'text', nullable: true })
  trueType: string | null;

  /** JSON list of what it is refused for. */
  @Column({ type: 'text' })
  findings: string;

  /** Who is sending it, and until when it is his alone. */
  @Column({ type: 'text', collation: 'C', nullable: true })
  writer: string | null;

  @Column({ name: 'claimed_until', type: 'timestamptz', nullable: true })
  claimedUntil: Date | null;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;
}
