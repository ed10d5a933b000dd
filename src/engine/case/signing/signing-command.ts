import type { Actor } from '../command.js';
import type { Decision } from '../decision.js';

/** 撤回签署: takes back one's own signature, or one that one gave for a principal, while the round is open. */
export interface WithdrawSignature {
  readonly actor: Actor;
  /** The round, by its name in the definition. */
  readonly signing: string;
  /** Whose signature, where the actor has given several. Absent: his own, else the one that he gave for another. */
  readonly signer?: string;
}

/** 加签: asks further persons to sign in an open round. Their number with the others must be lawful. */
export interface AddSigners {
  readonly actor: Actor;
  readonly signing: string;
  /** In the order in which they are to sign. */
  readonly persons: readonly string[];
  /**
   * 前加签, 后加签, 并加签: where they stand in the order, seen from the actor; whoever does not sign himself stands where
   * the round is now. It matters in rounds that are signed in turn only. Default `parallel`: last.
   */
  readonly place?: 'before' | 'after' | 'parallel';
  /** Asked for, and looked at only for being there: who carries it out keeps the text as a part of the record. */
  readonly reason?: string;
}

/** 减签: takes somebody who has not signed yet out of an open round. */
export interface RemoveSigner {
  readonly actor: Actor;
  readonly signing: string;
  readonly person: string;
  /** Asked for, as when signers are added. */
  readonly reason?: string;
}

/** One event (cause `desk`, no act), its effects, the folded state after it, and what it did to the round. */
export interface SigningDecision extends Decision {
  readonly round: RoundEffect;
}

/** What a change of the signers means for the result 加签减签对通过门槛的影响. */
export interface RoundEffect {
  readonly before: RoundNeed;
  readonly after: RoundNeed;
  /** The change settled the round: the case has moved on within the same event. */
  readonly result?: 'passed' | 'failed';
}

/** What it takes to pass. */
export interface RoundNeed {
  readonly signers: number;
  /** Votes of all signers together. */
  readonly weight: number;
  /** Votes that must agree for the round to pass when nobody abstains. */
  readonly needed: number;
  /** How many must have signed before the round can end. */
  readonly quorum: number;
}
