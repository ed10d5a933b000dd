import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An RFC 3161 token over both notes of a checkpoint. */
@Entity({ name: 'log_stamps' })
export class LogStampRow {
  @PrimaryColumn({ type: 'bigint' })
  size: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  authority: string;

  @Column({ type: 'bytea' })
  token: Buffer;

  @Column({ name: 'stamped_at', type: 'timestamptz' })
  stampedAt: Date;
}
