import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Comments that are handled together. Which they are, the comments say. */
@Entity({ name: 'consultation_groups' })
export class ConsultationGroupRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  stream: string;

  @PrimaryColumn({ name: 'group_no', type: 'integer' })
  groupNo: number;

  @Column({ type: 'text' })
  title: string;
}
