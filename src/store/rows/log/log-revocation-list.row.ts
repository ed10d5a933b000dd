import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A list of revoked certificates (CRL, DER) as it was when a stamp was made. */
@Entity({ name: 'log_revocation_lists' })
export class LogRevocationListRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  sha256: string;

  @Column({ type: 'bytea' })
  list: Buffer;

  @Column({ name: 'fetched_at', type: 'timestamptz' })
  fetchedAt: Date;
}
