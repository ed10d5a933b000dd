import { pauseAfter, type RetrySchedule } from './retry-schedule.js';
import type {
  ClaimedEvent,
  SendResult,
  ServedWebhook,
  Settlement,
  WebhookQueue,
  WebhookSender,
} from './webhook-ports.js';
import type { Vault } from '../identity/identity-ports.js';

/** What delivery needs. */
export interface DeliveryPorts {
  readonly queue: WebhookQueue;
  readonly sender: WebhookSender;
  readonly vault: Pick<Vault, 'open'>;
  /** From 0 to 1. */
  readonly chance: () => number;
  readonly schedule: RetrySchedule;
  /** A claim is good for so long; longer than an exchange may take. */
  readonly leaseSeconds: number;
}

/** After so many events of one case the others come first. */
const SLICE = 32;

/** Where a subscription's secrets are sealed. */
export function secretPlace(webhook: string): string {
  return `webhook ${webhook}`;
}

/**
 * Delivers the events of one case to one subscriber, one after the other, from the claimed one on: each only after the
 * one before was acknowledged. It ends when there are none left, when one fails (it is tried again later, or parked
 * after the last try, and those behind it wait), when others should have their turn, or when the signal says so.
 *
 * @param told is told of each attempt, for the circuit breaker
 */
export async function deliverLane(
  ports: DeliveryPorts,
  webhook: ServedWebhook,
  claimed: ClaimedEvent,
  signal: AbortSignal,
  told: (result: SendResult) => void,
): Promise<void> {
  const secrets = webhook.secrets.map((sealed) => ports.vault.open(sealed, secretPlace(webhook.id)));
  const to = { url: webhook.url, secrets };
  let event: ClaimedEvent | undefined = claimed;
  for (let sent = 0; event; sent++) {
    if (signal.aborted || sent >= SLICE) return ports.queue.release(event);
    const result: SendResult | undefined = await sendUnless(ports, to, event, signal);
    if (!result) return ports.queue.release(event);
    told(result);
    event = await ports.queue.settle(event, settlementOf(ports, event, result), ports.leaseSeconds);
  }
}

/** What came of it; undefined when it was given up, and so counts for nothing. */
async function sendUnless(
  { sender }: DeliveryPorts,
  to: Parameters<WebhookSender['send']>[0],
  event: ClaimedEvent,
  signal: AbortSignal,
): Promise<SendResult | undefined> {
  try {
    return await sender.send(to, event, signal);
  } catch (problem) {
    if (signal.aborted) return undefined;
    throw problem;
  }
}

function settlementOf(
  { schedule, chance }: DeliveryPorts,
  { attempts }: ClaimedEvent,
  { delivered, status, reason, milliseconds, retryAfterSeconds }: SendResult,
): Settlement {
  const told = { status, reason, milliseconds };
  if (delivered) return { ...told, outcome: 'delivered', retrySeconds: 0 };
  const pause = pauseAfter(schedule, attempts + 1, chance(), retryAfterSeconds);
  return pause === undefined
    ? { ...told, outcome: 'parked', retrySeconds: 0 }
    : { ...told, outcome: 'failed', retrySeconds: pause };
}
