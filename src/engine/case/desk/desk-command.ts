import type { Actor } from '../command.js';
import type { Decision } from '../decision.js';

/**
 * What somebody wishes to do at a desk: with a task in hand, with whom he asks beside the procedure, with the work as a
 * whole. Persons by pseudonym; `task` is the key of an open task, `referral` the id of an open referral.
 *
 * `reason` is what he gives as his reason. It is asked for where another person's work changes by it (`REASONED`), and
 * is looked at only for being there: who carries the command out keeps the text as a part of the record.
 */
export type DeskCommand = DeskWish & { readonly reason?: string };

type DeskWish =
  /** 签收; 取消签收. */
  | { readonly do: 'claim' | 'release'; readonly task: string }
  /** 转办: to another person who may do the task himself. */
  | { readonly do: 'transfer'; readonly task: string; readonly to: string }
  /** 改派: by a superior; without `to` the task is everybody's of its post again. */
  | { readonly do: 'reassign'; readonly task: string; readonly to?: string }
  /** 委派: prepares it and gives it back; the task's acts wait. */
  | { readonly do: 'delegate'; readonly task: string; readonly to: string }
  /** 加签: for an opinion. `before` and `parallel` keep the task's acts waiting, `after` does not. */
  | {
      readonly do: 'consult';
      readonly task: string;
      readonly to: string;
      readonly place: 'before' | 'parallel' | 'after';
    }
  /** 传阅: one referral for each; 抄送: they may read, nobody waits for them. At most `MAX_READERS` at once. */
  | { readonly do: 'circulate' | 'copy'; readonly to: readonly string[] }
  /** The answer to a referral. `text` is what is said: needed for 委派 and 加签, not for 传阅 (已阅). */
  | { readonly do: 'answer'; readonly referral: string; readonly text?: string }
  /** 减签, 收回委派: by who asked, or who may reassign. */
  | { readonly do: 'recall'; readonly referral: string }
  /** 催办. */
  | { readonly do: 'urge'; readonly task: string }
  /** 挂起, 恢复办理, 作废: of the work as a whole. */
  | { readonly do: 'suspend' | 'resume' | 'void' };

/** A command with who gives it. */
export type DeskAttempt = DeskCommand & { readonly actor: Actor };

/** One event, its effects, the folded state after it, and what it rests on. */
export type DeskDecision = Decision;

/** Commands that are refused without a reason. */
export const REASONED: ReadonlySet<DeskCommand['do']> = new Set([
  'transfer',
  'reassign',
  'delegate',
  'consult',
  'recall',
  'suspend',
  'resume',
  'void',
]);

/** How many people one command may circulate or copy a case to. */
export const MAX_READERS = 50;

/** Longest reason, in characters. */
export const MAX_REASON = 2_000;
