import { Entity, PrimaryColumn } from 'typeorm';

/** How far people have been told of a follow-up of a meeting. Without legal meaning. */
@Entity({ name: 'meeting_follow_ups_told' })
export class FollowUpToldRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  stream: string;

  @PrimaryColumn({ name: 'follow_up', type: 'integer' })
  followUp: number;

  /** The stage and the last day that it had. */
  @PrimaryColumn({ type: 'text', collation: 'C' })
  mark: string;
}
