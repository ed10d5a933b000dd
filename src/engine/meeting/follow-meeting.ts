import type { StreamDecision } from '../streams/stream-law.js';
import type { MeetingEvent } from './meeting-event.js';
import { BASIS, decided, notWhile, refusedFor, unmet } from './meeting-refusals.js';
import { itemOf, type MeetingItem, type MeetingState } from './meeting-state.js';
import type { Stamp } from './prepare-meeting.js';

type Decision = StreamDecision<MeetingEvent>;

/** Whether words of a person on an item are on record. */
export function hasWords(state: Pick<MeetingState, 'roll'>, item: MeetingItem, person: string): boolean {
  const position = Object.hasOwn(item.positions, person) ? item.positions[person] : undefined;
  if (position) return position.how !== 'declined';
  return item.chief !== undefined && person === (item.presiding ?? state.roll.chief);
}

/**
 * 本人核对发言: a member confirms his own words on an item. What he corrects is appended, also after the minutes; what
 * was recorded before stays.
 */
export function confirmWords(
  state: MeetingState,
  wish: { readonly item: number; readonly person: string; readonly correction?: string },
  stamp: Stamp,
): Decision {
  const { item: number, person, correction } = wish;
  const item = itemOf(state, number);
  const own = item !== undefined && hasWords(state, item, person);
  const stands = refusedFor(
    !own &&
      unmet('opinion-not-yours', '本议题没有本人的发言', 'no words of yours are on record', BASIS.recorded),
    own &&
      correction === undefined &&
      !item.unconfirmed.includes(person) &&
      notWhile('已经确认', 'you have confirmed them already'),
  );
  if (stands) return stands;
  const corrected = correction !== undefined;
  const event = { ...stamp, type: 'words.confirmed', item: number, corrected } as const;
  return decided(event, BASIS.recorded, corrected ? { correction } : undefined);
}

/** 印发记录和纪要: both as they follow from the records up to `through`; nothing in them is typed. */
export function issueMinutes(
  state: MeetingState,
  wish: { readonly through: number; readonly record: unknown; readonly summary: unknown },
  stamp: Stamp,
): Decision {
  const { through, record, summary } = wish;
  const stands = refusedFor(
    (state.status !== 'closed' || !state.opened) &&
      notWhile('会议结束后印发', 'minutes are issued when the meeting is over'),
    state.minutesOn !== null && notWhile('已经印发', 'they have been issued'),
  );
  const event = { ...stamp, type: 'minutes.issued', through } as const;
  return stands ?? decided(event, BASIS.recorded, { record, summary });
}
