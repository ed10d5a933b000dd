import { decideWithdrawal, type Withdrawal } from '../../../engine/draft/decide-withdrawal.js';
import type { DraftWithdrawn } from '../../../engine/draft/draft-stream.js';
import type { Ports } from '../../ports.js';
import type { StreamAnswer } from '../work-on-stream.js';
import { inDraft, type DraftWish } from './work-on-draft.js';

/** The version that was the latest, and no longer stands. */
export interface Withdrawn {
  readonly version: number;
}

/**
 * Withdraws a draft; its versions stay on record.
 *
 * @throws Unavailable, Defect as `workOnStream`.
 */
export function withdrawDraft(
  ports: Ports,
): (request: DraftWish & Withdrawal) => Promise<StreamAnswer<Withdrawn>> {
  return ({ version, reason, ...wish }) => {
    const asked = { draft: wish.name, withdraw: { version, reason } };
    return inDraft<DraftWithdrawn, Withdrawn>(ports, wish, asked, (place) => {
      const decision = decideWithdrawal(place, { version, reason });
      return decision.refused ? decision : { ...decision, result: { version } };
    });
  };
}
