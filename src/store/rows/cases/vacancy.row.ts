import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Open tasks that nobody may lawfully do: what supervisors are shown. */
@Entity({ name: 'vacancies' })
export class VacancyRow {
  @PrimaryColumn({ name: 'case_id', type: 'text', collation: 'C' })
  caseId: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  task: string;

  @Column({ type: 'text', collation: 'C' })
  post: string;

  @Column({ type: 'date' })
  since: string;
}
