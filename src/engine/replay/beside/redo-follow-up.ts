import type { Calendar } from '../../clock/calendar.js';
import type { CivilDate } from '../../clock/time.js';
import {
  assignFollowUp,
  claimFollowUp,
  completeFollowUp,
  extendFollowUp,
  lastDay,
  releaseFollowUp,
  reportFollowUp,
} from '../../meeting/follow-ups.js';
import type { MeetingEvent } from '../../meeting/meeting-event.js';
import { responsibleIn } from '../../meeting/meeting-power.js';
import type { MeetingState } from '../../meeting/meeting-state.js';
import type { Stamp } from '../../meeting/prepare-meeting.js';
import type { OrganisationIndex } from '../../organisation/organisation-index.js';
import type { StreamDecision } from '../../streams/stream-law.js';
import { CannotBeJudged } from '../told.js';
import type { MeetingWish } from './meeting-wish.js';

/** What a decision on a follow-up reads. */
export interface FollowUpPlace {
  readonly state: MeetingState;
  readonly wish: MeetingWish;
  readonly stamp: Stamp;
  readonly person: string;
  readonly index: OrganisationIndex;
  readonly on: CivilDate;
  /** @throws CannotBeJudged where it is not at hand */
  readonly calendar: () => Calendar;
}

type Act = (place: FollowUpPlace) => StreamDecision<MeetingEvent>;

/** What is done with follow-ups 议定事项, by the word under which it is asked for. */
export const FOLLOW_UP_ACTS = {
  assign: (place) => {
    const { state, wish, stamp, index, on } = place;
    const { item = 0, unit = '', person } = wish;
    const able = responsibleIn(index, { unit, forum: state.forum }, on);
    const known = person === undefined ? able.length > 0 : able.includes(person);
    const named = person === undefined ? {} : { person };
    return assignFollowUp(state, { item, unit, what: '', known, ...named, ...dayOf(place) }, stamp);
  },
  extend: (place) => {
    const { state, wish, stamp, person: by } = place;
    const { followUp = 0, reason = '' } = wish;
    return extendFollowUp(state, { followUp, reason, by, ...dayOf(place) }, stamp);
  },
  complete: ({ state, wish, stamp, person: by }) =>
    completeFollowUp(state, { followUp: wish.followUp ?? 0, report: '', by }, stamp),
  'followUp.claim': ({ state, wish, stamp, person: by }) =>
    claimFollowUp(state, { followUp: wish.followUp ?? 0, by }, stamp),
  'followUp.release': ({ state, wish, stamp }) =>
    releaseFollowUp(state, { followUp: wish.followUp ?? 0, reason: wish.reason ?? '' }, stamp),
  'followUp.report': ({ state, wish, stamp, person: by }) =>
    reportFollowUp(state, { followUp: wish.followUp ?? 0, by, report: '' }, stamp),
} as const satisfies Readonly<Record<string, Act>>;

function dayOf({ wish, on, calendar }: FollowUpPlace): ReturnType<typeof lastDay> {
  const { last } = wish;
  if (!last) throw new CannotBeJudged({ kind: 'input', name: 'last' });
  return 'until' in last ? { until: last.until } : lastDay(last, { on, calendar: calendar() });
}
