import { evolveMeeting } from '../meeting/evolve-meeting.js';
import type { MeetingEvent } from '../meeting/meeting-event.js';
import type { MeetingState } from '../meeting/meeting-state.js';
import type { AuditedCase, AuditedStream } from './audited-case.js';

/** A record of a meeting about an item of the case, with the meeting before it. */
export interface ItemRecord {
  readonly one: AuditedStream['records'][number];
  readonly event: MeetingEvent;
  readonly item: number;
  readonly before: MeetingState;
}

/** What meetings did with the case, meeting by meeting. Items of other cases stay out. */
export function itemRecords({ beside, caseId }: AuditedCase): readonly ItemRecord[] {
  return beside.filter(({ kind }) => kind === 'meeting').flatMap(({ records }) => ofMeeting(records, caseId));
}

function ofMeeting(records: AuditedStream['records'], caseId: string): readonly ItemRecord[] {
  let state: MeetingState | null = null;
  const found: ItemRecord[] = [];
  for (const one of records) {
    const event = one.record.data as unknown as MeetingEvent;
    const before: MeetingState | null = state;
    state = evolveMeeting(state, event, one.record.actor?.person);
    const item = 'item' in event ? event.item : undefined;
    const ours = state.items.some((tabled) => tabled.item === item && tabled.caseId === caseId);
    if (before && item !== undefined && ours) found.push({ one, event, item, before });
  }
  return found;
}
