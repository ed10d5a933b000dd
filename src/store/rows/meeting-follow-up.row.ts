import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What somebody is to do after a meeting. Its text is a part of the record that gave it to him. */
@Entity({ name: 'meeting_follow_ups' })
@Index('meeting_follow_ups_by_person', ['person', 'untilOn'], { where: 'done_on is null' })
@Index('meeting_follow_ups_by_unit', ['unit', 'untilOn'], { where: 'done_on is null' })
export class MeetingFollowUpRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  stream: string;

  @PrimaryColumn({ name: 'follow_up', type: 'integer' })
  followUp: number;

  @Column({ type: 'integer' })
  item: number;

  @Column({ type: 'text', collation: 'C' })
  unit: string;

  /** Pseudonym; null: whoever answers for the unit. */
  @Column({ type: 'text', collation: 'C', nullable: true })
  person: string | null;

  @Column({ name: 'until_on', type: 'date' })
  untilOn: string;

  @Column({ name: 'done_on', type: 'date', nullable: true })
  doneOn: string | null;

  @Column({ type: 'integer' })
  seq: number;
}
