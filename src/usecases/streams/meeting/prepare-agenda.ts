import type { Unmet } from '../../../engine/case/refusal.js';
import {
  noMember,
  orderAgenda,
  readPapers,
  sendPapers,
  shortenPapers,
  table,
  withdraw,
} from '../../../engine/meeting/prepare-meeting.js';
import { knownCase } from '../../reading/known-case.js';
import { gatesOf, unmetGates } from './meeting-gates.js';
import { BASIS } from '../../../engine/meeting/meeting-refusals.js';
import type { MeetingPorts } from './meeting-ports.js';
import {
  BY_MEMBERS,
  BY_SECRETARY,
  refusal,
  workOnMeeting,
  type MeetingAnswer,
  type MeetingRequest,
} from './work-on-meeting.js';

type Doing<Wish> = (request: MeetingRequest & Wish) => Promise<MeetingAnswer>;

/** 列入议程: a case that is ready, under one of the names that its procedure has for meetings. */
export function tableItem(
  ports: MeetingPorts,
): Doing<{ readonly caseId: string; readonly name: string; readonly presenter?: string }> {
  return async (request) => {
    const { caseId, name, presenter, by } = request;
    if (!(await knownCase(ports, caseId, by))) return { outcome: 'unknown' };
    return workOnMeeting(ports, { ...request }, 'table', BY_SECRETARY, async ({ state, context, stamp }) => {
      const door = await gatesOf(ports, context, { caseId, name, by, own: request.meeting });
      if (!door) return refusal([noSuchMeeting()]);
      if (door.power.length > 0) return refusal([...door.power, ...unmetGates(door)]);
      const { draftVersion } = door;
      const wish = { caseId, name, draftVersion, gates: unmetGates(door) };
      return table(state, { ...wish, ...(presenter !== undefined && { presenter }) }, stamp);
    });
  };
}

/** 撤回议题. */
export function withdrawItem(ports: MeetingPorts): Doing<{ readonly item: number; readonly reason: string }> {
  return (request) =>
    workOnMeeting(
      ports,
      { ...request },
      'withdraw',
      () => ['secretary', 'chief'],
      ({ state, stamp }) => withdraw(state, request.item, request.reason, stamp),
    );
}

/** 排定议程. */
export function orderItems(ports: MeetingPorts): Doing<{ readonly agenda: readonly number[] }> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'order', BY_SECRETARY, ({ state, stamp }) =>
      orderAgenda(state, request.agenda, stamp),
    );
}

/** 送达会议材料. */
export function sendMeetingPapers(
  ports: MeetingPorts,
): Doing<{ readonly items?: readonly number[]; readonly to?: readonly string[] }> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'sendPapers', BY_SECRETARY, ({ state, stamp }) => {
      const { items, to } = request;
      return sendPapers(state, { ...(items && { items }), ...(to && { to }) }, stamp);
    });
}

/** 签阅. */
export function readMeetingPapers(ports: MeetingPorts): Doing<object> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'readPapers', BY_MEMBERS, ({ state, stamp }) =>
      readPapers(state, request.by.person, stamp),
    );
}

/** The chief lets the papers of an item come later than the rule. */
export function shortenPaperLead(
  ports: MeetingPorts,
): Doing<{ readonly item: number; readonly reason: string }> {
  return (request) =>
    workOnMeeting(
      ports,
      { ...request },
      'shortenPapers',
      () => ['chief'],
      ({ state, stamp }) =>
        request.by.person === state.roll.chief
          ? shortenPapers(state, request.item, request.reason, stamp)
          : refusal([noMember()]),
    );
}

function noSuchMeeting(): Unmet {
  return {
    code: 'invalid-input',
    say: { zh: '该程序没有这一名称的会议', en: 'the procedure has no meeting of this name' },
    basis: [BASIS.discussed],
    at: '/name',
  };
}
