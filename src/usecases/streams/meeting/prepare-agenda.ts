import {
  noMember,
  orderAgenda,
  readPapers,
  sendPapers,
  shortenPapers,
  withdraw,
} from '../../../engine/meeting/prepare-meeting.js';
import { knownCase } from '../../reading/known-case.js';
import { noSuchMeeting, tableCase } from '../../../engine/meeting/gates.js';
import { gatesOf } from './meeting-gates.js';
import type { MeetingPorts } from './meeting-ports.js';
import { refusal, workOnMeeting, type MeetingAnswer, type MeetingRequest } from './work-on-meeting.js';

type Doing<Wish> = (request: MeetingRequest & Wish) => Promise<MeetingAnswer>;

/** 列入议程: a case that is ready, under one of the names that its procedure has for meetings. */
export function tableItem(
  ports: MeetingPorts,
): Doing<{ readonly caseId: string; readonly name: string; readonly presenter?: string }> {
  return async (request) => {
    const { caseId, name, presenter, by } = request;
    if (!(await knownCase(ports, caseId, by))) return { outcome: 'unknown' };
    return workOnMeeting(ports, { ...request }, 'table', async ({ state, context, stamp }) => {
      const found = await gatesOf(ports, context, { caseId, name, by, own: request.meeting });
      const considered = found && { considered: found.considered };
      if (!found?.door) return { ...refusal([noSuchMeeting()]), ...considered };
      const wish = { caseId, name, ...(presenter !== undefined && { presenter }) };
      return { ...tableCase(state, found.door, wish, stamp), ...considered };
    });
  };
}

/** 撤回议题. */
export function withdrawItem(ports: MeetingPorts): Doing<{ readonly item: number; readonly reason: string }> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'withdraw', ({ state, stamp }) =>
      withdraw(state, request.item, request.reason, stamp),
    );
}

/** 排定议程. */
export function orderItems(ports: MeetingPorts): Doing<{ readonly agenda: readonly number[] }> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'order', ({ state, stamp }) =>
      orderAgenda(state, request.agenda, stamp),
    );
}

/** 送达会议材料. */
export function sendMeetingPapers(
  ports: MeetingPorts,
): Doing<{ readonly items?: readonly number[]; readonly to?: readonly string[] }> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'sendPapers', ({ state, stamp }) => {
      const { items, to } = request;
      return sendPapers(state, { ...(items && { items }), ...(to && { to }) }, stamp);
    });
}

/** 签阅. */
export function readMeetingPapers(ports: MeetingPorts): Doing<object> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'readPapers', ({ state, stamp }) =>
      readPapers(state, request.by.person, stamp),
    );
}

/** The chief lets the papers of an item come later than the rule. */
export function shortenPaperLead(
  ports: MeetingPorts,
): Doing<{ readonly item: number; readonly reason: string }> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'shortenPapers', ({ state, stamp }) =>
      request.by.person === state.roll.chief
        ? shortenPapers(state, request.item, request.reason, stamp)
        : refusal([noMember()]),
    );
}
