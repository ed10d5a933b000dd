import { setMaxListeners } from 'node:events';
import type { Happenings } from '../usecases/notices/happenings.js';
import { deliverLane, type DeliveryPorts } from '../usecases/notices/deliver-webhooks.js';
import type { SendResult, ServedWebhook } from '../usecases/notices/webhook-ports.js';
import { type BreakerRules, CircuitBreaker } from './circuit-breaker.js';
import type { JobLog } from './job-log.js';

/** How much a process delivers at once. */
export interface PumpRules {
  /** Exchanges with one receiver at once: a slow one holds up nobody else. */
  readonly atOnce: number;
  readonly breaker: BreakerRules;
  /** Milliseconds between two looks when there was nothing to do. */
  readonly pauseMs: number;
  /** Attempts are kept for so many days. */
  readonly keepDays: number;
}

/** What the pump is given. */
export interface PumpPorts extends DeliveryPorts {
  readonly happenings: Pick<Happenings, 'number'>;
  /** A name for each claim. */
  readonly claimId: () => string;
}

const BATCH = 5_000;
const FORGET_EVERY_MS = 3_600_000;

/** A subscriber as one process serves it. */
interface Served {
  readonly breaker: CircuitBreaker;
  running: number;
}

/**
 * Sends events to subscribers for as long as it runs: numbers what happened, hands it to the subscriptions, and keeps
 * up to so many exchanges going with each. Any number of processes may do so on one database. Stopping gives up the
 * exchanges under way; whatever was not acknowledged is delivered again, by this process or another.
 */
export class WebhookPump {
  readonly #served = new Map<string, Served>();
  readonly #running = new Set<Promise<void>>();
  #abort = new AbortController();
  #loop: Promise<void> | undefined;
  #wake: () => void = () => undefined;
  #forgetAt = 0;

  constructor(
    private readonly ports: PumpPorts,
    private readonly rules: PumpRules,
    private readonly log: JobLog,
  ) {}

  start(): void {
    if (this.#loop) return;
    this.#abort = new AbortController();
    // Each exchange under way listens; there are as many as the rules allow.
    setMaxListeners(0, this.#abort.signal);
    this.#loop = this.#run(this.#abort.signal);
  }

  /** Delivers until there is nothing left that can be delivered now. */
  async runNow(): Promise<void> {
    const { signal } = new AbortController();
    setMaxListeners(0, signal);
    for (;;) {
      const taken = await this.#round(signal);
      if (this.#running.size > 0) await Promise.race(this.#running);
      else if (taken === 0) return;
    }
  }

  /** Resolves when no exchange is under way any more. */
  async stop(): Promise<void> {
    this.#abort.abort();
    this.#wake();
    await this.#loop;
    await Promise.all(this.#running);
    this.#loop = undefined;
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      let taken = 0;
      try {
        taken = await this.#round(signal);
      } catch (error) {
        this.log.error({ job: 'webhooks', error: String(error) }, 'job failed');
      }
      if (taken === 0 && !signal.aborted) await this.#rest();
    }
  }

  /** One look at everything; how much there was to do. */
  async #round(signal: AbortSignal): Promise<number> {
    const { happenings, queue } = this.ports;
    while (await happenings.number(BATCH));
    if (Date.now() >= this.#forgetAt) {
      this.#forgetAt = Date.now() + FORGET_EVERY_MS;
      await queue.forget(this.rules.keepDays);
    }
    let taken = 0;
    for (const webhook of await queue.served()) {
      taken += await queue.handOver(webhook.id, BATCH);
      if (!signal.aborted) taken += await this.#serve(webhook, signal);
    }
    return taken;
  }

  async #serve(webhook: ServedWebhook, signal: AbortSignal): Promise<number> {
    const served = this.#of(webhook.id);
    const limit = (webhook.probing ? 1 : this.rules.atOnce) - served.running;
    if (limit <= 0) return 0;
    const { queue, leaseSeconds, claimId } = this.ports;
    const claimed = await queue.claim(webhook.id, { claim: claimId(), limit, leaseSeconds });
    for (const event of claimed) {
      served.running += 1;
      const told = (result: SendResult): void => this.#note(webhook, served, result);
      const lane = deliverLane(this.ports, webhook, event, signal, told)
        .catch((error: unknown) => {
          this.log.error({ webhook: webhook.id, error: String(error) }, 'event could not be delivered');
        })
        .finally(() => {
          served.running -= 1;
          this.#running.delete(lane);
          this.#wake();
        });
      this.#running.add(lane);
    }
    return claimed.length;
  }

  #note(webhook: ServedWebhook, { breaker }: Served, { delivered, reason }: SendResult): void {
    const turn = breaker.note(delivered, webhook.probing);
    if (turn === undefined) return;
    const seconds = turn === 'leaveAlone' ? this.rules.breaker.seconds : 0;
    if (seconds > 0) this.log.info({ webhook: webhook.id, seconds, reason }, 'receiver is left alone');
    this.ports.queue.leaveAlone(webhook.id, seconds).catch((error: unknown) => {
      this.log.error({ webhook: webhook.id, error: String(error) }, 'breaker could not be noted');
    });
  }

  #of(webhook: string): Served {
    const known = this.#served.get(webhook) ?? {
      breaker: new CircuitBreaker(this.rules.breaker),
      running: 0,
    };
    this.#served.set(webhook, known);
    return known;
  }

  /** Until there may be something to do: an exchange has ended, or some time has passed. */
  #rest(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(), this.rules.pauseMs);
      this.#wake = (): void => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
