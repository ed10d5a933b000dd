import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A signature that is waited for now. */
@Entity({ name: 'task_signers' })
@Index('task_signers_by_case', ['caseId'])
export class TaskSignerRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  person: string;

  @PrimaryColumn({ name: 'case_id', type: 'text', collation: 'C' })
  caseId: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  key: string;

  /** Place among those who have not signed: 0 is next. */
  @Column({ type: 'integer' })
  turn: number;
}
