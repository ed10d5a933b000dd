import { today } from '../../../engine/case/world.js';
import { calculateDeadline } from '../../../engine/clock/deadline-calculation.js';
import type { Term } from '../../../engine/clock/deadline.js';
import type { CivilDate } from '../../../engine/clock/time.js';
import {
  assignFollowUp,
  claimFollowUp,
  completeFollowUp,
  extendFollowUp,
  openFollowUp,
  releaseFollowUp,
  reportFollowUp,
  type OfFollowUp,
} from '../../../engine/meeting/follow-ups.js';
import type { MeetingEvent } from '../../../engine/meeting/meeting-event.js';
import { MEETING_LAW } from '../../../engine/meeting/meeting-law.js';
import type { MeetingState } from '../../../engine/meeting/meeting-state.js';
import type { Stamp } from '../../../engine/meeting/prepare-meeting.js';
import { entryOf } from '../../../engine/organisation/entries.js';
import { holdersOf } from '../../../engine/organisation/holders.js';
import type { StreamDecision } from '../../../engine/streams/stream-law.js';
import { readContext, type ActContext } from '../../act-context.js';
import { workOnStream } from '../work-on-stream.js';
import type { MeetingPorts } from './meeting-ports.js';
import { mayKnowMeeting, meetingPower, type Keeper, type MeetingSeat } from './meeting-power.js';
import {
  BY_SECRETARY,
  outcomeOf,
  workOnMeeting,
  type MeetingAnswer,
  type MeetingRequest,
  type MeetingResult,
} from './work-on-meeting.js';

type Doing<Wish> = (request: MeetingRequest & Wish) => Promise<MeetingAnswer>;

/** A last day: as it is named, or so long after today as the calendar counts it. */
export type LastDay = { readonly until: CivilDate } | { readonly within: Term };

/** 分解议定事项. */
export function assignMeetingFollowUp(ports: MeetingPorts): Doing<{
  readonly item: number;
  readonly unit: string;
  readonly person?: string;
  readonly last: LastDay;
  readonly what: string;
}> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'assign', BY_SECRETARY, ({ state, context, stamp }) => {
      const { item, unit, person, last, what } = request;
      const able = responsibleIn(state, unit, context);
      const known = person === undefined ? able.length > 0 : able.includes(person);
      const until = lastDay(last, context);
      return assignFollowUp(
        state,
        { item, unit, until, what, known, ...(person !== undefined && { person }) },
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
    workOnMeeting(ports, { ...request }, 'extend', BY_SECRETARY, ({ state, context, stamp }) => {
      const { followUp, last, reason, by } = request;
      return extendFollowUp(state, { followUp, reason, by: by.person, until: lastDay(last, context) }, stamp);
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

/** 签收. */
export function claimMeetingFollowUp(ports: MeetingPorts): Doing<{ readonly followUp: number }> {
  return (request) => workOnFollowUp(ports, { ...request }, 'claim', BY_RESPONSIBLE, claimFollowUp);
}

/** 交回, 退回重办. */
export function releaseMeetingFollowUp(
  ports: MeetingPorts,
): Doing<{ readonly followUp: number; readonly reason: string }> {
  return (request) =>
    workOnFollowUp(ports, { ...request }, 'release', byHolderElseSecretary, (state, wish, stamp) =>
      releaseFollowUp(state, { ...wish, reason: request.reason }, stamp),
    );
}

/** 报告办结. */
export function reportMeetingFollowUp(
  ports: MeetingPorts,
): Doing<{ readonly followUp: number; readonly report: string }> {
  return (request) =>
    workOnFollowUp(ports, { ...request }, 'report', BY_RESPONSIBLE, (state, wish, stamp) =>
      reportFollowUp(state, { ...wish, report: request.report }, stamp),
    );
}

const BY_RESPONSIBLE = (): Keeper => 'responsible';

/** Who has it in hand gives it back himself; from others' hands, or when it was reported, the secretary takes it. */
function byHolderElseSecretary(state: MeetingState, { followUp, by }: OfFollowUp): Keeper {
  const found = openFollowUp(state, followUp);
  const own = found?.holder?.person === by && found.reportedOn === undefined;
  return own ? 'responsible' : 'secretary';
}

/**
 * Does one thing with a follow-up in a post of the unit that carries it out. Whoever holds no such post and may not know
 * of the meeting either is told that there is none.
 */
async function workOnFollowUp(
  ports: MeetingPorts,
  request: MeetingRequest & { readonly followUp: number } & Readonly<Record<string, unknown>>,
  act: string,
  as: (state: MeetingState, wish: OfFollowUp) => Keeper,
  decide: (state: MeetingState, wish: OfFollowUp, stamp: Stamp) => StreamDecision<MeetingEvent>,
): Promise<MeetingAnswer> {
  const { meeting, by, key, ...asked } = request;
  const { followUp } = request;
  if (!(await concerns(ports, { meeting, by, followUp }))) return { outcome: 'unknown' };
  return workOnStream<MeetingState, MeetingEvent, MeetingResult>(
    ports,
    MEETING_LAW,
    { kind: 'meeting', stream: meeting, by, key, asked: { act: `followUp.${act}`, wish: asked } },
    async ({ state, context }) => {
      if (!state) return { refused: true, unmet: [] };
      const wish = { followUp, by: by.person };
      const keeper = as(state, wish);
      const seat = keeper === 'responsible' ? seatOf(state, followUp) : state;
      const power = await meetingPower(ports, context, by, {
        ...{ seat, act: `followUp.${act}`, as: [keeper] },
      });
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
  const wish = { seat: seatOf(state, followUp), act: 'followUp.claim', as: ['responsible'] } as const;
  return 'stamp' in (await meetingPower(ports, context, by, wish));
}

/** Where it is carried out; of one that is not open, where it was given out. */
function seatOf(state: MeetingState, followUp: number): MeetingSeat {
  return { unit: openFollowUp(state, followUp)?.unit ?? state.unit, forum: state.forum };
}

/** Who holds a post of the unit that takes such things in hand, and is not away. */
function responsibleIn(
  { forum }: Pick<MeetingState, 'forum'>,
  unit: string,
  { organisation, world }: ActContext,
): readonly string[] {
  if (!entryOf(organisation.organisation.units, unit)) return [];
  const place = { unit, procedure: forum.forum, on: today(world) };
  return forum.posts.responsible.flatMap((post) => holdersOf(organisation.index, post, place));
}

function lastDay(last: LastDay, { world }: ActContext): CivilDate | undefined {
  if ('until' in last) return last.until;
  const answer = calculateDeadline(
    { kind: 'ceiling', start: today(world), term: last.within },
    world.calendar,
  );
  return 'problem' in answer ? undefined : answer.dueOn;
}
