import { localDateTimeOf } from '../../clock/civil-date.js';
import { begin, decline, speak, write } from '../../meeting/discuss-item.js';
import { decideItem, type DecisionWish } from '../../meeting/decide-item.js';
import { confirmWords, issueMinutes } from '../../meeting/follow-meeting.js';
import { lapseFollowUp } from '../../meeting/follow-ups.js';
import type { Forum } from '../../meeting/forum.js';
import { atTheDoor, noSuchMeeting, papersDueOn, tableCase, unmetToDiscuss } from '../../meeting/gates.js';
import { attend, open, pause, recuse, type Told as ToldAt } from '../../meeting/hold-meeting.js';
import type { MeetingEvent } from '../../meeting/meeting-event.js';
import { isMeetingAct, keptAct, type KeptAct, type MeetingAct } from '../../meeting/keepers.js';
import { powerInMeeting, rollOn, seatPlace } from '../../meeting/meeting-power.js';
import { withProvisions } from '../../meeting/meeting-refusals.js';
import { itemOf, type MeetingState } from '../../meeting/meeting-state.js';
import {
  convene,
  move,
  noMember,
  orderAgenda,
  readPapers,
  sendPapers,
  shortenPapers,
  withdraw,
  type Stamp,
} from '../../meeting/prepare-meeting.js';
import type { OrganisationIndex } from '../../organisation/organisation-index.js';
import type { StreamDecision } from '../../streams/stream-law.js';
import { actorOf } from '../office.js';
import { CannotBeJudged } from '../told.js';
import { FOLLOW_UP_ACTS } from './redo-follow-up.js';
import { meetingWish, type MeetingWish } from './meeting-wish.js';
import {
  calendarOf,
  caseOf,
  consideredBy,
  dayOf,
  type StreamMoment,
  type StreamRedo,
} from './stream-moment.js';

type Decision = StreamDecision<MeetingEvent>;

interface InMeeting {
  readonly moment: StreamMoment;
  readonly state: MeetingState;
  readonly wish: MeetingWish;
  readonly stamp: Stamp;
  readonly person: string;
  readonly index: OrganisationIndex;
}

type Act = (place: InMeeting) => Decision;

/** Meetings: roll and papers' day are computed anew, the gates asked again, the votes counted, the quorum reckoned. */
export const redoMeeting: StreamRedo = {
  wishOf: meetingWish,
  decide(moment, given) {
    const { act, wish } = given as unknown as { readonly act: string; readonly wish: MeetingWish };
    const state = moment.state as MeetingState | null;
    const { event } = moment;
    if (act === 'convene') return withProvisions(forumOf(event), conveneAgain(moment, forumOf(event), wish));
    if (!state) return undefined;
    if (act === 'followUp.lapse') return lapseAgain(moment, state, wish);
    if (!isMeetingAct(act)) return undefined;
    const person = personOf(moment);
    const power = powerOf(moment, keptAct(act, state, wish, person));
    if ('unmet' in power) return { refused: true, unmet: power.unmet };
    const stamp = { on: dayOf(moment), ...power.stamp };
    const index = organisationOf(moment);
    return withProvisions(state.forum, ACTS[act]({ moment, state, wish, stamp, person, index }));
  },
};

function forumOf(event: StreamMoment['event']): Forum {
  return (event as Extract<MeetingEvent, { type: 'meeting.convened' }>).forum;
}

function conveneAgain(moment: StreamMoment, forum: Forum, wish: MeetingWish): Decision {
  const { unit, day, time } = wish as Required<Pick<MeetingWish, 'unit' | 'day' | 'time'>>;
  const seat = { unit, forum };
  const power = powerOf(moment, { seat, act: 'meeting.convene', as: ['secretary', 'chief'] });
  if ('unmet' in power) return { refused: true, unmet: power.unmet };
  const roll = rollOn(organisationOf(moment), seat, day);
  return convene({ ...seat, day, time, roll }, { on: dayOf(moment), ...power.stamp });
}

/** However late it was noticed, it ran out with its last day; no organisation is asked. */
function lapseAgain(
  moment: StreamMoment,
  state: MeetingState,
  { followUp = 0 }: MeetingWish,
): Decision | undefined {
  const decision = lapseFollowUp(state, { followUp, today: dayOf(moment) });
  return decision && withProvisions(state.forum, decision);
}

function personOf({ record }: StreamMoment): string {
  if (!record.actor) throw new CannotBeJudged({ kind: 'input', name: 'actor' });
  return record.actor.person;
}

function organisationOf({ law, record }: StreamMoment): OrganisationIndex {
  const index = law.organisation(record);
  if (!index) throw new CannotBeJudged({ kind: 'law', name: 'organisation' });
  return index;
}

function powerOf(moment: StreamMoment, { seat, act, as }: KeptAct) {
  const { law, record } = moment;
  const index = organisationOf(moment);
  const checkPower = law.policies(record);
  if (!checkPower) throw new CannotBeJudged({ kind: 'law', name: 'rules' });
  if (!record.actor) throw new CannotBeJudged({ kind: 'input', name: 'actor' });
  const actor = actorOf(index, record.actor, seatPlace(seat, dayOf(moment)));
  return powerInMeeting(checkPower, actor, { forum: seat.forum, act, as });
}

/** The local time that was given for what happened, else the one that it was. */
function toldAt({ moment: { record, law }, wish }: InMeeting): ToldAt {
  const now = localDateTimeOf(record.recordedAt, law.zone);
  return { at: wish.at ?? now, now };
}

