import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A bearer token's digest and whose it is. Apart from the organisation, so that the published one holds no secret. */
@Entity({ name: 'credentials' })
export class CredentialRow {
  @PrimaryColumn({ name: 'token_sha256', type: 'text', collation: 'C' })
  tokenSha256: string;

  @Column({ type: 'text' })
  person: string;
}
