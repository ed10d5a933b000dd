import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An open task; a closed one has no row. */
@Entity({ name: 'tasks' })
@Index('tasks_by_place', ['post', 'unit', 'orderOn', 'caseId', 'key'])
export class TaskTableRow {
  @PrimaryColumn({ name: 'case_id', type: 'text', collation: 'C' })
  caseId: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  key: string;

  @Column({ type: 'text', collation: 'C' })
  post: string;

  /** Of the case, so that an inbox is found without reading cases. */
  @Column({ type: 'text', collation: 'C' })
  unit: string;

  /** JSON array of act names. */
  @Column({ type: 'text' })
  acts: string;

  @Column({ type: 'date' })
  since: string;

  @Column({ name: 'due_on', type: 'date', nullable: true })
  dueOn: string | null;

  /** `due_on`, or the last day there is: an inbox must be able to page over tasks without a day. */
  @Column({ name: 'order_on', type: 'date' })
  orderOn: string;
}
