import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A notice on its way by mail. */
@Entity({ name: 'mail_queue' })
@Index('mail_queue_waiting', ['freeAt'], { where: "state = 'waiting'" })
@Check('mail_queue_state', "state in ('waiting', 'sent', 'given up')")
export class MailQueueRow {
  @PrimaryColumn({ type: 'bigint' })
  notice: string;

  @Column({ type: 'text', collation: 'C' })
  person: string;

  @Column({ type: 'text' })
  state: string;

  @Column({ type: 'integer' })
  attempts: number;

  @Column({ name: 'free_at', type: 'timestamptz' })
  freeAt: Date;

  @Column({ type: 'text', nullable: true })
  claim: string | null;

  @Column({ type: 'text', nullable: true })
  reason: string | null;
}
