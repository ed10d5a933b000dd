import { Column, PrimaryColumn } from 'typeorm';

/** What a part of a record is, wherever it is kept. */
export abstract class PartColumns {
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
}
