import type { StreamEvent } from '../streams/stream-law.js';
import type {
  DrawHash,
  DrawRole,
  DrawRule,
  PanelDraft,
  PoolExpert,
  ClosingGround,
  LeavingGround,
} from './draw-words.js';

/** Whoever sits on a panel, as events and states know him. */
export interface SeatedExpert {
  readonly expert: string;
  /** From the department in charge. */
  readonly sector?: true;
}

/** 三方面: an expert says of each whether he agrees. */
export type OpinionHead = (typeof OPINION_HEADS)[number];

/** 必要性, 可行性, 科学性 (条例 19). */
export const OPINION_HEADS = ['necessity', 'feasibility', 'soundness'] as const;

export type OpinionStance = (typeof OPINION_STANCES)[number];

/** How an expert stands to the draft. */
export const OPINION_STANCES = ['agree', 'differ'] as const;

/** 采纳, 部分采纳, 不采纳. */
export type OpinionResult = (typeof OPINION_RESULTS)[number];

/** What became of an opinion. */
export const OPINION_RESULTS = ['adopted', 'partlyAdopted', 'notAdopted'] as const;

/** A panel is set up. Part `pool`: the pool; part `reason`: why there is another one after an earlier. */
export interface PanelOpened extends StreamEvent {
  readonly type: 'panel.opened';
  readonly caseId: string;
  readonly name: string;
  readonly draft: PanelDraft;
  readonly hash: DrawHash;
  readonly rule: DrawRule;
  /** Digest of the canonical pool, and how many are in it. */
  readonly pool: string;
  readonly experts: number;
  /** The panel under this name before it. */
  readonly previous?: string;
}

/** The keeper, then the witness, has published the digest of his secret number. */
export interface PanelCommitted extends StreamEvent {
  readonly type: 'panel.committed';
  readonly role: DrawRole;
  readonly commitment: string;
}

/** The keeper has shown his secret number. */
export interface PanelRevealed extends StreamEvent {
  readonly type: 'panel.revealed';
  readonly role: DrawRole;
  readonly nonce: string;
}

/** The witness has shown his, and with it the members are drawn. */
export interface PanelDrawn extends StreamEvent {
  readonly type: 'panel.drawn';
  readonly role: DrawRole;
  readonly nonce: string;
  readonly leaf: string;
  readonly beacon?: string;
  readonly seed: string;
  readonly members: readonly SeatedExpert[];
}

/** The draft has a new version: opinions on an older one no longer count. */
export interface PanelRenewed extends StreamEvent {
  readonly type: 'panel.renewed';
  readonly draft: PanelDraft;
}

/** It is over. Part `reason`, unless its work is done. */
export interface PanelClosed extends StreamEvent {
  readonly type: 'panel.closed';
  readonly ground: ClosingGround;
}

/** A member says whether he has an interest in the matter. Part `statement`: what he says of it. */
export interface MemberDeclared extends StreamEvent {
  readonly type: 'member.declared';
  readonly conflict: boolean;
}

/** A member does not take part. Part `reason`. */
export interface MemberDeclined extends StreamEvent {
  readonly type: 'member.declined';
}

/** The next of the order has come in for a member. Part `reason`. */
export interface MemberReplaced extends StreamEvent {
  readonly type: 'member.replaced';
  readonly expert: string;
  readonly because: LeavingGround;
  readonly successor: SeatedExpert;
}

/** An exception: somebody is named instead of drawn. Part `reason`. */
export interface MemberNamed extends StreamEvent {
  readonly type: 'member.named';
  readonly member: PoolExpert;
  readonly approvedBy: string;
  /** The member in whose place he comes. */
  readonly replaces?: { readonly expert: string; readonly because: LeavingGround };
}

/** A member has signed his opinion, or corrected it by another one. Part `opinion`. */
export interface OpinionGiven extends StreamEvent {
  readonly type: 'opinion.given' | 'opinion.corrected';
  /** The draft that he had before him. */
  readonly draft: PanelDraft;
  readonly stance: OpinionStance;
  readonly heads: Readonly<Record<OpinionHead, OpinionStance>>;
}

/** Whether an opinion was adopted is said. Part `reason`. */
export interface OpinionAnswered extends StreamEvent {
  readonly type: 'opinion.answered';
  readonly expert: string;
  readonly result: OpinionResult;
}

/** Everything that happens in the stream of a panel. */
export type PanelEvent =
  | PanelOpened
  | PanelCommitted
  | PanelRevealed
  | PanelDrawn
  | PanelRenewed
  | PanelClosed
  | MemberDeclared
  | MemberDeclined
  | MemberReplaced
  | MemberNamed
  | OpinionGiven
  | OpinionAnswered;
