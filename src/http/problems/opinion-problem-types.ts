import { both, type, type ProblemType } from './problem-type.js';

/** Codes about opinions, the form and acts done in batches. */
export type OpinionCode =
  | 'seen-outdated'
  | 'opinion-not-yours'
  | 'field-not-writable'
  | 'field-required'
  | 'individual-consideration'
  | 'too-many-snippets';

/** The words of each. */
export const OPINION_PROBLEM_TYPES: Record<OpinionCode, ProblemType> = {
  'seen-outdated': type(
    409,
    both('所见稿件或者材料已有新的版本', 'The draft or materials have changed since'),
    both(
      '重新查看稿件和材料，用意见列表给出的新 seen 再次提交；原意见保存在尝试记录中，没有丢失。',
      'Look at the draft and materials again and send the opinion with the new `seen`; the words are kept with the attempt.',
    ),
  ),
  'opinion-not-yours': type(
    403,
    both('只能更正本人的意见', 'Only one’s own opinion can be corrected'),
    both(
      '以自己的名义发表新的意见；更正他人的意见须由其本人进行。',
      'Give an opinion of your own; let its author correct the other one.',
    ),
  ),
  'field-not-writable': type(
    403,
    both('现在不能由您填写此项', 'The field is not yours to fill in now'),
    both(
      '查询案件的 form 了解本人现在可以填写的字段。',
      'Ask for the case’s form: it says which fields you may fill in now.',
    ),
  ),
  'field-required': type(
    422,
    both('须先填写的字段尚未填写', 'A field that must be filled in is empty'),
    both(
      '先填写 unmet 所列字段，或者随行为一并填写（fields）。退回不受此限。',
      'Fill in the fields that unmet lists, or send them with the act as `fields`. Sending the matter back needs none of them.',
    ),
  ),
  'individual-consideration': type(
    409,
    both('须逐件审议，不得批量办理', 'It is considered case by case, never as one of many'),
    both('打开案件单独办理。', 'Open the case and do it there.'),
  ),
  'too-many-snippets': type(
    409,
    both('常用语已满', 'There are as many snippets as there may be'),
    both('删除不再使用的常用语后再保存。', 'Remove one that is no longer used, then keep this one.'),
  ),
};
