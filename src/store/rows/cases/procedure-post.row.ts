import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The posts of officers that a published definition names: who may read its cases. */
@Entity({ name: 'procedure_posts' })
export class ProcedurePostRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  definition: string;

  @Column({ type: 'text', collation: 'C' })
  procedure: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  post: string;
}
