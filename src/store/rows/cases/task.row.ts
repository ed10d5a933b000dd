import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An open task; a closed one has no row. */
@Entity({ name: 'tasks' })
@Index('tasks_by_place', ['post', 'unit', 'orderOn', 'caseId', 'key'])
@Index('tasks_to_claim', ['post', 'unit', 'orderOn', 'caseId', 'key'], { where: "waits_for = 'post'" })
@Index('tasks_by_holder', ['holderPerson', 'orderOn', 'caseId', 'key'], {
  where: 'holder_person is not null',
})
@Check('tasks_waits_for', "waits_for in ('post', 'holder', 'signers')")
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

  /** Of the case. */
  @Column({ type: 'text', collation: 'C' })
  procedure: string;

  /** The clock that it is measured by. */
  @Column({ type: 'text', collation: 'C', nullable: true })
  clock: string | null;

  /** The round of signatures that it is. */
  @Column({ type: 'text', collation: 'C', nullable: true })
  signing: string | null;

  /** Why it came, where not in the course of the procedure. */
  @Column({ type: 'text', collation: 'C', nullable: true })
  came: string | null;

  @Column({ name: 'from_person', type: 'text', collation: 'C', nullable: true })
  fromPerson: string | null;

  /** Who may take it in hand: anybody of the post, its holder alone, or those who are asked for their signatures. */
  @Column({ name: 'waits_for', type: 'text', collation: 'C' })
  waitsFor: string;

  @Column({ name: 'holder_person', type: 'text', collation: 'C', nullable: true })
  holderPerson: string | null;

  @Column({ name: 'holder_as', type: 'text', collation: 'C', nullable: true })
  holderAs: string | null;

  /** The principal for whom he holds it. */
  @Column({ name: 'holder_for', type: 'text', collation: 'C', nullable: true })
  holderFor: string | null;

  @Column({ name: 'holder_on', type: 'date', nullable: true })
  holderOn: string | null;

  /** Who passed it on last. */
  @Column({ name: 'passed_by', type: 'text', collation: 'C', nullable: true })
  passedBy: string | null;

  @Column({ name: 'urged_on', type: 'date', nullable: true })
  urgedOn: string | null;

  /** When the record was made that opened it. */
  @Column({ name: 'opened_at', type: 'timestamptz', nullable: true })
  openedAt: Date | null;
}
