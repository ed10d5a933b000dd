import type { IdentityPorts } from '../../usecases/identity/identity-ports.js';
import { sessionIsLive } from '../../usecases/identity/session-life.js';
import type { SignedIn } from '../../usecases/identity/signed-in.js';
import { changedCases, type ChangedCase } from '../../usecases/notices/changed-cases.js';
import type { Happenings } from '../../usecases/notices/happenings.js';
import type { Ports } from '../../usecases/ports.js';
import type { HttpLog } from '../http-services.js';
import { StreamClient, type StreamSink } from './stream-client.js';

/** What the hub is given. */
export interface StreamPorts {
  readonly ports: Ports;
  readonly identity: Pick<IdentityPorts, 'sessions' | 'wallClock' | 'identityRules'>;
  readonly happenings: Happenings;
  readonly log: HttpLog;
}

/** Milliseconds between two looks, and between two heartbeats. */
export interface StreamPace {
  readonly pollMs: number;
  readonly beatMs: number;
}

const PACE: StreamPace = { pollMs: 1_000, beatMs: 15_000 };
const ROUND = 500;
/** Who was away for longer than so many events reads everything anew. */
const MOST_MISSED = 2_000;
/** Streams of one person at once: a few windows. */
const MOST_OF_A_PERSON = 10;

/**
 * All open streams of a process. One look for all of them, and none while nobody listens; nothing of this is in the way
 * of an act.
 */
export class StreamHub {
  readonly #clients = new Set<StreamClient>();
  #position = 0;
  #beat: NodeJS.Timeout | undefined;
  #loop: Promise<void> | undefined;
  #wake: () => void = () => undefined;

  constructor(
    private readonly ports: StreamPorts,
    private readonly pace: StreamPace = PACE,
  ) {}

  /** Whether a person has as many streams open as he may have. */
  isFull(person: string): boolean {
    return [...this.#clients].filter(({ me }) => me.person === person).length >= MOST_OF_A_PERSON;
  }

  /**
   * Begins a stream: with what was missed since an event, or one `resync` when that is too much or unknown.
   *
   * @returns how to leave
   */
  async join(me: SignedIn, sink: StreamSink, lastSeen: number | undefined): Promise<() => void> {
    if (this.#clients.size === 0) {
      await this.ports.happenings.number(ROUND);
      this.#position = await this.ports.happenings.last();
    }
    const client = new StreamClient(me, sink, this.#position);
    this.#clients.add(client);
    this.#run();
    client.first('retry: 3000\n\n');
    if (lastSeen !== undefined) await this.#resume(client, lastSeen);
    client.release();
    return () => this.#leave(client);
  }

  /** Ends all streams. */
  async close(): Promise<void> {
    for (const client of this.#clients) this.#leave(client);
    await this.#loop;
  }

  #leave(client: StreamClient): void {
    this.#clients.delete(client);
    client.end();
    if (this.#clients.size > 0) return;
    clearInterval(this.#beat);
    this.#beat = undefined;
    this.#wake();
  }

  async #resume(client: StreamClient, lastSeen: number): Promise<void> {
    const missed = client.after - lastSeen;
    if (missed === 0) return;
    if (missed < 0 || missed > MOST_MISSED) return client.send('resync', {}, client.after);
    const happened = await this.ports.happenings.after(lastSeen, missed);
    await tell(client, await changedCases(this.ports.ports, happened));
  }

  #run(): void {
    this.#beat ??= setInterval(() => void this.#heartbeat(), this.pace.beatMs);
    this.#loop ??= this.#look().finally(() => {
      this.#loop = undefined;
      // Somebody came when the last look had just ended.
      if (this.#clients.size > 0) this.#run();
    });
  }

  /** Looks again and again for as long as somebody listens. */
  async #look(): Promise<void> {
    let more = false;
    while (this.#clients.size > 0) {
      if (!more) await this.#pause();
      try {
        more = await this.#round();
      } catch (error) {
        more = false;
        this.ports.log.warn({ error: String(error) }, 'streams could not be served');
      }
    }
  }

  /** One look; whether there may be more. */
  async #round(): Promise<boolean> {
    const { happenings, ports } = this.ports;
    await happenings.number(ROUND);
    const found = await happenings.after(this.#position, ROUND);
    const last = found.at(-1);
    if (!last) return false;
    const changed = await changedCases(ports, found);
    this.#position = last.position;
    // Whoever came meanwhile may have begun after these.
    for (const client of this.#clients) {
      await tell(
        client,
        changed.filter(({ position }) => position > client.after),
      );
    }
    return found.length === ROUND;
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(), this.pace.pollMs);
      this.#wake = (): void => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Ends the streams whose session has ended, and those that take nothing; keeps the others open. */
  async #heartbeat(): Promise<void> {
    const { sessions, wallClock, identityRules } = this.ports.identity;
    for (const client of this.#clients) {
      try {
        const session = await sessions.find(client.me.session);
        const live = session && sessionIsLive(session, identityRules, wallClock());
        if (!live || client.isStuck(Date.now())) this.#leave(client);
        else client.beat();
      } catch {
        // Without a database nobody's session is known to have ended; the streams wait for it as the requests do.
        client.beat();
      }
    }
  }
}

async function tell(client: StreamClient, changed: readonly ChangedCase[]): Promise<void> {
  for (const one of changed) {
    const concerns = await one.concerns(client.me);
    const data = { caseId: one.caseId, version: one.version };
    // Without an id of its own: who loses the connection between the two hears both again.
    if (concerns.inbox) client.send('inbox.changed', data);
    if (concerns.case) client.send('case.changed', data, one.position);
  }
}

/** `Last-Event-ID` as a position; undefined for anything that is none. */
export function lastSeenOf(header: string | readonly string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}
