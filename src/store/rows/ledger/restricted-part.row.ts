import { Column, Entity } from 'typeorm';
import { PartColumns } from './part-columns.js';

/** A part that is kept and not processed 限制处理: apart from those that are read. Written by triggers alone. */
@Entity({ name: 'restricted_parts' })
export class RestrictedPartRow extends PartColumns {
  /** What lists said of it before. */
  @Column({ type: 'jsonb', nullable: true })
  copies: unknown;
}
