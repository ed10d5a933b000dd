import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A witness's signature line under a checkpoint. */
@Entity({ name: 'log_cosignatures' })
export class LogCosignatureRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  suite: string;

  @PrimaryColumn({ type: 'bigint' })
  size: string;

  /** Of the witness's key. */
  @PrimaryColumn({ type: 'text', collation: 'C' })
  name: string;

  /** With its newline. */
  @Column({ type: 'text' })
  line: string;

  @Column({ name: 'received_at', type: 'timestamptz' })
  receivedAt: Date;
}
