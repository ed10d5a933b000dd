import type { CivilDate } from '../clock/time.js';
import type { StreamStanding } from '../law/stream-definition.js';
import type { CaseStanding, StreamLaw } from '../streams/stream-law.js';
import { evolveMeeting } from './evolve-meeting.js';
import type { MeetingEvent } from './meeting-event.js';
import { everybody, type MeetingItem, type MeetingState } from './meeting-state.js';
import { stillToSpeak } from './tally.js';

/** Meetings as streams: one stream a meeting, a standing for each case on its agenda. */
export const MEETING_LAW: StreamLaw<MeetingState, MeetingEvent> = {
  evolve: evolveMeeting,
  standings: (state) => state.items.filter(isLatest).map((item) => standingOf(state, item)),
};

/** A case that was withdrawn and tabled anew stands as its later item does. */
function isLatest({ caseId, name, item }: MeetingItem, _: number, items: readonly MeetingItem[]): boolean {
  return !items.some((other) => other.caseId === caseId && other.name === name && other.item > item);
}

/** The day on which every member had the papers of an item: the last of them counts. Null: not all have them. */
export function papersOn(
  { roll, papers }: Pick<MeetingState, 'roll' | 'papers'>,
  item: number,
): CivilDate | null {
  const waiting = new Set(everybody(roll));
  for (const { on, items, to } of papers) {
    if (!items.includes(item)) continue;
    for (const person of to) waiting.delete(person);
    if (waiting.size === 0) return on;
  }
  return null;
}

function standingOf(state: MeetingState, item: MeetingItem): CaseStanding {
  const { caseId, name, draftVersion, status, decided, chief, unconfirmed } = item;
  const begun = status === 'begun' || status === 'decided';
  // With the chief's word the floor is closed: everybody who was there had been heard before.
  const discussed = begun && (chief !== undefined || stillToSpeak(state, item).length === 0);
  const standing: StreamStanding = {
    ...{ exists: true, draftVersion, forum: state.forum.kind },
    tabled: status === 'tabled' || begun,
    papersOn: papersOn(state, item.item),
    heldOn: begun ? state.day : null,
    // No decision is recorded without a quorum.
    quorate: decided !== undefined,
    discussed,
    chiefLast: begun && chief !== undefined,
    departs: decided?.departs ?? false,
    reasoned: decided?.reasoned ?? false,
    dissents: decided?.dissents.length ?? 0,
    result: decided?.result ?? 'none',
    unconfirmed: unconfirmed.length,
    minutesOn: state.minutesOn,
  };
  return { caseId, name, standing };
}
