import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Something that a person is told in the application, once for each cause. */
@Entity({ name: 'notices' })
@Index('notices_by_cause', ['person', 'cause'], { unique: true })
@Index('notices_by_person', ['person', 'read', 'id'])
export class NoticeRow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column({ type: 'text', collation: 'C' })
  person: string;

  @Column({ type: 'text', collation: 'C' })
  cause: string;

  @Column({ type: 'text' })
  kind: string;

  @Column({ name: 'case_id', type: 'text', collation: 'C' })
  caseId: string;

  /** JSON object of words of the procedure and days; nothing personal. */
  @Column({ type: 'text' })
  about: string;

  @Column({ type: 'timestamptz' })
  at: Date;

  /** Reminders wait for working hours. */
  @Column({ name: 'shown_from', type: 'timestamptz' })
  shownFrom: Date;

  @Column({ type: 'boolean' })
  read: boolean;

  @Column({ name: 'read_at', type: 'timestamptz', nullable: true })
  readAt: Date | null;
}
