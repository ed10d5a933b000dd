import { foldStream } from '../conformance/judged-stream.js';
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
  return beside.filter(({ kind }) => kind === 'meeting').flatMap((stream) => ofMeeting(stream, caseId));
}

/** Refused attempts, and records that do not fit, are no word of anybody's: conformance tells of the latter. */
function ofMeeting(stream: AuditedStream, caseId: string): readonly ItemRecord[] {
  const kept = new Map(stream.records.map((one) => [one.record.seq, one]));
  return foldStream(stream).records.flatMap(({ record, before, after, ...at }): readonly ItemRecord[] => {
    const event = at.event as MeetingEvent;
    const one = kept.get(record.seq);
    const item = 'item' in event ? event.item : undefined;
    const ours = (after as MeetingState).items.some(
      (tabled) => tabled.item === item && tabled.caseId === caseId,
    );
    return one && before && item !== undefined && ours
      ? [{ one, event, item, before: before as MeetingState }]
      : [];
  });
}
