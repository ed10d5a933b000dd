import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A time stamp in the renewal tree of a record of the stream of the log, with the hashes of its leaf. */
@Entity({ name: 'log_stamp_renewals' })
@Index('log_stamp_renewals_by_stamp', ['size', 'authority'])
export class LogStampRenewalRow {
  @PrimaryColumn({ name: 'record_seq', type: 'integer' })
  recordSeq: number;

  @PrimaryColumn({ type: 'integer' })
  position: number;

  @Column({ type: 'bigint' })
  size: string;

  @Column({ type: 'text', collation: 'C' })
  authority: string;

  @Column({ type: 'text' })
  sha256: string;

  @Column({ type: 'text' })
  sm3: string;
}
