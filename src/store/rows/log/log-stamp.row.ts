import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An RFC 3161 token over both notes of a checkpoint. */
@Entity({ name: 'log_stamps' })
@Index('log_stamps_ending', ['endsAt'])
export class LogStampRow {
  @PrimaryColumn({ type: 'bigint' })
  size: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  authority: string;

  @Column({ type: 'bytea' })
  token: Buffer;

  @Column({ name: 'stamped_at', type: 'timestamptz' })
  stampedAt: Date;

  @Column({ name: 'ends_at', type: 'timestamptz', nullable: true })
  endsAt: Date | null;

  @Column({ type: 'text', array: true, default: () => "'{}'" })
  algorithms: string[];

  @Column({ type: 'text', array: true, default: () => "'{}'" })
  lists: string[];
}
