import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A case on the agenda of a meeting. */
@Entity({ name: 'meeting_items' })
@Index('meeting_items_by_case', ['caseId'])
export class MeetingItemRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  stream: string;

  @PrimaryColumn({ type: 'integer' })
  item: number;

  @Column({ name: 'case_id', type: 'text', collation: 'C' })
  caseId: string;

  /** As the case's definition calls the meeting. */
  @Column({ type: 'text', collation: 'C' })
  name: string;

  @Column({ type: 'text', collation: 'C' })
  status: string;

  @Column({ type: 'text', collation: 'C', nullable: true })
  result: string | null;
}
