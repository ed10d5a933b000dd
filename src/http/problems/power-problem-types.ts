import type { PowerRefusalCode } from '../../engine/powers/power-question.js';
import { both, type, type ProblemType } from './problem-type.js';

/** Codes by which a power is refused. What `unmet` says comes from the policies, with their articles. */
export const POWER_PROBLEM_TYPES: Record<PowerRefusalCode, ProblemType> = {
  'power-missing': type(
    403,
    both('无权作出此行为', 'The power for this act is missing'),
    both(
      '由有权的岗位办理；案件的 blocking 说明由谁办理。',
      'Let a holder of the post do it; the case’s blocking says who.',
    ),
  ),
  'separation-of-duties': type(
    403,
    both('同一人不得兼任', 'One person may not do both'),
    both('由没有参与前一环节的人员办理。', 'Let a person act who took no part in the earlier step.'),
  ),
  'account-not-active': type(
    403,
    both('账号已停用或者注销', 'The account is suspended or ended'),
    both(
      '联系系统管理员核实本人和被代理人的账号状态。',
      'Ask the system administrator how your account and your principal’s stand.',
    ),
  ),
  recused: type(
    403,
    both('本人或者被代理人在本案中回避', 'You or your principal are recused from this case'),
    both('由没有回避情形的人员办理。', 'Let a person act who is not recused.'),
  ),
  'own-matter': type(
    403,
    both('不得办理本人的事项', 'Nobody decides his own matter'),
    both(
      '由与本案没有利害关系的人员办理；本人只能以当事人身份参与。',
      'Let a person act who has no part in it; you take part as a party only.',
    ),
  ),
  'administrator-on-case': type(
    403,
    both('管理员不得接触案件', 'Administrators have no part in cases'),
    both('由办理岗位的人员办理；三员的职责不包括案件。', 'Let a holder of a post in the case do it.'),
  ),
  'case-sealed': type(
    403,
    both('案件已经封存', 'The case is sealed'),
    both(
      '由决定封存的机关负责人解封后再办理。',
      'The head of the organ that sealed it must unseal it first.',
    ),
  ),
  'scope-missing': type(
    403,
    both('令牌的授权范围不包括此项', 'The token’s scopes do not include this'),
    both(
      '使用授权范围包括此项的令牌，或者由本人登录办理。',
      'Use a token whose scopes include it, or sign in yourself.',
    ),
  ),
  'own-grant': type(
    403,
    both('授权须由两名管理员办理且与本人无关', 'A grant takes two administrators and is never one’s own'),
    both(
      '由提出人、被授权人以外的安全管理员确认。',
      'Let a security administrator confirm who neither proposed it nor gains by it.',
    ),
  ),
};
