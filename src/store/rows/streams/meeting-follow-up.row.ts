import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What somebody is to do after a meeting. Its text is a part of the record that gave it to him. */
@Entity({ name: 'meeting_follow_ups' })
@Index('meeting_follow_ups_by_person', ['person', 'untilOn'], { where: 'done_on is null' })
@Index('meeting_follow_ups_by_unit', ['unit', 'untilOn'], { where: 'done_on is null' })
@Index('meeting_follow_ups_by_place', ['atUnit', 'untilOn', 'stream', 'followUp'], {
  where: 'done_on is null',
})
@Index('meeting_follow_ups_by_holder', ['holderPerson', 'untilOn'], { where: 'done_on is null' })
@Index('meeting_follow_ups_to_sweep', ['untilOn', 'stream', 'followUp'], {
  where: 'done_on is null and reported_on is null and lapsed_on is null',
})
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

  /** Of the record that gave it to somebody. */
  @Column({ type: 'integer' })
  seq: number;

  @Column({ type: 'text', collation: 'C' })
  forum: string;

  /** The provision that it rests on. */
  @Column({ type: 'text' })
  basis: string;

  @Column({ name: 'assigned_on', type: 'date' })
  assignedOn: string;

  /** Whose holders are to do the next thing: carry it out, or recognise that it was done. */
  @Column({ type: 'text', array: true })
  posts: string[];

  /** The unit that those posts serve. */
  @Column({ name: 'at_unit', type: 'text', collation: 'C' })
  atUnit: string;

  @Column({ name: 'holder_person', type: 'text', collation: 'C', nullable: true })
  holderPerson: string | null;

  /** `assigned` by name or `claimed`. */
  @Column({ name: 'holder_as', type: 'text', collation: 'C', nullable: true })
  holderAs: string | null;

  @Column({ name: 'holder_on', type: 'date', nullable: true })
  holderOn: string | null;

  @Column({ name: 'reported_on', type: 'date', nullable: true })
  reportedOn: string | null;

  @Column({ name: 'lapsed_on', type: 'date', nullable: true })
  lapsedOn: string | null;
}
