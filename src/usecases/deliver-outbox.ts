import type { Effect } from '../engine/case/effect.js';

/** An effect that a committed record ordered. */
export interface OutboxNotice {
  /** Stable and unique: receivers use it to drop what they get twice. */
  readonly id: string;
  readonly stream: string;
  /** Sequence of the record that the effect follows from. */
  readonly seq: number;
  readonly effect: Effect;
  readonly recordedAt: string;
}

/** Carries a notice outside. Resolves when it arrived; rejects when it must be tried again. */
export type Deliverer = (notice: OutboxNotice) => Promise<void>;

/** Notices waiting to be carried out after the commit that ordered them. */
export interface Outbox {
  /**
   * Claims up to `limit` waiting notices that no other process holds, oldest first, hands each to `deliver` and
   * marks those that arrived. A process that dies in between leaves them waiting: each arrives at least once.
   */
  deliver(limit: number, deliver: Deliverer): Promise<DeliveryResult>;
}

/** What one round of delivery did. */
export interface DeliveryResult {
  readonly delivered: number;
  /** Still waiting; the deliverer refused them. */
  readonly failed: number;
}

/** One round of delivery. */
export function deliverOutbox(ports: {
  readonly outbox: Outbox;
  readonly deliver: Deliverer;
}): (limit: number) => Promise<DeliveryResult> {
  return (limit) => ports.outbox.deliver(limit, ports.deliver);
}
