import type { Instant } from '../../engine/clock/time.js';

/** What an append changes of notices beside its records, in the same transaction. */
export interface NoticeChange {
  readonly webhook?: WebhookChange;
  readonly settings?: NoticeSettings & { readonly person: string };
  /** A calendar feed that begins; its secret as SHA-256. */
  readonly feedBegun?: {
    readonly id: string;
    readonly person: string;
    readonly secretSha256: string;
    readonly createdAt: Instant;
  };
  /** Id of a calendar feed that is no longer served. */
  readonly feedEnded?: string;
}

/** When a person wants to have his notices by mail as well. */
export type MailMode = 'immediately' | 'daily' | 'never';

/** How a person wants to be told. The address is personal: it is in no record. */
export interface NoticeSettings {
  readonly mail: string | null;
  readonly mode: MailMode;
}

/** Whether a subscription is served; an ended one never comes back. */
export type WebhookState = 'active' | 'paused' | 'ended';

/** What changes of one webhook subscription. Secrets are sealed; addresses are in no record, as they may hold one. */
export interface WebhookChange {
  readonly id: string;
  readonly opened?: {
    readonly url: string;
    /** Null: events of all types. */
    readonly types: readonly string[] | null;
    readonly note: string;
    readonly secret: string;
    readonly createdBy: string;
    readonly createdAt: Instant;
    /** The position after which it begins. Absent: with what happens from now on. */
    readonly after?: number;
  };
  readonly set?: {
    readonly state?: WebhookState;
    /** A new one; the one before signs as well until `previousUntil`. */
    readonly secret?: string;
    readonly previousUntil?: Instant;
  };
  /** Everything after this position is delivered again. */
  readonly replayAfter?: number;
  /** What is parked is tried again. */
  readonly replayParked?: true;
  /** The position of a parked event that is passed over. */
  readonly skip?: number;
  /** Narrows a replay or skip to one case. */
  readonly stream?: string;
}
