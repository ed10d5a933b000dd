import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A sign-in under way at the identity provider. Nobody can finish it with what is here. */
@Entity({ name: 'sign_in_flows' })
@Index('sign_in_flows_by_end', ['expiresAt'])
export class SignInFlowRow {
  @PrimaryColumn({ name: 'state_sha256', type: 'text', collation: 'C' })
  stateSha256: string;

  @Column({ name: 'browser_sha256', type: 'text' })
  browserSha256: string;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;
}
