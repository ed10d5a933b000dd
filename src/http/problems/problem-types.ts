import { DESK_PROBLEM_TYPES } from './desk-problem-types.js';
import { OPINION_PROBLEM_TYPES } from './opinion-problem-types.js';
import { DOCUMENT_PROBLEM_TYPES } from './document-problem-types.js';
import { MATERIAL_PROBLEM_TYPES } from './material-problem-types.js';
import { NOTICE_PROBLEM_TYPES } from './notice-problem-types.js';
import { ORGANISATION_PROBLEM_TYPES } from './organisation-problem-types.js';
import { POWER_PROBLEM_TYPES } from './power-problem-types.js';
import type { ProblemCode } from './problem-code.js';
import { both, type, type ProblemType } from './problem-type.js';
import { SIGN_IN_PROBLEM_TYPES } from './sign-in-problem-types.js';
import { SIGNING_PROBLEM_TYPES } from './signing-problem-types.js';

const ANOTHER_ACT = both(
  '查看 permittedActs 中当前可以作出的行为，或查询案件的 blocking。',
  'See permittedActs for what may be done now, or ask the case’s blocking.',
);
const CORRECT_AND_SEND = both(
  '按 unmet 中各项更正后重新提交（使用新的 Idempotency-Key）。',
  'Correct every item of unmet and send it again with a new Idempotency-Key.',
);
const SEND_AGAIN = both('更正请求后重新发送。', 'Correct the request and send it again.');

