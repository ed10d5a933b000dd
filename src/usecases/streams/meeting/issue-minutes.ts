import { confirmWords, issueMinutes } from '../../../engine/meeting/follow-meeting.js';
import { minutesOf } from '../../../engine/meeting/minutes.js';
import { meetingEntries, meetingNames } from './meeting-entries.js';
import type { MeetingPorts } from './meeting-ports.js';
import { workOnMeeting, type MeetingAnswer, type MeetingRequest } from './work-on-meeting.js';

type Doing<Wish> = (request: MeetingRequest & Wish) => Promise<MeetingAnswer>;

/** 核对发言: everybody his own; a correction is appended. */
export function confirmOwnWords(
  ports: MeetingPorts,
): Doing<{ readonly item: number; readonly correction?: string }> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'confirm', ({ state, stamp }) => {
      const { item, correction, by } = request;
      const wish = { item, person: by.person, ...(correction !== undefined && { correction }) };
      return confirmWords(state, wish, stamp);
    });
}

/** 印发会议记录和纪要: both are made from the records here and now, and kept as they were issued. */
export function issueMeetingMinutes(ports: MeetingPorts): Doing<object> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'issueMinutes', async ({ state, context, stamp }) => {
      const entries = await meetingEntries(ports, request.meeting);
      const names = await meetingNames(ports, context, entries);
      const through = entries.at(-1)?.seq ?? 0;
      return issueMinutes(state, { through, ...minutesOf(entries, names) }, stamp);
    });
}
