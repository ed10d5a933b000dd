import { entryOf } from '../../../engine/organisation/entries.js';
import type { CivilDate } from '../../../engine/clock/time.js';
import {
  assignFollowUp,
  completeFollowUp,
  confirmWords,
  issueMinutes,
} from '../../../engine/meeting/follow-meeting.js';
import { minutesOf } from '../../../engine/meeting/minutes.js';
import { meetingEntries, meetingNames } from './meeting-entries.js';
import type { MeetingPorts } from './meeting-ports.js';
import {
  BY_MEMBERS,
  BY_SECRETARY,
  workOnMeeting,
  type MeetingAnswer,
  type MeetingRequest,
} from './work-on-meeting.js';

type Doing<Wish> = (request: MeetingRequest & Wish) => Promise<MeetingAnswer>;

/** 核对发言: everybody his own; a correction is appended. */
export function confirmOwnWords(
  ports: MeetingPorts,
): Doing<{ readonly item: number; readonly correction?: string }> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'confirm', BY_MEMBERS, ({ state, stamp }) => {
      const { item, correction, by } = request;
      const wish = { item, person: by.person, ...(correction !== undefined && { correction }) };
      return confirmWords(state, wish, stamp);
    });
}

/** 印发会议记录和纪要: both are made from the records here and now, and kept as they were issued. */
export function issueMeetingMinutes(ports: MeetingPorts): Doing<object> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'issueMinutes', BY_SECRETARY, async ({ state, context, stamp }) => {
      const entries = await meetingEntries(ports, request.meeting);
      const names = await meetingNames(ports, context, entries);
      const through = entries.at(-1)?.seq ?? 0;
      return issueMinutes(state, { through, ...minutesOf(entries, names) }, stamp);
    });
}

/** 分解议定事项. */
export function assignMeetingFollowUp(ports: MeetingPorts): Doing<{
  readonly item: number;
  readonly unit: string;
  readonly person?: string;
  readonly until: CivilDate;
  readonly what: string;
}> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'assign', BY_SECRETARY, ({ state, context, stamp }) => {
      const { item, unit, person, until, what } = request;
      const { units, people } = context.organisation.organisation;
      const known =
        entryOf(units, unit) !== undefined && (person === undefined || entryOf(people, person) !== undefined);
      const wish = { item, unit, until, what, known, ...(person !== undefined && { person }) };
      return assignFollowUp(state, wish, stamp);
    });
}

/** 销号. */
export function completeMeetingFollowUp(
  ports: MeetingPorts,
): Doing<{ readonly followUp: number; readonly report: string }> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'complete', BY_SECRETARY, ({ state, stamp }) => {
      const { followUp, report, by } = request;
      return completeFollowUp(state, { followUp, report, by: by.person }, stamp);
    });
}
