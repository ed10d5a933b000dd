import type { Unmet } from '../case/refusal.js';
import type { StreamDecision } from '../streams/stream-law.js';
import type { MeetingEvent } from './meeting-event.js';
import { BASIS, decided, noOpenItem, notWhile, refusedFor, unmet } from './meeting-refusals.js';
import {
  everybody,
  isOpenItem,
  itemOf,
  presides,
  type LocalTime,
  type MeetingState,
} from './meeting-state.js';
import { noMember, wholeRoll, type FoundRoll, type Stamp } from './prepare-meeting.js';

type Decision = StreamDecision<MeetingEvent>;

/** A local time that somebody gives for what happened, and the time that it is. */
export interface Told {
  readonly at: LocalTime;
  readonly now: LocalTime;
}

const LOCAL_TIME = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/;

/** Nothing is entered for the future, nor before what is on record: what was decided stood on it. */
export function againstTime({ at: latest }: Pick<MeetingState, 'at'>, { at, now }: Told): Unmet | undefined {
  if (!LOCAL_TIME.test(at)) return unmet('invalid-input', '时间应为 YYYY-MM-DDTHH:MM', 'no local time');
  if (at > now) return unmet('day-not-allowed', '不能登记将来的时间', 'it lies in the future');
  return at < latest
    ? unmet('day-not-allowed', '不能早于已经留痕的事项', 'it lies before what is on record')
    : undefined;
}

/** 开会: on its day, with those who are there. */
export function open(
  state: MeetingState,
  wish: {
    readonly present: readonly string[];
    readonly roll: FoundRoll;
    readonly observers?: unknown;
  } & Told,
  stamp: Stamp,
): Decision {
  const roll = wholeRoll(wish.roll);
  const present = [...new Set(wish.present)];
  const stands = refusedFor(
    state.status !== 'convened' && notWhile('会议已经召开或者已经结束', 'it was opened or is over'),
    stamp.on !== state.day &&
      unmet('day-not-allowed', '今天不是会议日，改期后再召开', 'today is not its day; move it first'),
    againstTime(state, wish),
    !roll && unmet('requirement-unmet', '没有行政首长或者其代理人', 'there is no chief', BASIS.chiefLast),
    roll && present.some((person) => !everybody(roll).includes(person)) && noMember(),
  );
  if (stands || !roll) return stands ?? { refused: true, unmet: [] };
  const event = { ...stamp, type: 'meeting.opened', at: wish.at, roll, present } as const;
  const { observers } = wish;
  return decided(event, BASIS.recorded, observers === undefined ? undefined : { observers });
}

/** 到会、离会, with the time. */
export function attend(
  state: MeetingState,
  wish: { readonly person: string; readonly arrived: boolean } & Told,
  stamp: Stamp,
): Decision {
  const { person, arrived, at } = wish;
  const there = state.present.includes(person);
  const stands = refusedFor(
    state.status !== 'open' && notOpen(),
    againstTime(state, wish),
    !everybody(state.roll).includes(person) && noMember(),
    arrived && there && notWhile('已经到会', 'he is there already'),
    !arrived && !there && notWhile('不在会上', 'he is not there'),
  );
  const type = arrived ? 'member.arrived' : 'member.left';
  return stands ?? decided({ ...stamp, type, person, at }, BASIS.recorded);
}

/**
 * 回避 of one person on one item: he leaves its count. Who recuses the chief names who presides over the item instead,
 * speaks last and decides.
 */
export function recuse(
  state: MeetingState,
  wish: {
    readonly item: number;
    readonly person: string;
    readonly presiding?: string;
    readonly reason: string;
  },
  stamp: Stamp,
): Decision {
  const { item: number, person, presiding, reason } = wish;
  const item = itemOf(state, number);
  const last = item && presides(state, item) === person;
  const successor = presiding !== undefined && last;
  const stands = refusedFor(
    (!item || !isOpenItem(item)) && noOpenItem(),
    !everybody(state.roll).includes(person) && noMember(),
    item?.recused.includes(person) && notWhile('已经回避', 'he is recused already'),
    last && item.chief !== undefined && notWhile('主持人已经发表意见', 'who presides has spoken'),
    last &&
      !successor &&
      unmet('invalid-input', '须指定本议题的主持人', 'name who presides over the item', BASIS.chiefLast),
    !last && presiding !== undefined && unmet('invalid-input', '本议题无须另定主持人', 'he does not preside'),
    successor && !mayPreside(state, number, presiding, person) && noMember(),
  );
  if (stands) return stands;
  const event = { ...stamp, type: 'member.recused', item: number, person } as const;
  return decided({ ...event, ...(successor && { presiding }) }, BASIS.recusal, { reason });
}

/** Whoever has taken a position as a member cannot be the last to speak. */
function mayPreside(state: MeetingState, number: number, presiding: string, recused: string): boolean {
  const item = itemOf(state, number);
  return (
    item !== undefined &&
    presiding !== recused &&
    everybody(state.roll).includes(presiding) &&
    !item.recused.includes(presiding) &&
    !Object.hasOwn(item.positions, presiding)
  );
}

/** 休会、复会、散会. Items that were not decided fall off the agenda when it is closed. */
export function pause(
  state: MeetingState,
  wish: { readonly to: 'adjourned' | 'resumed' | 'closed' } & Told,
  stamp: Stamp,
): Decision {
  const { to, at } = wish;
  const wanted = to === 'resumed' ? 'adjourned' : 'open';
  const fits = state.status === wanted || (to === 'closed' && state.status !== 'closed');
  const stands = refusedFor(
    !fits && (to === 'resumed' ? notWhile('会议没有休会', 'it is not adjourned') : notOpen()),
    againstTime(state, wish),
  );
  return stands ?? decided({ ...stamp, type: `meeting.${to}`, at }, BASIS.recorded);
}

/** Nothing is said or decided while the meeting is not open. */
export function notOpen(): Unmet {
  return notWhile('会议没有召开、正在休会或者已经结束', 'the meeting is not open');
}
