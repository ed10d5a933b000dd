import type { CivilDate } from '../clock/time.js';
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

/** 分解议定事项: who carries out what was decided, and until when. */
export function assignFollowUp(
  state: MeetingState,
  wish: {
    readonly item: number;
    readonly unit: string;
    readonly person?: string;
    readonly until: CivilDate;
    readonly what: string;
    /** There is such a unit, and the person is one of the organisation. */
    readonly known: boolean;
  },
  stamp: Stamp,
): Decision {
  const { item, unit, person, until, what, known } = wish;
  const stands = refusedFor(
    itemOf(state, item)?.status !== 'decided' &&
      notWhile('该议题没有议定', 'nothing has been decided on the item'),
    state.minutesOn !== null &&
      notWhile('会议纪要已经印发', 'the minutes are issued: nothing is added to an item'),
    until < stamp.on && unmet('day-not-allowed', '完成日期不能早于今天', 'the day is over', BASIS.execution),
    !known && unmet('person-not-eligible', '没有这一机构或者人员', 'no such unit or person', BASIS.execution),
  );
  const followUp = state.followUps.length + 1;
  const event = { ...stamp, type: 'followUp.assigned', followUp, item, unit, until } as const;
  return stands ?? decided({ ...event, ...(person !== undefined && { person }) }, BASIS.execution, { what });
}

/** 销号: the secretary recognises that it was done; nobody closes his own. */
export function completeFollowUp(
  state: MeetingState,
  wish: { readonly followUp: number; readonly by: string; readonly report: string },
  stamp: Stamp,
): Decision {
  const { followUp, by, report } = wish;
  const found = state.followUps.find((one) => one.followUp === followUp);
  const stands = refusedFor(
    (!found || found.doneOn !== undefined) &&
      notWhile('没有这一待办事项，或者已经办结', 'there is no such follow-up, or it is done'),
    found?.person === by &&
      unmet('own-matter', '不得由承办人自行销号', 'nobody closes his own follow-up', BASIS.house),
  );
  const event = { ...stamp, type: 'followUp.completed', followUp } as const;
  return stands ?? decided(event, BASIS.execution, { report });
}
