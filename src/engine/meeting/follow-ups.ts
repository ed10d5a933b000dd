import { addDays } from '../clock/civil-date.js';
import type { Calendar } from '../clock/calendar.js';
import type { Term } from '../clock/deadline.js';
import { calculateDeadline } from '../clock/deadline-calculation.js';
import type { CivilDate } from '../clock/time.js';
import type { StreamDecision } from '../streams/stream-law.js';
import type { MeetingEvent, MeetingEventOf } from './meeting-event.js';
import { BASIS, decided, notWhile, refusedFor, unmet } from './meeting-refusals.js';
import { itemOf, type FollowUp, type MeetingState } from './meeting-state.js';
import type { Stamp } from './prepare-meeting.js';

type Decision = StreamDecision<MeetingEvent>;

/** A wish about one follow-up, of a person. */
export interface OfFollowUp {
  readonly followUp: number;
  readonly by: string;
}

/** 分解议定事项: who carries out what was decided, and until when. */
export function assignFollowUp(
  state: MeetingState,
  wish: {
    readonly item: number;
    readonly unit: string;
    readonly person?: string;
    /** The last day; absent where no calendar could count it. */
    readonly until: CivilDate | undefined;
    /** The last day was asked for so. */
    readonly within?: Term;
    readonly what: string;
    /** Somebody of the unit may take it in hand; a person who is named is one of those. */
    readonly known: boolean;
  },
  stamp: Stamp,
): Decision {
  const { item, unit, person, until, within, what, known } = wish;
  const stands = refusedFor(
    itemOf(state, item)?.status !== 'decided' &&
      notWhile('该议题没有议定', 'nothing has been decided on the item'),
    state.minutesOn !== null &&
      notWhile('会议纪要已经印发', 'the minutes are issued: nothing is added to an item'),
    isOver(until, stamp) && notADay(),
    !known &&
      unmet(
        'person-not-eligible',
        '执行单位没有承办岗位的人员，或者所列人员不在承办岗位',
        'nobody of the unit, or not the person who is named, holds a post that carries such things out',
        BASIS.execution,
      ),
  );
  if (stands || until === undefined) return stands ?? { refused: true, unmet: [notADay()] };
  const followUp = state.followUps.length + 1;
  const event = { ...stamp, type: 'followUp.assigned', followUp, item, unit, until } as const;
  const more = { ...(person !== undefined && { person }), ...(within && { within }) };
  return decided({ ...event, ...more }, BASIS.execution, { what });
}

/** 签收: one of those who may takes it in hand; whom it was given to by name, nobody else. */
export function claimFollowUp(state: MeetingState, { followUp, by }: OfFollowUp, stamp: Stamp): Decision {
  const found = openFollowUp(state, followUp);
  const holder = found?.holder;
  const stands = refusedFor(
    !found && noOpenFollowUp(),
    found?.reportedOn !== undefined && reported(),
    holder?.as === 'claimed' && notWhile('该事项已经有人签收', 'somebody has it in hand already'),
    holder?.as === 'assigned' &&
      holder.person !== by &&
      unmet(
        'held-by-another',
        '该事项指定他人承办',
        'it was given to somebody else by name',
        BASIS.execution,
      ),
  );
  return stands ?? decided({ ...stamp, type: 'followUp.claimed', followUp, person: by }, BASIS.execution);
}

/** 交回 by who has it in hand, 退回重办 by the secretary: it waits for somebody to take it in hand again. */
export function releaseFollowUp(
  state: MeetingState,
  wish: { readonly followUp: number; readonly reason: string },
  stamp: Stamp,
): Decision {
  const { followUp, reason } = wish;
  const found = openFollowUp(state, followUp);
  const stands = refusedFor(
    !found && noOpenFollowUp(),
    found &&
      !found.holder &&
      found.reportedOn === undefined &&
      notWhile('该事项没有人签收', 'nobody has it in hand'),
  );
  return stands ?? decided({ ...stamp, type: 'followUp.released', followUp }, BASIS.execution, { reason });
}

/** 报告办结: by who has it in hand. The clock no longer runs against him; the secretary recognises it or sends it back. */
export function reportFollowUp(
  state: MeetingState,
  wish: OfFollowUp & { readonly report: string },
  stamp: Stamp,
): Decision {
  const { followUp, by, report } = wish;
  const found = openFollowUp(state, followUp);
  const stands = refusedFor(
    !found && noOpenFollowUp(),
    found?.reportedOn !== undefined && reported(),
    found &&
      found.reportedOn === undefined &&
      (found.holder?.as !== 'claimed' || found.holder.person !== by) &&
      unmet('not-in-hand', '该事项不由本人签收承办', 'you have not taken it in hand', BASIS.execution),
  );
  return stands ?? decided({ ...stamp, type: 'followUp.reported', followUp }, BASIS.execution, { report });
}

