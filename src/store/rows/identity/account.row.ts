import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An account, one to a person. Its key is that of its stream. Secrets are hashed, or sealed under a key kept elsewhere. */
@Entity({ name: 'accounts' })
@Index('accounts_person', ['person'], { unique: true })
@Index('accounts_login', ['login'], { unique: true })
export class AccountRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  id: string;

  @Column({ type: 'text', collation: 'C' })
  person: string;

  @Column({ type: 'text', collation: 'C' })
  login: string;

  /** argon2id, with its parameters. */
  @Column({ name: 'password_hash', type: 'text', nullable: true })
  passwordHash: string | null;

  @Column({ name: 'password_set_at', type: 'timestamptz', nullable: true })
  passwordSetAt: Date | null;

  /** Sealed. */
  @Column({ name: 'totp_secret', type: 'text', nullable: true })
  totpSecret: string | null;

  /** Time step of the last code that counted: a later one must be later. */
  @Column({ name: 'last_step', type: 'integer', nullable: true })
  lastStep: number | null;

  @Column({ name: 'pending_password_hash', type: 'text', nullable: true })
  pendingPasswordHash: string | null;

  /** Sealed. */
  @Column({ name: 'pending_totp_secret', type: 'text', nullable: true })
  pendingTotpSecret: string | null;

  @Column({ name: 'activation_sha256', type: 'text', nullable: true })
  activationSha256: string | null;

  @Column({ name: 'activation_expires_at', type: 'timestamptz', nullable: true })
  activationExpiresAt: Date | null;
}
