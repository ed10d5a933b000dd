import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A part that is kept and not processed 限制处理: apart from those that are read. Written by triggers alone. */
@Entity({ name: 'restricted_parts' })
export class RestrictedPartRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  stream: string;

  @PrimaryColumn({ type: 'integer' })
  seq: number;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  name: string;

  /** 32 bytes, hex. */
  @Column({ type: 'text' })
  salt: string;

  /** Canonical JSON. */
  @Column({ type: 'text' })
  value: string;

  /** What lists said of it before. */
  @Column({ type: 'jsonb', nullable: true })
  copies: unknown;
}
