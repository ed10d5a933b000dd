import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** Hashes of a suite's tree side by side, 32 bytes each and 256 at most. The last tile of each level still grows. */
@Entity({ name: 'log_tiles' })
@Check('log_tiles_suite', "suite in ('sha256', 'sm3')")
export class LogTileRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  suite: string;

  @PrimaryColumn({ type: 'integer' })
  level: number;

  @PrimaryColumn({ type: 'bigint' })
  tile: string;

  @Column({ type: 'bytea' })
  bytes: Buffer;
}
