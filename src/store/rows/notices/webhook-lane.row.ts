import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The events of one case that wait for one subscriber: the first of them, and that there are more up to the last. */
@Entity({ name: 'webhook_lanes' })
@Index('webhook_lanes_ready', ['webhook', 'freeAt'], { where: "state = 'ready'" })
@Check('webhook_lanes_state', "state in ('ready', 'parked')")
export class WebhookLaneRow {
  @PrimaryColumn({ type: 'text', collation: 'C' })
  webhook: string;

  @PrimaryColumn({ type: 'text', collation: 'C' })
  stream: string;

  @Column({ type: 'bigint' })
  position: string;

  @Column({ type: 'integer' })
  seq: number;

  @Column({ name: 'last_position', type: 'bigint' })
  lastPosition: string;

  @Column({ type: 'text' })
  state: string;

  /** Attempts at the first event so far. */
  @Column({ type: 'integer' })
  attempts: number;

  /** When it may be taken: after a pause, or when the claim of a process that died has run out. */
  @Column({ name: 'free_at', type: 'timestamptz' })
  freeAt: Date;

  @Column({ type: 'text', nullable: true })
  claim: string | null;

  @Column({ type: 'integer', nullable: true })
  status: number | null;

  @Column({ type: 'text', nullable: true })
  reason: string | null;
}
