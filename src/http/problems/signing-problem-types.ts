import type { SigningRefusalCode } from '../../engine/case/refusal.js';
import { both, type, type ProblemType } from './problem-type.js';

/** Codes by which a signature, a change of the signers or taking an act back is refused. */
export const SIGNING_PROBLEM_TYPES: Record<SigningRefusalCode, ProblemType> = {
  'not-a-signer': type(
    403,
    both('不在签署人员之列', 'You do not sign in this round'),
    both(
      '需要参加签署的，请签署人员、发起人或者有改派权的人员加签（程序允许加签或者补足空缺时）。',
      'Ask a signer, who opened the round or who may reassign to add you, where signers may be added or a vacancy is to be filled.',
    ),
  ),
  'not-your-turn': type(
    409,
    both('尚未轮到本人签署', 'It is not your turn to sign'),
    both(
      '等待前面的人员签署；查询案件的 signings 可知轮到何人。',
      'Wait for those before you; the case’s signings tell whose turn it is.',
    ),
  ),
  'already-signed': type(
    409,
    both('已经签署', 'Already signed'),
    both(
      '需要更改的，在本轮结束前撤回本人签署后重新签署。',
      'To change it, take your signature back while the round is open and sign again.',
    ),
  ),
  'not-signed': type(
    409,
    both('没有可以撤回的签署', 'No signature to take back'),
    both(
      '查询案件的 signings；只能撤回本人作出的签署。',
      'See the case’s signings; only what you signed yourself can be taken back.',
    ),
  ),
  'round-closed': type(
    409,
    both('本轮签署没有在进行', 'The round of signatures is not open'),
    both(
      '重新读取案件；有结果的签署不再变更。',
      'Read the case again; a round with a result does not change.',
    ),
  ),
  'signers-needed': type(
    422,
    both('须指定签署人员', 'Name who is to sign'),
    both(
      '在 signers 中按签署名称列出人员（依次签署的按顺序），使用新的 Idempotency-Key 重新提交。',
      'List them in `signers` by the name of the round, in order, and send it again with a new Idempotency-Key.',
    ),
  ),
  'signers-number': type(
    422,
    both('签署人员的人数不合法', 'The number of signers is not lawful'),
    both('按 unmet 所列人数要求调整人员后重新提交。', 'Name as many as unmet says and send it again.'),
  ),
  'signers-fixed': type(
    409,
    both('签署人员不能这样变更', 'The signers cannot be changed so'),
    both(
      '由有权的人员变更；不能签署的人员可以减去，空缺可以补足。',
      'Let somebody who may change it; who can no longer sign may be taken out, and a vacancy may be filled.',
    ),
  ),
  'not-retractable': type(
    409,
    both('不能拿回', 'It cannot be taken back'),
    both('请下一环节的人员退回。', 'Ask whoever has the next task to return it.'),
  ),
};
