import type { CivilDate } from '../../clock/time.js';

/** A signature's stance. `abstain` counts for the quorum and for nobody. */
export type Stance = 'agree' | 'disagree' | 'abstain';

/** A round of signatures 会签、或签、依次、票签 of a definition's `signings`, open while its task is. */
export interface SigningState {
  /** 1 for the first round; a task that opens anew begins the next. */
  readonly round: number;
  /** 依次: they sign in the order of `signers`; only the first who has not signed yet may. */
  readonly inTurn?: true;
  /** Who is asked, in order (依次: the order of signing). Persons by pseudonym. A recused person leaves it. */
  readonly signers: readonly Signer[];
  /** What was signed and not withdrawn, by the person whose signature it is. */
  readonly signatures: Readonly<Record<string, Signature>>;
  /** How it ended; absent while it is open. `closed`: the case moved on without it. */
  readonly result?: 'passed' | 'failed' | 'closed';
}

/** Somebody who is asked to sign: once, whatever posts he holds. */
export interface Signer {
  readonly person: string;
  /** Votes that his signature weighs. Default 1. */
  readonly weight?: number;
  /** 加签: who added him. */
  readonly addedBy?: string;
}

/** A signature as it counts. */
export interface Signature {
  readonly stance: Stance;
  readonly on: CivilDate;
  /** Who signed for him. */
  readonly by?: string;
}

/** What an event changes in a round. */
export interface SigningChange {
  readonly signing: string;
  /** The round as it is after the event. */
  readonly after: SigningState;
  readonly did: 'opened' | 'signed' | 'withdrawn' | 'signerAdded' | 'signerRemoved' | 'recused';
  /** Whose place in the round it was about. Absent where it was about the round as a whole. */
  readonly person?: string;
}
