import { parseNote } from '../../engine/audit/log/signed-note.js';
import { readStampAnswer, stampRequest } from '../../engine/audit/stamp/request.js';
import { stampText } from '../../engine/audit/stamp/stamp-text.js';
import type { StampCrypto } from '../../engine/audit/stamp/stamp-verdict.js';
import { strengthOf } from '../../engine/audit/stamp/stamp-strength.js';
import { verifyStamp } from '../../engine/audit/stamp/verify-stamp.js';
import { utf8 } from '../../engine/audit/utf8.js';
import type { Instant } from '../../engine/clock/time.js';
import type { Now } from '../ports.js';
import type { LogReads, PublishedCheckpoint } from './log-ports.js';
import { listsForStamps, type RevocationSource, type StampLists } from './stamp-lists.js';
import type { StampStore } from './stamp-store.js';

/** A time stamping authority (RFC 3161). */
export interface TimeStamper {
  /** As the settings name it: letters, digits and hyphens. */
  readonly name: string;
  /** Sends a TimeStampReq and gives back what was answered. @throws when nothing whole came back */
  stamp(request: Uint8Array): Promise<Uint8Array>;
}

export interface StampPorts {
  readonly log: Pick<LogReads, 'latest'>;
  readonly store: StampStore;
  readonly authorities: readonly TimeStamper[];
  /** Where revocation lists come from; left out: none are fetched. */
  readonly lists?: RevocationSource;
  readonly crypto: StampCrypto;
  /** Digest of the imprint. Authorities take SHA-256; those of the national suite SM3. */
  readonly imprint: 'sha256' | 'sm3';
  /** Whether a stamp counts only when its certificate leads to one of the roots. */
  readonly onlyTrusted: boolean;
  /** Milliseconds after which the latest checkpoint is stamped anew, when there are new entries. */
  readonly everyMs: number;
  /** Random bytes, for the nonce. */
  random(bytes: number): Uint8Array;
  /** Time of the wall. */
  readonly now: Now;
}

/** What a round came to, for each authority that was asked. */
export type Stamping = { readonly authority: string } & (
  | {
      readonly outcome: 'stamped';
      readonly size: number;
      readonly at: string;
      readonly withoutLists?: readonly string[];
    }
  | { readonly outcome: 'failed'; readonly reason: string; readonly nextTryMs: number }
);

const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 600_000;
/** More than 64 bits are not taken everywhere. */
const NONCE_BYTES = 8;

/**
 * Gives a round that has the latest checkpoint stamped by each authority whose last stamp is too old, or at once when a
 * decision was taken since. Each goes its own way: one that fails is asked again after a pause that doubles, and stops
 * nothing. What an authority answers is verified before it is kept.
 */
export function stampCheckpoints(ports: StampPorts): () => Promise<readonly Stamping[]> {
  const { lists: source, crypto } = ports;
  const lists = source ? listsForStamps(source, crypto) : () => Promise.resolve(NO_LISTS);
  const courses = ports.authorities.map((authority) => new AuthorityCourse(ports, authority, lists));
  return async () => {
    const checkpoint = courses.length === 0 ? undefined : await ports.log.latest();
    if (!checkpoint) return [];
    const now = Date.parse(await ports.now.now());
    const stampings = await Promise.all(courses.map((course) => course.round(checkpoint, now)));
    return stampings.filter((one) => one !== undefined);
  };
}

const NO_LISTS: StampLists = { lists: [], failures: [] };

class AuthorityCourse {
  private failures = 0;
  private notBefore = 0;
  /** By our own clock: an authority whose clock is slow is not asked without end. */
  private stampedMs = 0;
  /** Entries before this one have been searched for decisions. */
  private searched = 0;
  private decided = false;

  constructor(
    private readonly ports: StampPorts,
    private readonly authority: TimeStamper,
    private readonly lists: (token: Uint8Array, nowMs: number) => Promise<StampLists>,
  ) {}

  async round(checkpoint: PublishedCheckpoint, nowMs: number): Promise<Stamping | undefined> {
    if (nowMs < this.notBefore || !(await this.isDue(checkpoint.size, nowMs))) return undefined;
    const { name } = this.authority;
    try {
      const { token, at } = await stampOne(this.ports, this.authority, checkpoint);
      const { lists, failures } = await this.lists(token, nowMs);
      const stamp = { authority: name, token, stampedAt: at, lists };
      await this.ports.store.add(checkpoint.size, { ...stamp, ...strengthOf(token, this.ports.crypto) });
      [this.failures, this.notBefore, this.decided, this.stampedMs] = [0, 0, false, nowMs];
      const withoutLists = failures.length > 0 && { withoutLists: failures };
      return { authority: name, outcome: 'stamped', size: checkpoint.size, at, ...withoutLists };
    } catch (problem) {
      const nextTryMs = Math.min(FIRST_PAUSE_MS * 2 ** this.failures, LONGEST_PAUSE_MS);
      this.failures += 1;
      this.notBefore = nowMs + nextTryMs;
      return { authority: name, outcome: 'failed', reason: (problem as Error).message, nextTryMs };
    }
  }

  private async isDue(size: number, nowMs: number): Promise<boolean> {
    const { store, everyMs } = this.ports;
    const last = await store.last(this.authority.name);
    if (last && last.size >= size) return false;
    if (!last || nowMs - Math.max(Date.parse(last.stampedAt), this.stampedMs) >= everyMs) return true;
    const from = Math.max(last.size, this.searched);
    this.decided ||= from < size && (await store.hasDecision(from, size));
    this.searched = size;
    return this.decided;
  }
}

async function stampOne(
  ports: StampPorts,
  authority: TimeStamper,
  { notes }: PublishedCheckpoint,
): Promise<{ readonly token: Uint8Array; readonly at: Instant }> {
  const { crypto, imprint: digest, onlyTrusted } = ports;
  const text = stampedText(notes);
  const request = {
    imprint: { digest, value: crypto.digest(digest, utf8(text)) },
    nonce: ports.random(NONCE_BYTES),
  };
  const answer = readStampAnswer(await authority.stamp(stampRequest(request)), request);
  if (!answer.ok) throw new Error(answer.problem);
  const verdict = verifyStamp(answer.token, text, crypto);
  if (!verdict.ok) throw new Error(verdict.problem);
  if (onlyTrusted && verdict.chain !== 'trusted')
    throw new Error(`the certificate of ${verdict.signer} leads to none of the roots`);
  return { token: answer.token, at: verdict.genTime };
}

/** What is stamped for a checkpoint. @throws Error when its notes are none */
export function stampedText(notes: PublishedCheckpoint['notes']): string {
  const [sha256, sm3] = [parseNote(notes.sha256), parseNote(notes.sm3)];
  if (!sha256 || !sm3) throw new Error('a published checkpoint is no note');
  return stampText({ sha256: sha256.text, sm3: sm3.text });
}
