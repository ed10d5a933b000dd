import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What an act made public. Nothing personal. */
@Entity({ name: 'publications' })
@Index('publications_by_day', ['publishedOn', 'id', 'publication'])
@Index('publications_by_procedure', ['procedure', 'publishedOn', 'id', 'publication'])
@Index('publications_by_case', ['caseId', 'seq'])
export class PublicationRow {
  /** Of the record that says so: it names no case. */
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  /** Name in the definition's `publications`. */
  @PrimaryColumn({ type: 'text', collation: 'C' })
  publication: string;

  @Column({ name: 'case_id', type: 'text', collation: 'C' })
  caseId: string;

  @Column({ type: 'integer' })
  seq: number;

  @Column({ type: 'text', collation: 'C' })
  definition: string;

  @Column({ type: 'text', collation: 'C' })
  procedure: string;

  @Column({ type: 'text', collation: 'C' })
  unit: string;

  @Column({ name: 'published_on', type: 'date' })
  publishedOn: string;

  /** JSON object. */
  @Column({ type: 'text' })
  fields: string;
}
