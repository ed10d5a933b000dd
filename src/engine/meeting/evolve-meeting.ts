import { Defect } from '../defect.js';
import { assignedFollowUp, evolveFollowUp, type FollowUpEvent } from './follow-ups.js';
import type { MeetingEvent, MeetingEventOf } from './meeting-event.js';
import {
  isOpenItem,
  itemOf,
  presides,
  type MeetingItem,
  type MeetingState,
  type Position,
} from './meeting-state.js';

/**
 * Folds one event of a meeting.
 *
 * @param person who acted; needed where an event is about himself
 * @throws Defect for an event that does not fit the state
 */
export function evolveMeeting(
  state: MeetingState | null,
  event: MeetingEvent,
  person: string | undefined,
): MeetingState {
  if (event.type === 'meeting.convened') {
    if (state) throw new Defect('a meeting is convened once');
    return convened(event);
  }
  if (!state) throw new Defect(`${event.type} before the meeting was convened`);
  switch (event.type) {
    case 'meeting.moved':
      return { ...state, day: event.day, time: event.time, roll: event.roll };
    case 'item.tabled':
    case 'item.withdrawn':
    case 'agenda.ordered':
    case 'papers.sent':
    case 'papers.read':
    case 'papers.shortened':
      return prepared(state, event, person);
    case 'followUp.assigned':
    case 'followUp.claimed':
    case 'followUp.released':
    case 'followUp.reported':
    case 'followUp.extended':
    case 'followUp.lapsed':
    case 'followUp.completed':
    case 'words.confirmed':
    case 'minutes.issued':
      return followed(state, event, person);
    case 'meeting.opened':
    case 'member.arrived':
    case 'member.left':
    case 'member.recused':
    case 'item.begun':
    case 'speech.given':
    case 'speech.declined':
    case 'opinion.written':
    case 'item.decided':
    case 'meeting.adjourned':
    case 'meeting.resumed':
    case 'meeting.closed':
      return held({ ...state, ...('at' in event && { at: event.at }) }, event);
  }
}

function convened({ forum, unit, day, time, roll }: MeetingEventOf<'meeting.convened'>): MeetingState {
  return {
    ...{ forum, unit, day, time, roll },
    ...{ status: 'convened', opened: false, present: [], at: '', items: [], agenda: [] },
    ...{ papers: [], papersRead: [], followUps: [], minutesOn: null },
  };
}

type Preparing = MeetingEventOf<
  'item.tabled' | 'item.withdrawn' | 'agenda.ordered' | 'papers.sent' | 'papers.read' | 'papers.shortened'
>;

function prepared(state: MeetingState, event: Preparing, person: string | undefined): MeetingState {
  switch (event.type) {
    case 'item.tabled': {
      const { item, caseId, name, draftVersion, presenter } = event;
      const tabled: MeetingItem = {
        ...{ item, caseId, name, draftVersion, ...(presenter !== undefined && { presenter }) },
        ...{ status: 'tabled', recused: [], positions: {}, unconfirmed: [] },
      };
      return { ...state, items: [...state.items, tabled], agenda: [...state.agenda, item] };
    }
    case 'item.withdrawn':
      return {
        ...changed(state, event.item, () => ({ status: 'withdrawn' })),
        agenda: state.agenda.filter((item) => item !== event.item),
      };
    case 'agenda.ordered':
      return { ...state, agenda: event.agenda };
    case 'papers.sent': {
      const { on, items, to } = event;
      return { ...state, papers: [...state.papers, { on, items, to }] };
    }
    case 'papers.read':
      return { ...state, papersRead: joined(state.papersRead, actor(person)) };
    case 'papers.shortened':
      return changed(state, event.item, () => ({ papersShortened: true }));
  }
}

type Holding = Exclude<
  MeetingEvent,
  Preparing | Following | MeetingEventOf<'meeting.convened' | 'meeting.moved'>
>;

