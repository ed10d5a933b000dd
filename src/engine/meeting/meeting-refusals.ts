import type { RefusalCode, Unmet } from '../case/refusal.js';
import type { StreamDecision } from '../streams/stream-law.js';
import type { MeetingEvent } from './meeting-event.js';

/** Provisions of 重大行政决策程序暂行条例, and the rules of the house where the law leaves it open. */
export const BASIS = {
  /** 决策草案应当经决策机关常务会议或者全体会议讨论. */
  discussed: '713号令 30.1',
  /** 会议组成人员应当充分发表意见，行政首长最后发表意见；与多数人的意见不一致的，应当在会上说明理由. */
  chiefLast: '713号令 30.2',
  /** 集体讨论决定情况应当如实记录，不同意见应当如实载明. */
  recorded: '713号令 30.3',
  /** 回避. */
  recusal: '公务员法 76',
  /** 对决策不当表示不同意见的，按照规定减免责任. */
  dissent: '713号令 38',
  execution: '713号令 34',
  house: '正程 会议规则',
} as const;

/** One thing that stands against it. */
export function unmet(
  code: RefusalCode,
  zh: string,
  en: string,
  basis: string | readonly string[] = BASIS.house,
): Unmet {
  return { code, say: { zh, en }, basis: typeof basis === 'string' ? [basis] : basis };
}

/** Refused for everything that stands against it; undefined when nothing does. */
export function refusedFor(
  ...found: readonly (Unmet | false | undefined)[]
): Extract<StreamDecision<MeetingEvent>, { refused: true }> | undefined {
  const all = found.filter((one): one is Unmet => one !== false && one !== undefined);
  return all.length === 0 ? undefined : { refused: true, unmet: all };
}

/** The decision for an event. */
export function decided(
  event: MeetingEvent,
  basis: string | readonly string[],
  parts?: Readonly<Record<string, unknown>>,
): StreamDecision<MeetingEvent> {
  return {
    ...{ refused: false, event, basis: typeof basis === 'string' ? [basis] : basis },
    ...(parts && { parts }),
  };
}

/** There is no such item, or it is no longer open. */
export function noOpenItem(): Unmet {
  return unmet(
    'not-in-this-state',
    '会议没有这一议题，或者该议题已经撤回、已经议定',
    'the meeting has no such item, or it was withdrawn or decided',
  );
}

/** The meeting, the item or the words are not in a state in which this is possible. */
export function notWhile(zh: string, en: string): Unmet {
  return unmet('not-in-this-state', zh, en);
}
