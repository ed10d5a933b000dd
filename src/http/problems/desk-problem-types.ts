import type { DeskRefusalCode } from '../../engine/case/refusal.js';
import { both, type, type ProblemType } from './problem-type.js';

/** Codes by which work at a desk is refused, or an act because of how the desks stand. */
export const DESK_PROBLEM_TYPES: Record<DeskRefusalCode, ProblemType> = {
  'case-suspended': type(
    409,
    both('案件已经挂起', 'The work of the case is suspended'),
    both(
      '由有权的岗位恢复办理后再办；法定期限照常计算，当事人的行为不受影响。',
      'Have the work resumed first; the law’s clocks go on, and parties act as before.',
    ),
  ),
  'task-not-open': type(
    409,
    both('没有这一待办环节', 'There is no such open task'),
    both('重新读取案件；环节可能已经办结。', 'Read the case again; the task may be over.'),
  ),
  'not-one-persons-task': type(
    409,
    both('本环节不能由一人签收或者转交', 'The task cannot be taken in hand or passed on'),
    both(
      '当事人的环节由本人办理；会签等环节由各签署人分别签署，需要时加签。',
      'A party does his own; a round of signatures is signed by each, and signers may be added where it says so.',
    ),
  ),
  'held-by-another': type(
    409,
    both('本环节在他人手中', 'Another person has the task in hand'),
    both(
      '请其办理、转办或者取消签收；必要时由有权的岗位改派。',
      'Let him do it, pass it on or give it back; a post that may reassign can take it from him.',
    ),
  ),
  'not-in-hand': type(
    409,
    both('本环节不在本人手中', 'The task is not in your hand'),
    both('先签收，再取消签收或者转办。', 'Take it in hand first.'),
  ),
  'awaiting-referral': type(
    409,
    both('本环节等待答复', 'The task waits for an answer'),
    both(
      '等待被请的人答复，或者由提出人撤回（减签、收回委派）。',
      'Wait for the answer, or let who asked withdraw it.',
    ),
  ),
  'referral-not-open': type(
    409,
    both('没有这一转请', 'There is no such open referral'),
    both(
      '重新读取案件；它可能已经答复、撤回，或者随环节结束。',
      'Read the case again; it may have been answered, withdrawn or have ended with its task.',
    ),
  ),
  'person-not-eligible': type(
    422,
    both('不能交给此人', 'Not to this person'),
    both('按 unmet 所列原因另选他人。', 'Choose somebody else, for the reasons in unmet.'),
  ),
  'transfer-cycle': type(
    409,
    both('不得转回已经转出的人', 'It may not come back to who passed it on'),
    both(
      '转交另一人，取消签收，或者请有权的岗位改派。',
      'Pass it to another, give it back, or have it reassigned.',
    ),
  ),
  'nothing-to-change': type(
    409,
    both('已经如此，无需再办', 'That is how it stands already'),
    both('重新读取案件，查看现状。', 'Read the case again and see how it stands.'),
  ),
  'urged-today': type(
    409,
    both('今日已经催办', 'Urged today already'),
    both('自 earliestPossible 之日起可以再次催办。', 'Urge again from the day earliestPossible.'),
  ),
  'not-provided': type(
    409,
    both('程序没有规定这一办理', 'The procedure does not provide for this'),
    both(
      '程序的 work 部分列明可以挂起、作废、改派的岗位和依据；没有列明的不能办理。',
      'The work section of the procedure says what may be done, by whom and why; what is not there cannot be.',
    ),
  ),
  'void-too-late': type(
    409,
    both('已经作出决定的案件不得作废', 'A case in which something was decided is not voided'),
    both(
      '依法撤销、撤回、更正，或者按程序终止。',
      'Revoke, recall, correct or terminate as the law provides.',
    ),
  ),
};
