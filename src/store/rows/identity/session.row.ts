import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A session or token, known by its digest alone. Whatever ends it takes the row away. */
@Entity({ name: 'sessions' })
@Index('sessions_id', ['id'], { unique: true })
@Index('sessions_by_person', ['person', 'authenticatedAt', 'id'])
@Check('sessions_kind', "kind in ('browser', 'command', 'token')")
export class SessionRow {
  @PrimaryColumn({ name: 'token_sha256', type: 'text', collation: 'C' })
  tokenSha256: string;

  @Column({ type: 'text', collation: 'C' })
  id: string;

  @Column({ type: 'text', collation: 'C' })
  person: string;

  /** Null for a token that was put in place without an account. */
  @Column({ type: 'text', collation: 'C', nullable: true })
  account: string | null;

  @Column({ type: 'text' })
  kind: string;

  @Column({ name: 'sign_in', type: 'text' })
  signIn: string;

  /** Null: not narrowed. */
  @Column({ type: 'text', array: true, nullable: true })
  scopes: string[] | null;

  @Column({ type: 'text', nullable: true })
  name: string | null;

  @Column({ name: 'authenticated_at', type: 'timestamptz' })
  authenticatedAt: Date;

  @Column({ name: 'last_seen_at', type: 'timestamptz' })
  lastSeenAt: Date;

  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt: Date | null;
}
