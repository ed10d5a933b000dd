import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** 常用语: words that a person keeps for himself. */
@Entity({ name: 'snippets' })
@Index('snippets_place', ['person', 'place'], { unique: true })
@Check('snippets_place_known', 'place between 1 and 200')
export class SnippetRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  person: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  id: string;

  @Column({ type: 'smallint' })
  place: number;

  @Column({ type: 'text' })
  text: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
