import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An address from which a person's calendar programme reads his days; the secret in it as SHA-256. */
@Entity({ name: 'calendar_feeds' })
@Index('calendar_feeds_by_secret', ['secretSha256'], { unique: true })
@Index('calendar_feeds_by_person', ['person', 'id'])
export class CalendarFeedRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  id: string;

  @Column({ type: 'text', collation: 'C' })
  person: string;

  @Column({ name: 'secret_sha256', type: 'text', collation: 'C' })
  secretSha256: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
