import type { Instant } from '../../engine/clock/time.js';
import type { Unmet } from '../../engine/case/refusal.js';
import { later } from '../identity/wall-time.js';
import type { Asker } from '../powers/power-facts.js';
import { secretPlace } from './deliver-webhooks.js';
import type { WebhookChange } from './notice-change.js';
import { recordOnWebhooks, type WebhookAdministration } from './webhook-records.js';
import type { WebhookEvent } from './webhook-state.js';

/** What an administrator may hear. */
export type WebhookAnswer<Done> =
  | { readonly outcome: 'refused'; readonly unmet: readonly Unmet[] }
  | { readonly outcome: 'unknown' | 'ended' }
  | Done;

/** A subscription that is wanted. */
export interface WebhookWish {
  readonly url: string;
  /** Types of records, `word.*` for all that begin so. Null: all. */
  readonly types: readonly string[] | null;
  readonly note: string;
  /** The position after which it begins. Absent: with what happens from now on. */
  readonly after?: number;
}

const NUMBERED_AT_ONCE = 5_000;

type Secret = { readonly secret: string };

/** How long the secret before a rotation signs as well. */
export const ROTATION_HOURS = 24;

/** Opens a subscription. The secret is told this once. */
export function openWebhook(
  ports: WebhookAdministration,
): (
  by: Asker,
  wish: WebhookWish,
) => Promise<
  WebhookAnswer<
    | ({ readonly outcome: 'opened'; readonly id: string } & Secret)
    | { readonly outcome: 'urlRefused'; readonly why: { readonly zh: string; readonly en: string } }
  >
> {
  return async (by, { url, types, note, after }) => {
    const why = ports.sender.refusedUrl(url);
    if (why) return { outcome: 'urlRefused', why };
    // What has happened before must have its position, or it would count as what happens from now on.
    while (await ports.happenings.number(NUMBERED_AT_ONCE));
    const now = ports.wallClock();
    const id = ports.ids.randomUuid();
    const secret = newSecret(ports);
    const begins = after !== undefined && { after };
    const opened: NonNullable<WebhookChange['opened']> = {
      ...{ url, types, note, secret: ports.vault.seal(secret, secretPlace(id)) },
      ...{ createdBy: by.person, createdAt: now, ...begins },
    };
    return recordOnWebhooks(ports, by, () => ({
      event: { type: 'webhook.opened', webhook: id, types, ...begins },
      change: { id, opened },
      // An address may hold a secret or a name.
      parts: { url, ...(note !== '' && { note }) },
      result: { outcome: 'opened', id, secret },
    }));
  };
}

/** Gives a subscription a new secret, told this once; the old one signs as well for a day, so that nothing is lost. */
export function rotateWebhookSecret(
  ports: WebhookAdministration,
): (
  by: Asker,
  id: string,
) => Promise<WebhookAnswer<{ readonly outcome: 'rotated'; readonly previousUntil: Instant } & Secret>> {
  return async (by, id) => {
    const secret = newSecret(ports);
    const previousUntil = later(ports.wallClock(), ROTATION_HOURS * 3_600);
    const set = { secret: ports.vault.seal(secret, secretPlace(id)), previousUntil };
    return onLive(ports, by, id, {
      event: { type: 'webhook.secretRotated', webhook: id, previousUntil },
      change: { id, set },
      result: { outcome: 'rotated', secret, previousUntil },
    });
  };
}

/** Pauses, resumes or ends a subscription. What happens during a pause is delivered after it; an end is for good. */
export function setWebhookState(
  ports: WebhookAdministration,
): (
  by: Asker,
  id: string,
  state: 'active' | 'paused' | 'ended',
) => Promise<WebhookAnswer<{ readonly outcome: 'set' }>> {
  const types = { active: 'webhook.resumed', paused: 'webhook.paused', ended: 'webhook.ended' } as const;
  return (by, id, state) =>
    onLive(ports, by, id, {
      event: { type: types[state], webhook: id },
      change: { id, set: { state } },
      result: { outcome: 'set' },
    });
}

/** Delivers again: everything after a position, or what is parked; of one case or of all. */
export function replayWebhook(
  ports: WebhookAdministration,
): (
  by: Asker,
  id: string,
  what: { readonly after?: number; readonly caseId?: string },
) => Promise<WebhookAnswer<{ readonly outcome: 'replayed' }>> {
  return (by, id, { after, caseId }) =>
    onLive(ports, by, id, {
      event: {
        ...{ type: 'webhook.replayed', webhook: id },
        ...(after !== undefined && { after }),
        ...(caseId !== undefined && { case: caseId }),
      },
      change: {
        id,
        ...(after === undefined ? { replayParked: true as const } : { replayAfter: after }),
        ...(caseId !== undefined && { stream: caseId }),
      },
      result: { outcome: 'replayed' },
    });
}

/** Passes over the event at which a case stands still, for a reason on record; those behind it are delivered then. */
export function skipParkedEvent(
  ports: WebhookAdministration,
): (
  by: Asker,
  id: string,
  what: { readonly caseId: string; readonly position: number; readonly reason: string },
) => Promise<WebhookAnswer<{ readonly outcome: 'skipped' | 'notParked' }>> {
  return async (by, id, { caseId, position, reason }) => {
    const parked = await ports.webhooks.parkedAt(id, caseId);
    if (parked !== position) {
      const found = await ports.webhooks.find(id);
      return { outcome: found ? 'notParked' : 'unknown' };
    }
    return onLive(ports, by, id, {
      event: { type: 'webhook.skipped', webhook: id, case: caseId, position },
      change: { id, skip: position, stream: caseId },
      parts: { reason },
      result: { outcome: 'skipped' },
    });
  };
}

function onLive<Done extends { readonly outcome: string }>(
  ports: WebhookAdministration,
  by: Asker,
  id: string,
  done: {
    readonly event: WebhookEvent;
    readonly change: WebhookChange;
    readonly parts?: Readonly<Record<string, unknown>>;
    readonly result: Done;
  },
): Promise<WebhookAnswer<Done>> {
  return recordOnWebhooks<WebhookAnswer<Done>>(ports, by, (state) => {
    const standing = Object.hasOwn(state, id) ? state[id] : undefined;
    if (standing === undefined) return { result: { outcome: 'unknown' } };
    if (standing === 'ended') return { result: { outcome: 'ended' } };
    return done;
  });
}

/** As Standard Webhooks want it: `whsec_` and 256 bits in base64. */
function newSecret({ secrets }: WebhookAdministration): string {
  return `whsec_${secrets.token().replaceAll('-', '+').replaceAll('_', '/')}=`;
}