/** Every code once, with its status and words. A new code without an entry does not compile. */
export const PROBLEM_TYPES: Record<ProblemCode, ProblemType> = {
  ...POWER_PROBLEM_TYPES,
  ...DESK_PROBLEM_TYPES,
  ...OPINION_PROBLEM_TYPES,
  ...SIGNING_PROBLEM_TYPES,
  ...MATERIAL_PROBLEM_TYPES,
  ...DOCUMENT_PROBLEM_TYPES,
  ...SIGN_IN_PROBLEM_TYPES,
  ...ORGANISATION_PROBLEM_TYPES,
  ...NOTICE_PROBLEM_TYPES,
  'unknown-act': type(404, both('程序中没有此行为', 'The procedure has no such act'), ANOTHER_ACT),
  'not-in-this-state': type(
    409,
    both('案件当前状态下不能作出此行为', 'The case’s state does not allow this act'),
    ANOTHER_ACT,
  ),
  'unit-needed': type(
    422,
    both('须指明承办单位', 'The unit that is to handle the case must be named'),
    both(
      '在 unit 中填写说明所列的一个主管单位，使用新的 Idempotency-Key 重新提出。',
      'Name one of the listed competent units as `unit` and file again with a new Idempotency-Key.',
    ),
  ),
  'case-ended': type(
    409,
    both('案件已经办结', 'The case has ended'),
    both(
      '办结的案件不再变更；需要时另行申请或者启动相应程序。',
      'An ended case no longer changes; open a new case where the law allows it.',
    ),
  ),
  'invalid-input': type(
    422,
    both('行为的内容不符合要求', 'The act’s input is not as required'),
    CORRECT_AND_SEND,
  ),
  'requirement-unmet': type(
    422,
    both('法定条件尚未具备', 'A requirement of the law is not met'),
    both(
      '具备 unmet 中全部条件后再作出；办理前可用 preflight 试查。',
      'Meet every item of unmet first; preflight checks without acting.',
    ),
  ),
  'term-not-elapsed': type(
    422,
    both('法定最短期间尚未届满', 'A minimum period is not over'),
    both('自 earliestPossible 之日起可以作出。', 'It is possible from the day earliestPossible.'),
  ),
  'term-expired': type(
    422,
    both('法定期限已经届满', 'The term has expired'),
    both(
      '期限届满后不能再作出；查看案件的 clocks 了解期限及其后果。',
      'It is too late; the case’s clocks explain the term and what follows.',
    ),
  ),
  'lead-too-short': type(
    422,
    both('距指定日期的提前期不足', 'The notice before the appointed day is too short'),
    both('另行指定较晚的日期。', 'Appoint a later day.'),
  ),
  'extension-exhausted': type(
    409,
    both('延长次数已用尽', 'No extension is left'),
    both('在期限内作出决定，或者依法中止计算。', 'Decide within the term, or suspend it on a lawful ground.'),
  ),
  'ground-not-allowed': type(
    422,
    both('不属于法定的中止计算事由', 'Not a lawful ground for suspending the term'),
    both('只能使用程序列明的事由。', 'Use one of the grounds that the procedure lists.'),
  ),
  'clock-not-running': type(
    409,
    both('该期限未在计算', 'The clock is not running'),
    both('查询案件的 clocks 了解期限现状。', 'See the case’s clocks.'),
  ),
  'day-not-allowed': type(
    422,
    both('行为日期不能这样填写', 'The day of the act is not allowed'),
    both(
      'occurredOn 不得晚于今天，也不得早于案件最近一次事项；只有允许补记的行为可以填写。',
      'occurredOn is neither after today nor before the case’s latest event, and only some acts take it.',
    ),
  ),
  'malformed-http': type(400, both('不是有效的 HTTP 请求', 'Not a valid HTTP request'), SEND_AGAIN),
  'malformed-json': type(
    400,
    both('请求体不是有效的 JSON', 'The body is not valid JSON'),
    both(
      '更正 detail 所示位置（行、列）后重新发送。',
      'Correct the place that detail names (line, column) and send it again.',
    ),
  ),
  'invalid-request': type(
    400,
    both('请求的格式不正确', 'The request is not as it must be'),
    both('按 unmet 中各项更正后重新发送。', 'Correct every item of unmet and send it again.'),
  ),
  'invalid-text': type(
    400,
    both('文本含有不允许的字符', 'A text has characters that are not allowed'),
    both(
      '删除 unmet 所指位置的空字符（NUL）或不成对的代理码元。',
      'Remove NUL or the lone surrogate where unmet points.',
    ),
  ),
  'idempotency-key-missing': type(
    400,
    both('缺少 Idempotency-Key', 'Idempotency-Key is missing'),
    both(
      '为每个意愿生成一个新的键（例如 UUID），重试时使用同一个键。',
      'Make one new key for each wish (a UUID, say) and keep it when you retry.',
    ),
  ),
  'idempotency-key-reused': type(
    422,
    both('Idempotency-Key 已用于另一请求', 'The Idempotency-Key was used for another request'),
    both(
      '新的意愿请使用新的键；重试请发送与原来完全相同的请求。',
      'Use a new key for a new wish; to retry, send exactly the same request.',
    ),
  ),
  'unknown-resource': type(
    404,
    both('没有此项内容，或者您无权知悉', 'There is no such thing, or you may not know of it'),
    both(
      '检查地址中的编号或名称；列表接口给出可用的值。',
      'Check the id or name in the address; the lists give the valid ones.',
    ),
  ),
  'unknown-route': type(
    404,
    both('没有此地址', 'There is no such address'),
    both('接口说明见 /docs。', 'The interface is described at /docs.'),
  ),
  'method-not-allowed': type(
    405,
    both('此地址不支持该方法', 'The address does not know this method'),
    both('使用 Allow 响应头所列的方法。', 'Use a method that the Allow header names.'),
  ),
  'stale-version': type(
    412,
    both('案件已被他人更新', 'Somebody was faster'),
    both(
      '重新读取案件，确认意愿仍然成立，再用新的 ETag 和新的 Idempotency-Key 提交。',
      'Read the case again, see whether you still want it, and send it with the new ETag and a new Idempotency-Key.',
    ),
  ),
  'body-too-large': type(
    413,
    both('请求体过大', 'The body is too large'),
    both('请求体不得超过 1 MiB。', 'A body has at most 1 MiB.'),
  ),
  'uri-too-long': type(414, both('地址过长', 'The address is too long'), SEND_AGAIN),
  'headers-too-large': type(431, both('请求头过大', 'The headers are too large'), SEND_AGAIN),
  'unsupported-media-type': type(
    415,
    both('不支持的内容类型', 'The content type is not supported'),
    both('使用 Content-Type: application/json。', 'Use Content-Type: application/json.'),
  ),
  'not-simulated': type(
    409,
    both('本安装使用真实时间', 'This installation runs on real time'),
    both(
      '只有以模拟方式启动的安装才能调整时间。',
      'Only an installation started in simulation mode can move its clock.',
    ),
  ),
  'clock-backwards': type(
    422,
    both('时间不能倒退', 'Time does not go back'),
    both('指定晚于当前模拟时间的时刻。', 'Name an instant after the present simulated time.'),
  ),
  unavailable: type(
    503,
    both('服务暂时不可用', 'The service is unavailable for now'),
    both(
      '稍后以同一 Idempotency-Key 重试；已经确认的行为不会丢失，也不会重复。',
      'Retry later with the same Idempotency-Key; no acknowledged act is lost, none happens twice.',
    ),
  ),
  'ledger-behind': type(
    503,
    both('数据库不是最后签署的状态，拒绝写入', 'The database is not what was signed: nothing is written'),
    both(
      '请管理员恢复正确的数据库，或者按规程接续日志。查阅不受影响。',
      'An operator must put the right database back, or take the log up anew on record. Reading goes on.',
    ),
  ),
  defect: type(
    500,
    both('系统内部错误', 'An internal defect'),
    both(
      '没有写入任何内容。请将 traceId 告知管理员。',
      'Nothing was written. Tell the administrator the traceId.',
    ),
  ),
};

/** All codes, for pages and tests. */
export const PROBLEM_CODES = Object.keys(PROBLEM_TYPES) as readonly ProblemCode[];
