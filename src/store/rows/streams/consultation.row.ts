import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A consultation 征求意见 as the public finds it; its words are parts of its records. */
@Entity({ name: 'consultations' })
@Index('consultations_live', ['caseId', 'name'], {
  unique: true,
  where: 'withdrawn_on is null and result_on is null',
})
@Index('consultations_by_day', ['opensOn', 'stream'])
export class ConsultationTableRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  stream: string;

  @Column({ name: 'case_id', type: 'text', collation: 'C' })
  caseId: string;

  /** As the definition's `streams` has it. */
  @Column({ type: 'text', collation: 'C' })
  name: string;

  @Column({ name: 'draft_version', type: 'integer' })
  draftVersion: number;

  @Column({ name: 'draft_stream', type: 'text', collation: 'C', nullable: true })
  draftStream: string | null;

  @Column({ name: 'opens_on', type: 'date' })
  opensOn: string;

  @Column({ name: 'closes_on', type: 'date' })
  closesOn: string;

  @Column({ type: 'boolean' })
  shortened: boolean;

  /** Record whose part `reason` says why it was extended last. */
  @Column({ name: 'extended_seq', type: 'integer', nullable: true })
  extendedSeq: number | null;

  @Column({ name: 'withdrawn_on', type: 'date', nullable: true })
  withdrawnOn: string | null;

  @Column({ name: 'withdrawn_seq', type: 'integer', nullable: true })
  withdrawnSeq: number | null;

  @Column({ name: 'result_on', type: 'date', nullable: true })
  resultOn: string | null;
}
