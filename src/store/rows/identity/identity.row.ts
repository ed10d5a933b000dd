import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Under which identity of a provider a person signs in. */
@Entity({ name: 'identities' })
@Index('identities_id', ['id'], { unique: true })
@Index('identities_by_account', ['account'])
export class IdentityRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  issuer: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  subject: string;

  @Column({ type: 'text', collation: 'C' })
  id: string;

  @Column({ type: 'text', collation: 'C' })
  account: string;
}
