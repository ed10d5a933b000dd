import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A signed checkpoint of one suite, as the log signed it: cosignatures stand apart. */
@Entity({ name: 'log_checkpoints' })
@Check('log_checkpoints_suite', "suite in ('sha256', 'sm3')")
export class LogCheckpointRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  suite: string;

  @PrimaryColumn({ type: 'bigint' })
  size: string;

  @Column({ type: 'text' })
  note: string;

  @Column({ name: 'signed_at', type: 'timestamptz' })
  signedAt: Date;
}
