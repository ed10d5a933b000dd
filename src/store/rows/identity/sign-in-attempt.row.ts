import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Guesses in a row without a success, by account or by client address (as digests), and until when no other counts. */
@Entity({ name: 'sign_in_attempts' })
@Index('sign_in_attempts_by_last', ['lastAt'])
export class SignInAttemptRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  key: string;

  @Column({ type: 'integer' })
  failures: number;

  @Column({ name: 'last_at', type: 'timestamptz' })
  lastAt: Date;

  @Column({ name: 'free_at', type: 'timestamptz' })
  freeAt: Date;
}
