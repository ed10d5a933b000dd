import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What lists show of a case. Written when it opens and when it ends; the rest is in its stream. */
@Entity({ name: 'cases' })
@Index('cases_by_day', ['openedOn', 'id'])
@Index('cases_by_procedure', ['procedure', 'openedOn', 'id'])
@Index('cases_by_unit', ['unit', 'definition', 'openedOn', 'id'])
@Index('cases_open_by_unit', ['unit', 'definition', 'openedOn', 'id'], { where: "status = 'open'" })
@Index('cases_open', ['openedOn', 'id'], { where: "status = 'open'" })
// A GIN index, made by its migration.
@Index('cases_by_grams', { synchronize: false })
@Check('cases_status', "status in ('open', 'ended')")
export class CaseTableRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  id: string;

  @Column({ type: 'text', collation: 'C' })
  procedure: string;

  @Column({ type: 'text', collation: 'C' })
  definition: string;

  /** Personal: kept out of records. */
  @Column({ type: 'text' })
  subject: string;

  /** Personal: kept out of records. */
  @Column({ name: 'applicant_name', type: 'text' })
  applicantName: string;

  /** The unit that handles the case. */
  @Column({ type: 'text', collation: 'C' })
  unit: string;

  @Column({ type: 'text' })
  status: string;

  @Column({ type: 'text', nullable: true })
  outcome: string | null;

  @Column({ name: 'opened_on', type: 'date' })
  openedOn: string;

  /** What a search compares: normalised subject, applicant and numbers. Personal. */
  @Column({ type: 'text' })
  search: string;

  /** The characters and pairs of `search`, by which it is found. Personal. */
  @Column({ type: 'text', array: true })
  grams: string[];

  /** 挂起: since when the work stands still. */
  @Column({ name: 'suspended_on', type: 'date', nullable: true })
  suspendedOn: string | null;
}