/** The wish with everything that it says: its shape was checked when it was asked, and its decision checks the rest. */
function said<Wish>({ wish }: InMeeting): Wish {
  return wish as unknown as Wish;
}

type WordsWish = Parameters<typeof speak>[1];

function wordsIn(place: InMeeting): WordsWish {
  const { wish, person } = place;
  const { item = 0, person: whose = '', stance = 'unstated', text = '' } = wish;
  const by = whose === person ? 'himself' : 'recorder';
  return { item, person: whose, by, stance, text, ...toldAt(place) };
}

/** The gates of the case on the item, as they stood. */
function doorOf(moment: StreamMoment, name: string) {
  const { definition, actor, caseState: state, world, ...place } = caseOf(moment);
  const door = atTheDoor(definition, name, { actor, state, world }, moment.stream);
  return { door, caseId: place.caseId, barred: world.bars?.recused ?? [] };
}

function tableAgain({ moment, state, wish, stamp }: InMeeting): Decision {
  const { name = '', presenter } = wish;
  const { door, caseId } = doorOf(moment, name);
  if (!door) return { refused: true, unmet: [noSuchMeeting()] };
  return tableCase(state, door, { caseId, name, ...(presenter !== undefined && { presenter }) }, stamp);
}

function beginAgain(place: InMeeting): Decision {
  const { moment, state, wish, stamp } = place;
  const { item: number = 0 } = wish;
  const item = itemOf(state, number);
  const papersDue = papersDueOn(state, calendarOf(moment));
  if (!item)
    return begin(state, { item: number, recused: [], papersDue, gates: [], ...toldAt(place) }, stamp);
  const { stream: about } = consideredBy(moment).case;
  if (about !== item.caseId) throw new CannotBeJudged({ kind: 'law', name: `case ${item.caseId}` });
  const { door, barred: recused } = doorOf(moment, item.name);
  const gates = unmetToDiscuss(door, item);
  return begin(state, { item: number, recused, papersDue, gates, ...toldAt(place) }, stamp);
}

/** The minutes rest on names that are not in the records: they are taken as they were issued. Up to where, follows. */
function minutesAgain({ moment, state, stamp }: InMeeting): Decision {
  const entries = moment.earlier.filter(({ record }) => record.type !== 'stream.refused');
  const through = entries.at(-1)?.record.seq ?? 0;
  return issueMinutes(state, { through, record: null, summary: null }, stamp);
}

/** Whether the chief himself asks: nobody else shortens the lead of papers. */
function shortenAgain({ state, wish, stamp, person }: InMeeting): Decision {
  if (person !== state.roll.chief) return { refused: true, unmet: [noMember()] };
  return shortenPapers(state, wish.item ?? 0, wish.reason ?? '', stamp);
}

function followUpAgain(act: keyof typeof FOLLOW_UP_ACTS): Act {
  return ({ moment, ...place }) =>
    FOLLOW_UP_ACTS[act]({ ...place, on: dayOf(moment), calendar: () => calendarOf(moment) });
}

const ACTS: Readonly<Record<MeetingAct, Act>> = {
  move: ({ state, wish, stamp, index }) => {
    const { day, time } = wish as Required<Pick<MeetingWish, 'day' | 'time'>>;
    return move(state, { day, time, roll: rollOn(index, state, day) }, stamp);
  },
  table: tableAgain,
  withdraw: ({ state, wish, stamp }) => withdraw(state, wish.item ?? 0, wish.reason ?? '', stamp),
  order: ({ state, wish, stamp }) => orderAgenda(state, wish.agenda ?? [], stamp),
  sendPapers: (place) => sendPapers(place.state, said(place), place.stamp),
  readPapers: ({ state, stamp, person }) => readPapers(state, person, stamp),
  shortenPapers: shortenAgain,
  open: (place) => {
    const { state, wish, stamp, index } = place;
    const roll = rollOn(index, state, stamp.on);
    return open(state, { present: wish.present ?? [], roll, ...toldAt(place) }, stamp);
  },
  attend: (place) => {
    const { person = '', arrived = false } = place.wish;
    return attend(place.state, { person, arrived, ...toldAt(place) }, place.stamp);
  },
  pause: (place) => pause(place.state, { to: place.wish.to ?? 'closed', ...toldAt(place) }, place.stamp),
  recuse: (place) => recuse(place.state, said(place), place.stamp),
  begin: beginAgain,
  speak: (place) => speak(place.state, wordsIn(place), place.stamp),
  decline: (place) => decline(place.state, wordsIn(place), place.stamp),
  write: (place) => write(place.state, wordsIn(place), place.stamp),
  decide: (place) => decideItem(place.state, { ...said<DecisionWish>(place), ...toldAt(place) }, place.stamp),
  confirm: ({ state, wish, stamp, person }) => {
    const { item = 0, correction } = wish;
    return confirmWords(state, { item, person, ...(correction !== undefined && { correction }) }, stamp);
  },
  issueMinutes: minutesAgain,
  assign: followUpAgain('assign'),
  extend: followUpAgain('extend'),
  complete: followUpAgain('complete'),
  'followUp.claim': followUpAgain('followUp.claim'),
  'followUp.release': followUpAgain('followUp.release'),
  'followUp.report': followUpAgain('followUp.report'),
};
