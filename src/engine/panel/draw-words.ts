import type { Hash } from '../audit/record.js';
import type { CivilDate } from '../clock/time.js';

/** An expert of the pool 专家库, as everybody may see him: by pseudonym. */
export interface PoolExpert {
  readonly expert: string;
  /** 专业领域. */
  readonly fields: readonly string[];
  /** The unit that he belongs to. */
  readonly unit?: string;
  /** 行业主管部门人员: belongs to the department in charge of the matter. */
  readonly sector?: true;
  /** Known to hold another view than the draft (条例 20: 注重选择持不同意见的专家). */
  readonly differing?: true;
  /** The pool that he is borrowed from (条例 21: 可以使用上级行政机关建立的专家库). Absent: the authority's own. */
  readonly from?: string;
  /** Why he may not be chosen. */
  readonly out?: PoolBar;
}

/** What keeps an expert out: an interest in the matter, recusal, his credit (诚信考核), or that he has left the pool. */
export interface PoolBar {
  readonly because: (typeof POOL_BARS)[number];
  /** The last day of it. Absent: no end is known. */
  readonly until?: CivilDate;
}

/** Why somebody in the pool cannot be drawn: interest, recusal, bad credit, left the pool. */
export const POOL_BARS = ['interest', 'recused', 'credit', 'exited'] as const;

/** How the members of a panel are chosen. Numbers are whole. */
export interface DrawRule {
  /** The day as of which the pool is read. */
  readonly on: CivilDate;
  /** 专家人数. */
  readonly count: number;
  /** 人数应当为奇数. */
  readonly odd?: true;
  /** A panel of fewer is no panel: a floor of the procedure or the place. */
  readonly least?: number;
  /** Fields that are wanted: who has none of them is not chosen. Absent: all are. */
  readonly fields?: readonly string[];
  /** Seats that only somebody of the field can have, by field. */
  readonly seats?: Readonly<Record<string, number>>;
  /** Seats that only somebody can have who is known to hold another view. */
  readonly differing?: number;
  /** 行业主管部门人员比例: at most so many parts of the members. */
  readonly sector?: { readonly parts: number; readonly of: number };
  /** A public value that nobody can know yet, which goes into the seed: where it appears, and when. */
  readonly beacon?: { readonly source: string; readonly moment: string };
}

/** The hash suite of a draw: one for all of its digests. */
export type DrawHash = keyof Hash;

/** Who promises a secret number: the officer who draws, and another one who watches over it. */
export type DrawRole = (typeof DRAW_ROLES)[number];

/** In the order in which they promise and reveal. */
export const DRAW_ROLES = ['keeper', 'witness'] as const;

/** What is fixed before the draw. */
export interface DrawTerms {
  /** The stream of the panel. */
  readonly stream: string;
  readonly draft: PanelDraft;
  readonly hash: DrawHash;
  readonly pool: readonly PoolExpert[];
  readonly rule: DrawRule;
}

/** The draft that a panel is about: its version, and the SHA-256 of what the experts are given (hex). */
export interface PanelDraft {
  readonly version: number;
  readonly sha256: string;
}

/** What stands against a rule, a pool or a published draw, in words. */
export interface DrawFault {
  readonly at: string;
  readonly zh: string;
  readonly en: string;
}

/** Why a member's seat went to somebody else. */
export type LeavingGround = (typeof LEAVING_GROUNDS)[number];

/** 存在利害关系, 谢绝, 逾期未声明, 被决定回避. */
export const LEAVING_GROUNDS = ['conflict', 'declined', 'silent', 'recused'] as const;

/**
 * Why a panel is over: its work is done, a promised secret number was withheld, nobody is left who could come in, or it
 * is given up. In all but the first case nothing of it counts.
 */
export type ClosingGround = (typeof CLOSING_GROUNDS)[number];

/** Why a panel ends: its work is done, its draw was withheld or found nobody, it was given up. */
export const CLOSING_GROUNDS = ['done', 'withheld', 'exhausted', 'abandoned'] as const;

/** More than that is no panel and no pool. */
export const MOST_MEMBERS = 99;
/** Experts in a pool at most. */
export const MOST_EXPERTS = 2000;
