import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An open referral 转请: who is asked for what. One that is over has no row. */
@Entity({ name: 'case_referrals' })
@Index('case_referrals_by_person', ['person', 'orderOn', 'caseId', 'id'])
@Check('case_referrals_kind', "kind in ('delegation', 'consultation', 'circulation')")
export class CaseReferralRow {
  @PrimaryColumn({ name: 'case_id', type: 'text', collation: 'C' })
  caseId: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  id: string;

  @Column({ type: 'text' })
  kind: string;

  /** The open task that it belongs to. */
  @Column({ type: 'text', collation: 'C', nullable: true })
  task: string | null;

  @Column({ type: 'text', collation: 'C' })
  person: string;

  @Column({ name: 'from_person', type: 'text', collation: 'C' })
  fromPerson: string;

  @Column({ type: 'date' })
  since: string;

  /** When the record was made that asked. */
  @Column({ name: 'asked_at', type: 'timestamptz', nullable: true })
  askedAt: Date | null;

  @Column({ type: 'boolean' })
  blocks: boolean;

  @Column({ type: 'text', nullable: true })
  place: string | null;

  /** The clock that it is measured by. */
  @Column({ type: 'text', collation: 'C', nullable: true })
  clock: string | null;

  @Column({ name: 'due_on', type: 'date', nullable: true })
  dueOn: string | null;

  /** `due_on`, or the last day there is. */
  @Column({ name: 'order_on', type: 'date' })
  orderOn: string;
}
