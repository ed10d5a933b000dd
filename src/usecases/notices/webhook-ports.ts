import type { DigestPair, LedgerRecord } from '../../engine/audit/record.js';
import type { Instant } from '../../engine/clock/time.js';
import type { Page, PageRequest } from '../queries.js';
import type { WebhookState } from './notice-change.js';

/** A subscription as administrators see it. Its secrets are never shown again. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  /** Null: events of all types. */
  readonly types: readonly string[] | null;
  readonly note: string;
  readonly state: WebhookState;
  readonly createdBy: string;
  readonly createdAt: Instant;
  /** Until when the secret before the present one signs as well. */
  readonly previousUntil: Instant | null;
  /** Until when the receiver is left alone, after too many failures in a row. */
  readonly openUntil: Instant | null;
  /** Cases with events on their way, and cases that stand still until an administrator sees to them. */
  readonly casesWaiting: number;
  readonly casesParked: number;
}

/** One attempt at delivering an event, or that it was passed over. */
export interface WebhookAttempt {
  readonly position: number;
  readonly caseId: string;
  readonly sequence: number;
  readonly type: string;
  readonly at: Instant;
  readonly attempt: number;
  readonly outcome: 'delivered' | 'failed' | 'parked' | 'skipped';
  readonly status: number | null;
  readonly reason: string | null;
  readonly milliseconds: number;
}

/** An event at which a case stands still for a subscriber. */
export interface ParkedEvent {
  readonly position: number;
  readonly caseId: string;
  readonly sequence: number;
  readonly attempts: number;
  readonly status: number | null;
  readonly reason: string | null;
}

/** Reads of the subscriptions. Written by appends alone (`Append.noticeChange`). */
export interface Webhooks {
  list(): Promise<readonly Webhook[]>;
  find(id: string): Promise<Webhook | undefined>;
  /** The latest first. */
  attempts(id: string, page: PageRequest): Promise<Page<WebhookAttempt>>;
  /** The position of the event at which a case stands still for the subscriber, if it does. */
  parkedAt(id: string, caseId: string): Promise<number | undefined>;
  /** By case. */
  parked(id: string, page: PageRequest): Promise<Page<ParkedEvent>>;
}

/** A subscription as it is served: with its secrets, still sealed. */
export interface ServedWebhook {
  readonly id: string;
  readonly url: string;
  /** The present one first; the one before while it is good. */
  readonly secrets: readonly string[];
  /** It failed too often and was left alone; the next attempt is a probe. */
  readonly probing: boolean;
}

/** The first event of a case that waits for a subscriber, claimed for one process. */
export interface ClaimedEvent {
  readonly webhook: string;
  readonly stream: string;
  /** Whoever has lost the claim changes nothing any more. */
  readonly claim: string;
  readonly position: number;
  readonly attempts: number;
  readonly record: LedgerRecord;
  readonly leaf: DigestPair;
}

/** What came of an attempt. */
export interface Settlement {
  readonly outcome: 'delivered' | 'failed' | 'parked';
  readonly status: number | null;
  readonly reason: string | null;
  readonly milliseconds: number;
  /** When it is tried again. */
  readonly retrySeconds: number;
}

/**
 * Events on their way to subscribers. For each subscription and case only the first undelivered event can be claimed,
 * by one process at a time, so nothing overtakes; a claim of a process that died runs out.
 */
export interface WebhookQueue {
  /** Subscriptions that can be served now: active, and not left alone. */
  served(): Promise<readonly ServedWebhook[]>;
  /** Hands up to `limit` new happenings to a subscription; how many there were. */
  handOver(webhook: string, limit: number): Promise<number>;
  claim(
    webhook: string,
    wish: { readonly claim: string; readonly limit: number; readonly leaseSeconds: number },
  ): Promise<readonly ClaimedEvent[]>;
  /** Notes an attempt. After a delivery the next event of the same case, claimed as before, if there is one. */
  settle(event: ClaimedEvent, done: Settlement, leaseSeconds: number): Promise<ClaimedEvent | undefined>;
  /** Gives a claimed event back, as if it had never been taken. */
  release(event: ClaimedEvent): Promise<void>;
  /** Leaves a receiver alone for so many seconds; 0: no longer. */
  leaveAlone(webhook: string, seconds: number): Promise<void>;
  /** Forgets attempts older than so many days. */
  forget(days: number): Promise<void>;
}

/** What is sent: who may read it is the subscriber's to say, so it holds what the record holds, and nothing personal. */
export interface WebhookMessage {
  readonly record: LedgerRecord;
  readonly leaf: DigestPair;
  readonly position: number;
}

/** What a receiver made of it. `delivered`: it answered with a status of 200 to 299, in good order and in time. */
export interface SendResult {
  readonly delivered: boolean;
  readonly status: number | null;
  readonly reason: string | null;
  readonly milliseconds: number;
  /** What it asked for by `Retry-After`. */
  readonly retryAfterSeconds?: number;
}

/** Sends one message. Never rejects but when it is aborted; answers within the installation's limits. */
export interface WebhookSender {
  send(
    to: { readonly url: string; readonly secrets: readonly string[] },
    message: WebhookMessage,
    signal: AbortSignal,
  ): Promise<SendResult>;
  /** Why an address cannot be subscribed; undefined when it can. */
  refusedUrl(url: string): { readonly zh: string; readonly en: string } | undefined;
}
