import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A meeting, for lists. */
@Entity({ name: 'meetings' })
@Index('meetings_by_day', ['unit', 'forum', 'day'])
export class MeetingTableRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  stream: string;

  @Column({ type: 'text', collation: 'C' })
  forum: string;

  /** Whose meeting it is. */
  @Column({ type: 'text', collation: 'C' })
  unit: string;

  @Column({ type: 'date' })
  day: string;

  /** `HH:mm`. */
  @Column({ type: 'text', collation: 'C' })
  time: string;

  @Column({ type: 'text', collation: 'C' })
  status: string;

  /** Whether it was ever opened. */
  @Column({ type: 'boolean' })
  held: boolean;

  /** Items that were not withdrawn. */
  @Column({ type: 'integer' })
  items: number;

  @Column({ name: 'minutes_on', type: 'date', nullable: true })
  minutesOn: string | null;
}
