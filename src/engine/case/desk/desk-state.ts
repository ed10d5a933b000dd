import type { CivilDate } from '../../clock/time.js';

/** Who has a task in hand. */
export interface TaskHolder {
  readonly person: string;
  /** Deputies: for whom he holds it. */
  readonly onBehalfOf?: string;
  /**
   * `claimed` 已签收: he works on it. `assigned` 转办: it was given to him and he has not signed for it yet. In both, the
   * task's acts are his alone. `returned` 退回: it came back to him, who did it before; others of the post may take it.
   */
  readonly as: 'claimed' | 'assigned' | 'returned';
  readonly on: CivilDate;
}

/** What a person is asked for beside the procedure's own tasks. None of them passes on a power to act. */
export type ReferralKind =
  /** 委派: prepares the task and gives it back. */
  | 'delegation'
  /** 加签: gives his opinion on the task. */
  | 'consultation'
  /** 传阅: reads and says so. */
  | 'circulation';

/** An open referral 转请, by id in a case's state; answered or withdrawn it is gone. */
export interface ReferralState {
  readonly kind: ReferralKind;
  /** The open task that it belongs to. It ends with it. */
  readonly task?: string;
  readonly to: string;
  readonly from: string;
  readonly on: CivilDate;
  /** 前加签、并加签、委派: the task's acts wait for the answer. */
  readonly blocks?: true;
  /** 加签. `after`: asked when the task is done; the act takes effect at once. */
  readonly place?: 'before' | 'parallel' | 'after';
}
