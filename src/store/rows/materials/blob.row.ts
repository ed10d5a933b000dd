import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A content that is kept under its digest, and whether it was found clean. */
@Entity({ name: 'blobs' })
@Check('blobs_standing', "standing in ('quarantined', 'clean', 'infected')")
@Check('blobs_size', 'size > 0')
export class BlobRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  sha256: string;

  @Column({ type: 'text' })
  sm3: string;

  @Column({ type: 'bigint' })
  size: string;

  @Column({ name: 'media_type', type: 'text' })
  mediaType: string;

  @Column({ type: 'text' })
  standing: string;

  /** It is in a case, and so it stays. */
  @Column({ type: 'boolean' })
  filed: boolean;

  @Column({ name: 'stored_at', type: 'timestamptz' })
  storedAt: Date;
}
