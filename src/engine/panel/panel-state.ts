import type { CivilDate } from '../clock/time.js';
import type { SeatChange } from './draw-file.js';
import type { DrawHash, DrawRole, DrawRule, PanelDraft, PoolExpert, ClosingGround } from './draw-words.js';
import type { OpinionResult, OpinionStance, SeatedExpert } from './panel-event.js';

/** A panel of experts, folded from its stream. The pool itself lies beside it. */
export interface PanelState {
  readonly caseId: string;
  /** As the definition names it. */
  readonly name: string;
  readonly previous?: string;
  /** The draft that the panel is about now, and the one for which it was drawn. */
  readonly draft: PanelDraft;
  readonly openedFor: PanelDraft;
  readonly hash: DrawHash;
  readonly rule: DrawRule;
  /** Digest of the canonical pool; and how many are in it: 0 means that members can only be named. */
  readonly pool: string;
  readonly experts: number;
  readonly promises: readonly DrawPromise[];
  readonly leaf?: string;
  readonly beacon?: string;
  readonly seed?: string;
  /** As drawn. */
  readonly drawn: readonly string[];
  readonly changes: readonly SeatChange[];
  readonly members: readonly PanelMember[];
  readonly closed?: ClosingGround;
}

/** A secret number that an officer has promised, and shown. */
export interface DrawPromise {
  readonly role: DrawRole;
  readonly by: string;
  readonly commitment: string;
  readonly nonce?: string;
}

/** A member and what he did. */
export interface PanelMember extends SeatedExpert {
  /** Whoever was named instead of drawn, as a pool would show him. */
  readonly named?: PoolExpert;
  readonly declared?: { readonly conflict: boolean; readonly on: CivilDate };
  readonly declined?: true;
  /** His latest opinion. */
  readonly opinion?: MemberOpinion;
}

export interface MemberOpinion {
  /** Version of the draft that he had before him. */
  readonly version: number;
  readonly stance: OpinionStance;
  readonly on: CivilDate;
  readonly answered?: OpinionResult;
}

/** How far the forming of a panel has come. */
export type PanelPhase = 'open' | 'promised' | 'drawn' | 'naming' | 'named' | 'closed';

/** Named members are a panel once all seats are taken. */
export function panelPhase({ closed, seed, members, promises, rule }: PanelState): PanelPhase {
  if (closed !== undefined) return 'closed';
  if (seed !== undefined) return 'drawn';
  if (members.length > 0) return members.length < rule.count ? 'naming' : 'named';
  return promises.length > 0 ? 'promised' : 'open';
}

/** Whether the members are there. */
export function isFormed(state: PanelState): boolean {
  const phase = panelPhase(state);
  return phase === 'drawn' || phase === 'named';
}

/** Whether a member may give opinions: he has declared, has no conflict and has not declined. */
export function takesPart({ declared, declined }: PanelMember): boolean {
  return declared?.conflict === false && !declined;
}

/** Whether the member's opinion counts for the draft as it is. */
export function countingOpinion(member: PanelMember, draft: PanelDraft): MemberOpinion | undefined {
  return takesPart(member) && member.opinion?.version === draft.version ? member.opinion : undefined;
}