/** 延期: whoever gives such things out sets a later day, with a reason; nobody extends his own. */
export function extendFollowUp(
  state: MeetingState,
  wish: OfFollowUp & {
    readonly until: CivilDate | undefined;
    readonly within?: Term;
    readonly reason: string;
  },
  stamp: Stamp,
): Decision {
  const { followUp, by, until, within, reason } = wish;
  const found = openFollowUp(state, followUp);
  const own = found?.holder?.person === by || found?.person === by;
  const stands = refusedFor(
    !found && noOpenFollowUp(),
    found?.reportedOn !== undefined && reported(),
    own && unmet('own-matter', '不得由承办人自行延期', 'nobody extends his own follow-up', BASIS.house),
    (isOver(until, stamp) || (found !== undefined && until !== undefined && until <= found.until)) &&
      unmet(
        'day-not-allowed',
        '延期后的完成日期须晚于原定日期，且不早于今天',
        'an extended day is later than the one before, and not over',
        BASIS.execution,
      ),
  );
  if (stands || until === undefined) return stands ?? { refused: true, unmet: [notADay()] };
  const event = { ...stamp, type: 'followUp.extended', followUp, until } as const;
  return decided({ ...event, ...(within && { within }) }, BASIS.execution, { reason });
}

/** 逾期: the calendar's doing, once for each last day; undefined where nothing is to be recorded. */
export function lapseFollowUp(
  state: MeetingState,
  { followUp, today }: { readonly followUp: number; readonly today: CivilDate },
): Decision | undefined {
  const found = openFollowUp(state, followUp);
  if (!found || found.reportedOn !== undefined || found.lapsedOn !== undefined) return undefined;
  const { until } = found;
  if (until >= today) return undefined;
  // However late it is noticed, it ran out with its last day.
  return decided({ type: 'followUp.lapsed', on: addDays(until, 1), followUp, until }, BASIS.execution);
}

/** 销号: the secretary recognises that it was done; nobody closes his own. */
export function completeFollowUp(
  state: MeetingState,
  wish: OfFollowUp & { readonly report: string },
  stamp: Stamp,
): Decision {
  const { followUp, by, report } = wish;
  const found = openFollowUp(state, followUp);
  const own = found?.holder?.person === by || found?.person === by;
  const stands = refusedFor(
    !found && noOpenFollowUp(),
    own && unmet('own-matter', '不得由承办人自行销号', 'nobody closes his own follow-up', BASIS.house),
  );
  return stands ?? decided({ ...stamp, type: 'followUp.completed', followUp }, BASIS.execution, { report });
}

/** A last day: as it is named, or so long after today as the calendar counts it. */
export type LastDay = { readonly until: CivilDate } | { readonly within: Term };

/** The last day that is wanted of a follow-up. `until` is undefined where no calendar could count it. */
export function lastDay(
  last: LastDay,
  { on, calendar }: { readonly on: CivilDate; readonly calendar: Calendar },
): { readonly until: CivilDate | undefined; readonly within?: Term } {
  if ('until' in last) return { until: last.until };
  const { within } = last;
  const answer = calculateDeadline({ kind: 'ceiling', start: on, term: within }, calendar);
  return { within, until: 'problem' in answer ? undefined : answer.dueOn };
}

/** What happens to a follow-up after it was given to somebody. */
export type FollowUpEvent = MeetingEventOf<
  | 'followUp.claimed'
  | 'followUp.released'
  | 'followUp.reported'
  | 'followUp.extended'
  | 'followUp.lapsed'
  | 'followUp.completed'
>;

/** Folds a follow-up that is given to somebody. */
export function assignedFollowUp(event: MeetingEventOf<'followUp.assigned'>): FollowUp {
  const { followUp, item, unit, person, until, on } = event;
  return {
    ...{ followUp, item, unit, until, assignedOn: on },
    ...(person !== undefined && { person, holder: { person, as: 'assigned', on } }),
  };
}

/** Folds what happened to a follow-up. */
export function evolveFollowUp(one: FollowUp, event: FollowUpEvent): FollowUp {
  const { holder: _, reportedOn: __, lapsedOn: ___, ...rest } = one;
  const { holder, reportedOn, lapsedOn } = one;
  const hold = holder && { holder };
  const lapsed = lapsedOn !== undefined && { lapsedOn };
  switch (event.type) {
    case 'followUp.claimed':
      return { ...one, holder: { person: event.person, as: 'claimed', on: event.on } };
    case 'followUp.released':
      return { ...rest, ...lapsed };
    case 'followUp.reported':
      return { ...one, reportedOn: event.on };
    case 'followUp.extended':
      return {
        ...{ ...rest, ...hold, ...(reportedOn !== undefined && { reportedOn }) },
        until: event.until,
      };
    case 'followUp.lapsed':
      return { ...one, lapsedOn: event.on };
    case 'followUp.completed':
      return { ...one, doneOn: event.on };
  }
}

/** A follow-up by its number that is not done. */
export function openFollowUp(
  { followUps }: Pick<MeetingState, 'followUps'>,
  followUp: number,
): FollowUp | undefined {
  return followUps.find((one) => one.followUp === followUp && one.doneOn === undefined);
}

function isOver(until: CivilDate | undefined, stamp: Stamp): boolean {
  return until === undefined || until < stamp.on;
}

function notADay(): ReturnType<typeof unmet> {
  return unmet('day-not-allowed', '完成日期不能早于今天', 'the day is over', BASIS.execution);
}

function noOpenFollowUp(): ReturnType<typeof unmet> {
  return notWhile('没有这一待办事项，或者已经办结', 'there is no such follow-up, or it is done');
}

function reported(): ReturnType<typeof unmet> {
  return notWhile('已经报告办结，等待销号', 'it was reported as done and waits to be recognised');
}
