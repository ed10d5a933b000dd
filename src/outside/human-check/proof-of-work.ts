import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../../engine/clock/time.js';
import type { HumanCheck } from '../../usecases/streams/consultation/consultation-ports.js';

/** How long there is to answer a challenge: time to write a comment, and too little to keep many in store. */
const VALID_MINUTES = 120;

const CHALLENGE = /^v1\.(\d{1,2})\.(\d{1,12})\.[0-9a-f]{32}\.[A-Za-z0-9_-]{43}$/;
const COUNTER = /^\d{1,15}$/;

/**
 * Lets a browser work for a second before each comment: nothing for one person, much for a program that comments ten
 * thousand times. No picture, no sound, no service outside. The challenge is signed and nothing of it is kept, so any
 * process with the same key verifies it; the work is bound to the comment's `Idempotency-Key`, so that one piece of work
 * lets one comment pass.
 *
 * @param key of the installation: 32 bytes
 * @param bits leading zero bits that the SHA-256 of `challenge LF idempotency key LF counter` must have: each doubles the
 *   work
 */
export function proofOfWork(key: Buffer, bits: number, wallClock: () => Instant): HumanCheck {
  const own = Buffer.from(hkdfSync('sha256', key, '', 'duecourse human check', 32));
  const seconds = (): number => Math.floor(Date.parse(wallClock()) / 1000);
  const sign = (text: string): string => createHmac('sha256', own).update(text).digest('base64url');
  return {
    challenge: () => {
      const until = seconds() + VALID_MINUTES * 60;
      const text = `v1.${bits}.${until}.${randomBytes(16).toString('hex')}`;
      const validUntil = new Date(until * 1000).toISOString() as Instant;
      return { challenge: `${text}.${sign(text)}`, bits, validUntil };
    },
    passes: (answer, wish) => {
      const [challenge = '', counter = ''] = answer?.split(':') ?? [];
      const [, asked, until] = CHALLENGE.exec(challenge) ?? [];
      if (asked === undefined || !COUNTER.test(counter) || Number(until) < seconds()) return false;
      const at = challenge.lastIndexOf('.');
      if (!same(challenge.slice(at + 1), sign(challenge.slice(0, at)))) return false;
      // Of a challenge that was given before the work was made harder, as much is asked as now.
      return zeroBits(workOf(challenge, wish, counter)) >= Math.max(bits, Number(asked));
    },
  };
}

/** The digest in which a browser looks for leading zeros. */
export function workOf(challenge: string, wish: string, counter: string): Buffer {
  return createHash('sha256').update(`${challenge}\n${wish}\n${counter}`).digest();
}

/** Zero bits at the beginning. */
export function zeroBits(digest: Buffer): number {
  const at = digest.findIndex((byte) => byte !== 0);
  return at < 0 ? digest.length * 8 : at * 8 + Math.clz32(digest[at] as number) - 24;
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
