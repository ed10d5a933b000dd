import { today } from '../../../engine/case/world.js';
import {
  assignFollowUp,
  claimFollowUp,
  completeFollowUp,
  extendFollowUp,
  lastDay,
  releaseFollowUp,
  reportFollowUp,
  type LastDay,
  type OfFollowUp,
} from '../../../engine/meeting/follow-ups.js';
import type { MeetingEvent } from '../../../engine/meeting/meeting-event.js';
import { keptAct, seatOfFollowUp, type MeetingAct } from '../../../engine/meeting/keepers.js';
import { responsibleIn } from '../../../engine/meeting/meeting-power.js';
import { MEETING_LAW } from '../../../engine/meeting/meeting-law.js';
import type { MeetingState } from '../../../engine/meeting/meeting-state.js';
import type { Stamp } from '../../../engine/meeting/prepare-meeting.js';
import { entryOf } from '../../../engine/organisation/entries.js';
import type { StreamDecision } from '../../../engine/streams/stream-law.js';
import { readContext, type ActContext } from '../../cases/act-context.js';
import { workOnStream } from '../work-on-stream.js';
import type { MeetingPorts } from './meeting-ports.js';
import { mayKnowMeeting, meetingPower } from './meeting-power.js';
import {
  outcomeOf,
  workOnMeeting,
  type MeetingAnswer,
  type MeetingRequest,
  type MeetingResult,
} from './work-on-meeting.js';

type Doing<Wish> = (request: MeetingRequest & Wish) => Promise<MeetingAnswer>;

/** 分解议定事项. */
export function assignMeetingFollowUp(ports: MeetingPorts): Doing<{
  readonly item: number;
  readonly unit: string;
  readonly person?: string;
  readonly last: LastDay;
  readonly what: string;
}> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'assign', ({ state, context, stamp }) => {
      const { item, unit, person, last, what } = request;
      const able = ableIn(state, unit, context);
      const known = person === undefined ? able.length > 0 : able.includes(person);
      const day = lastDay(last, { on: stamp.on, calendar: context.world.calendar });
      return assignFollowUp(
        state,
        { item, unit, ...day, what, known, ...(person !== undefined && { person }) },
        stamp,
      );
    });
}

/** 延期. */
export function extendMeetingFollowUp(ports: MeetingPorts): Doing<{
  readonly followUp: number;
  readonly last: LastDay;
  readonly reason: string;
}> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'extend', ({ state, context, stamp }) => {
      const { followUp, last, reason, by } = request;
      const day = lastDay(last, { on: stamp.on, calendar: context.world.calendar });
      return extendFollowUp(state, { followUp, reason, by: by.person, ...day }, stamp);
    });
}

/** 销号. */
export function completeMeetingFollowUp(
  ports: MeetingPorts,
): Doing<{ readonly followUp: number; readonly report: string }> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'complete', ({ state, stamp }) => {
      const { followUp, report, by } = request;
      return completeFollowUp(state, { followUp, report, by: by.person }, stamp);
    });
}

/** 签收. */
export function claimMeetingFollowUp(ports: MeetingPorts): Doing<{ readonly followUp: number }> {
  return (request) => workOnFollowUp(ports, { ...request }, 'followUp.claim', claimFollowUp);
}

/** 交回, 退回重办. */
export function releaseMeetingFollowUp(
  ports: MeetingPorts,
): Doing<{ readonly followUp: number; readonly reason: string }> {
  return (request) =>
    workOnFollowUp(ports, { ...request }, 'followUp.release', (state, wish, stamp) =>
      releaseFollowUp(state, { ...wish, reason: request.reason }, stamp),
    );
}

/** 报告办结. */
export function reportMeetingFollowUp(
  ports: MeetingPorts,
): Doing<{ readonly followUp: number; readonly report: string }> {
  return (request) =>
    workOnFollowUp(ports, { ...request }, 'followUp.report', (state, wish, stamp) =>
      reportFollowUp(state, { ...wish, report: request.report }, stamp),
    );
}

/**
 * Does one thing with a follow-up in a post of the unit that carries it out. Whoever holds no such post and may not know
 * of the meeting either is told that there is none.
 */
async function workOnFollowUp(
  ports: MeetingPorts,
  request: MeetingRequest & { readonly followUp: number } & Readonly<Record<string, unknown>>,
  act: MeetingAct,
  decide: (state: MeetingState, wish: OfFollowUp, stamp: Stamp) => StreamDecision<MeetingEvent>,
): Promise<MeetingAnswer> {
  const { meeting, by, key, ...asked } = request;
  const { followUp } = request;
  if (!(await concerns(ports, { meeting, by, followUp }))) return { outcome: 'unknown' };
  return workOnStream<MeetingState, MeetingEvent, MeetingResult>(
    ports,
    MEETING_LAW,
    { kind: 'meeting', stream: meeting, by, key, asked: { act, wish: asked } },
    async ({ state, context }) => {
      if (!state) return { refused: true, unmet: [] };
      const wish = { followUp, by: by.person };
      const power = await meetingPower(ports, context, by, keptAct(act, state, { followUp }, by.person));
      if ('unmet' in power) return { refused: true, unmet: power.unmet };
      const stamp = { on: today(context.world), ...power.stamp };
      return outcomeOf(state, state.forum, decide(state, wish, stamp), by);
    },
  );
}

/** Whether he may know of a follow-up: as one who may know of the meeting, or who may carry it out. */
async function concerns(
  ports: MeetingPorts,
  { meeting, by, followUp }: Pick<MeetingRequest, 'meeting' | 'by'> & { readonly followUp: number },
): Promise<boolean> {
  const head = await ports.ledger.head(meeting);
  if (head?.kind !== 'meeting' || head.stateText === null) return false;
  const state = JSON.parse(head.stateText) as MeetingState;
  const context = await readContext(ports, head.organisationVersion);
  if (await mayKnowMeeting(ports, context, by, state)) return true;
  const wish = { seat: seatOfFollowUp(state, followUp), act: 'followUp.claim', as: ['responsible'] } as const;
  return 'stamp' in (await meetingPower(ports, context, by, wish));
}

/** Who holds a post of the unit that takes such things in hand, and is not away. */
function ableIn(
  { forum }: Pick<MeetingState, 'forum'>,
  unit: string,
  { organisation, world }: ActContext,
): readonly string[] {
  if (!entryOf(organisation.organisation.units, unit)) return [];
  return responsibleIn(organisation.index, { unit, forum }, today(world));
}
