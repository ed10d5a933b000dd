import { Entity, PrimaryColumn } from 'typeorm';

/** By a published definition, who acted in `other` may not act in `post`. Empty relation: within the case. */
@Entity({ name: 'procedure_separations' })
export class ProcedureSeparationRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  definition: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  post: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  other: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  relation: string;
}
