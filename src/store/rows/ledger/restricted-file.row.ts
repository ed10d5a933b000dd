import { Entity, PrimaryColumn } from 'typeorm';

/** A content of a material that is kept and not given out 限制处理 from a stream. Written by triggers alone. */
@Entity({ name: 'restricted_files' })
export class RestrictedFileRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  stream: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  sha256: string;
}