function held(state: MeetingState, event: Holding): MeetingState {
  switch (event.type) {
    case 'meeting.opened':
      return {
        ...state,
        status: 'open',
        opened: true,
        day: event.on,
        roll: event.roll,
        present: event.present,
      };
    case 'member.arrived':
      return { ...state, present: joined(state.present, event.person) };
    case 'member.left':
      return { ...state, present: state.present.filter((one) => one !== event.person) };
    case 'member.recused':
      return changed(state, event.item, ({ recused }) => ({
        recused: joined(recused, event.person),
        ...(event.presiding !== undefined && { presiding: event.presiding }),
      }));
    case 'item.begun':
      return changed(state, event.item, ({ recused }) => ({
        status: 'begun',
        recused: event.recused.reduce(joined, recused),
      }));
    case 'speech.given':
    case 'speech.declined':
    case 'opinion.written':
      return heard(state, event);
    case 'item.decided': {
      const { result, departs, reasoned, dissents } = event;
      return changed(state, event.item, () => ({
        status: 'decided',
        decided: { result, departs, reasoned, dissents },
      }));
    }
    case 'meeting.adjourned':
      return { ...state, status: 'adjourned' };
    case 'meeting.resumed':
      return { ...state, status: 'open' };
    case 'meeting.closed':
      return {
        ...{ ...state, status: 'closed', present: [] },
        items: state.items.map((item) => (isOpenItem(item) ? { ...item, status: 'notReached' } : item)),
      };
  }
}

function heard(
  state: MeetingState,
  event: MeetingEventOf<'speech.given' | 'speech.declined' | 'opinion.written'>,
): MeetingState {
  const { person } = event;
  const declined = event.type === 'speech.declined';
  return changed(state, event.item, (item) => {
    const { positions, unconfirmed } = item;
    // What he enters himself are his words already; what the recorder enters for him he has yet to confirm.
    const waiting =
      event.by === 'recorder' && !declined ? joined(unconfirmed, person) : without(unconfirmed, person);
    if (person === presides(state, item)) {
      return { chief: { stance: declined ? 'unstated' : event.stance }, unconfirmed: waiting };
    }
    const position: Position = declined
      ? { how: 'declined', stance: 'unstated' }
      : { how: event.type === 'speech.given' ? 'spoken' : 'written', stance: event.stance };
    return { positions: { ...positions, [person]: position }, unconfirmed: waiting };
  });
}

type Following = MeetingEventOf<'followUp.assigned' | 'words.confirmed' | 'minutes.issued'> | FollowUpEvent;

function followed(state: MeetingState, event: Following, person: string | undefined): MeetingState {
  switch (event.type) {
    case 'words.confirmed':
      return changed(state, event.item, ({ unconfirmed }) => ({
        unconfirmed: without(unconfirmed, actor(person)),
      }));
    case 'minutes.issued':
      return { ...state, minutesOn: event.on };
    case 'followUp.assigned':
      return { ...state, followUps: [...state.followUps, assignedFollowUp(event)] };
    case 'followUp.claimed':
    case 'followUp.released':
    case 'followUp.reported':
    case 'followUp.extended':
    case 'followUp.lapsed':
    case 'followUp.completed': {
      const followUps = state.followUps.map((one) =>
        one.followUp === event.followUp ? evolveFollowUp(one, event) : one,
      );
      return { ...state, followUps };
    }
  }
}

function changed(
  state: MeetingState,
  item: number,
  change: (item: MeetingItem) => Partial<MeetingItem>,
): MeetingState {
  if (!itemOf(state, item)) throw new Defect(`the meeting has no item ${item}`);
  return {
    ...state,
    items: state.items.map((one) => (one.item === item ? { ...one, ...change(one) } : one)),
  };
}

function joined(people: readonly string[], person: string): readonly string[] {
  return people.includes(person) ? people : [...people, person];
}

function without(people: readonly string[], person: string): readonly string[] {
  return people.filter((one) => one !== person);
}

function actor(person: string | undefined): string {
  if (person === undefined) throw new Defect('nobody did what only a member can do');
  return person;
}
