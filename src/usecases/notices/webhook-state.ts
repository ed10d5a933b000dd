import type { WebhookState } from './notice-change.js';

/** What the stream of subscriptions folds to: which there are, and how they stand. Nothing secret. */
export type WebhooksState = Readonly<Record<string, WebhookState>>;

/** What administrators do to subscriptions, as the records say it. */
export type WebhookEvent = { readonly webhook: string } & (
  | { readonly type: 'webhook.opened'; readonly types: readonly string[] | null; readonly after?: number }
  | { readonly type: 'webhook.secretRotated'; readonly previousUntil: string }
  | { readonly type: 'webhook.paused' | 'webhook.resumed' | 'webhook.ended' }
  /** Delivered again: everything after a position, or what is parked. */
  | { readonly type: 'webhook.replayed'; readonly after?: number; readonly case?: string }
  /** An event that could not be delivered was passed over, so that those behind it can go. */
  | { readonly type: 'webhook.skipped'; readonly case: string; readonly position: number }
);

const STANDING: Readonly<Partial<Record<WebhookEvent['type'], WebhookState>>> = {
  'webhook.opened': 'active',
  'webhook.paused': 'paused',
  'webhook.resumed': 'active',
  'webhook.ended': 'ended',
};

/** The subscriptions after one more event. */
export function evolveWebhooks(state: WebhooksState, event: WebhookEvent): WebhooksState {
  const standing = STANDING[event.type];
  return standing ? { ...state, [event.webhook]: standing } : state;
}
