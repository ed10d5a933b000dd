import type { Instant } from '../../../clock/time.js';
import type { VerifierTools } from './bundle-source.js';
import type { ReadAnchor, ReadStamp } from './check-anchors.js';
import type { ProvenRenewal } from './check-renewals.js';

/**
 * What a stamp that holds is worth. `counts`: its certificates lead to a root; `renewed`: they have ended since, but before they
 * did another stamp was made over it, which counts; `ended`: they have ended, and nobody did.
 */
export type StampWorth = 'counts' | 'renewed' | 'ended' | 'revoked' | 'untrusted';

/** A stamp and what it is worth. */
export interface JudgedStamp extends ReadStamp {
  /** Entries of the checkpoint that it is over. */
  readonly size: number;
  readonly worth: StampWorth;
}

/** Judges every stamp of the bundle as of a time. @param at undefined: certificates are looked at as of the stamp's own time only */
export function judgeStamps(
  anchors: readonly ReadAnchor[],
  renewals: readonly ProvenRenewal[],
  tools: VerifierTools,
  at: Instant | undefined,
): readonly JudgedStamp[] {
  const worths = new Map<ReadStamp, StampWorth>();
  const judged: JudgedStamp[] = [];
  // The largest checkpoint first: a stamp is renewed by one over a larger checkpoint.
  for (const { size, stamps } of anchors.toReversed())
    for (const stamp of stamps) {
      const worth = worthOf(stamp);
      worths.set(stamp, worth);
      judged.unshift({ ...stamp, size, worth });
    }
  return judged;

  function worthOf(stamp: ReadStamp): StampWorth {
    if (stamp.chain === 'untrusted') return 'untrusted';
    if (stamp.revocation === 'revoked') return 'revoked';
    if (at === undefined || at <= stamp.genTime || tools.isTrustedAt(stamp.token, at)) return 'counts';
    const isRenewed = renewals.some(
      (renewal) => renewal.stamp === stamp && renewedBy(stamp, renewal.index) !== undefined,
    );
    return isRenewed ? 'renewed' : 'ended';
  }

  /** A stamp that counts, over a checkpoint with the record, from a time at which the older one was still good. */
  function renewedBy(stamp: ReadStamp, index: number): ReadStamp | undefined {
    return anchors
      .filter(({ size }) => size > index)
      .flatMap(({ stamps }) => stamps)
      .find((later) => {
        const worth = worths.get(later);
        return (worth === 'counts' || worth === 'renewed') && tools.isTrustedAt(stamp.token, later.genTime);
      });
  }
}

/** The stamp anchors what it is over. */
export function doesCount({ worth }: JudgedStamp): boolean {
  return worth === 'counts' || worth === 'renewed';
}
