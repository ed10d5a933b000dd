import { both, type, type ProblemType } from './problem-type.js';

/** Codes of webhooks, calendar feeds and the stream. */
export type NoticeCode = 'webhook-ended' | 'event-not-parked' | 'too-many-requests' | 'too-many-feeds';

/** Each with its status and words. */
export const NOTICE_PROBLEM_TYPES: Record<NoticeCode, ProblemType> = {
  'webhook-ended': type(
    409,
    both('该推送订阅已经终止', 'The webhook subscription has ended'),
    both('终止的订阅不能恢复；需要时另行开立。', 'An ended one never comes back; open another.'),
  ),
  'event-not-parked': type(
    409,
    both('该事件没有停下', 'The event is not parked'),
    both(
      '用 GET /v1/webhooks/{id}/parked-events 查看停下的事件及其位置。',
      'See which events are parked, and where, with GET /v1/webhooks/{id}/parked-events.',
    ),
  ),
  'too-many-requests': type(
    429,
    both('请求过于频繁，或者打开的连接过多', 'Too many requests, or too many connections at once'),
    both('Retry-After 所示秒数之后再试。', 'Try again after the seconds of Retry-After.'),
  ),
  'too-many-feeds': type(
    409,
    both('日历订阅过多', 'Too many calendar feeds'),
    both('停用不再使用的订阅。', 'End those that are no longer used.'),
  ),
};
