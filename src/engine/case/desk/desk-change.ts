import type { ReferralKind, ReferralState, TaskHolder } from './desk-state.js';

/**
 * What happened at somebody's desk, as data: it changes who works on what, never where the case stands in law. `reason`
 * is not here: it may be personal, and is a part of the record (`reason`).
 */
export type DeskChange =
  | HolderChange
  /** 委派, 加签, 传阅: one or several, by id. */
  | { readonly did: 'referred'; readonly referrals: Readonly<Record<string, ReferralState>> }
  /** Answered by the person asked, or withdrawn (减签) by who asked. */
  | { readonly did: 'answered' | 'recalled'; readonly id: string; readonly kind: ReferralKind }
  /** 抄送: they may read from now on; nobody waits for them. */
  | { readonly did: 'copied'; readonly to: readonly string[] }
  /** 催办: who is reminded, by whom. */
  | {
      readonly did: 'urged';
      readonly task: string;
      readonly by: string;
      readonly to: readonly string[];
    }
  /** 挂起, 恢复办理: of the work. The law's clocks go on. */
  | { readonly did: 'suspended' | 'resumed' }
  /** 作废: opened by mistake; it never had an effect. */
  | { readonly did: 'voided' };

/** 签收, 取消签收, 转办, 改派. Without a holder the task is everybody's of its post again. */
export interface HolderChange {
  readonly did: 'claimed' | 'released' | 'transferred' | 'reassigned';
  readonly task: string;
  readonly holder?: TaskHolder;
  /** 转办: who passed it on, with the principal for whom he had it. It may not come back to them by 转办. */
  readonly passedBy?: readonly string[];
}
