import type { RefusalCode, Unmet } from '../case/refusal.js';
import type { StreamDecision } from '../streams/stream-law.js';
import type { Forum, MeetingRule } from './forum.js';
import type { MeetingEvent } from './meeting-event.js';

/**
 * Rules of a meeting, as its decisions name them. Which provision stands behind each is the forum's to say: see
 * `withProvisions`.
 */
export const BASIS = {
  /** 草案经会议讨论. */
  discussed: '@discussed',
  /** 行政首长最后发表意见；与多数人的意见不一致的，在会上说明理由. */
  chiefLast: '@chiefLast',
  /** 如实记录，不同意见如实载明. */
  recorded: '@recorded',
  /** 回避. */
  recusal: '@recusal',
  execution: '@execution',
  /** What the law leaves to the house. */
  house: '@house',
} as const satisfies Readonly<Record<MeetingRule, `@${MeetingRule}`>>;

/** The provision of a rule. */
export function provisionOf({ provisions }: Pick<Forum, 'provisions'>, basis: string): string {
  return basis.startsWith('@') ? provisions[basis.slice(1) as MeetingRule] : basis;
}

/** A decision that names the forum's provisions in the place of rules. */
export function withProvisions(
  forum: Pick<Forum, 'provisions'>,
  decision: StreamDecision<MeetingEvent>,
): StreamDecision<MeetingEvent> {
  const named = (all: readonly string[]): readonly string[] => all.map((one) => provisionOf(forum, one));
  if (!decision.refused) return { ...decision, basis: named(decision.basis) };
  return { refused: true, unmet: decision.unmet.map((one) => ({ ...one, basis: named(one.basis) })) };
}

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
