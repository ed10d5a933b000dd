import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** An event of a case that has no position among all happenings yet. */
@Entity({ name: 'happenings_new' })
export class HappeningNewRow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column({ type: 'text', collation: 'C' })
  stream: string;

  @Column({ type: 'integer' })
  seq: number;

  @Column({ type: 'text', collation: 'C' })
  type: string;
}
