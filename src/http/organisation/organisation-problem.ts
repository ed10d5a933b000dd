import type { PolicyReason } from '../../engine/powers/power-question.js';
import type { OrganisationAnswer } from '../../usecases/organisation/organisation-answer.js';
import { Problem, unknownResource } from '../problems/problem.js';

/** What is on record as done. */
export type Done = Extract<OrganisationAnswer, { outcome: 'changed' | 'proposed' | 'rejected' }>;

/** Items of a problem at most: who sends thousands of wrong changes is told the first of them. */
export const MOST_UNMET = 200;

/**
 * What was done, or the problem that another outcome means.
 * @throws Problem
 */
export function doneOrProblem(answer: OrganisationAnswer): Done {
  switch (answer.outcome) {
    case 'changed':
    case 'proposed':
    case 'rejected':
      return answer;
    case 'refused':
      throw reasonsProblem(answer.reasons, answer.receipt?.id);
    case 'conflicts':
      throw new Problem('organisation-conflict', {
        unmet: answer.conflicts.slice(0, MOST_UNMET).map(({ index, code, say, basis }) => ({
          ...{ code: 'organisation-conflict' as const, conflict: code, say, basis },
          at: `/changes/${index}`,
        })),
        recordId: answer.receipt.id,
      });
    case 'keyReused':
      throw new Problem('idempotency-key-reused');
    case 'unknown':
      throw unknownThing(answer.what);
  }
}

/** A refused power, with every reason; the first one's code is the problem's. */
export function reasonsProblem(reasons: readonly PolicyReason[], recordId?: string): Problem {
  return new Problem(reasons[0]?.code ?? 'power-missing', {
    unmet: reasons.map(({ code, say, basis }) => ({ code, say, basis })),
    ...(recordId !== undefined && { recordId }),
  });
}

function unknownThing(what: Extract<OrganisationAnswer, { outcome: 'unknown' }>['what']): Problem {
  const { zh, en } = UNKNOWN[what];
  return unknownResource(zh, en);
}

const UNKNOWN = {
  proposal: { zh: '待确认的提议', en: 'proposal that waits' },
  recusal: { zh: '回避', en: 'recusal' },
  case: { zh: '案件', en: 'case' },
} as const;
