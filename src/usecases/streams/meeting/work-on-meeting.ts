import { localDateTimeOf } from '../../../engine/clock/civil-date.js';
import { today } from '../../../engine/case/world.js';
import type { Unmet } from '../../../engine/case/refusal.js';
import type { Told } from '../../../engine/meeting/hold-meeting.js';
import type { MeetingEvent } from '../../../engine/meeting/meeting-event.js';
import { keptAct, type KeptWish, type MeetingAct } from '../../../engine/meeting/keepers.js';
import { MEETING_LAW } from '../../../engine/meeting/meeting-law.js';
import type { Forum } from '../../../engine/meeting/forum.js';
import { withProvisions } from '../../../engine/meeting/meeting-refusals.js';
import type { MeetingState } from '../../../engine/meeting/meeting-state.js';
import type { Stamp } from '../../../engine/meeting/prepare-meeting.js';
import type { Considered, StreamDecision } from '../../../engine/streams/stream-law.js';
import { readContext, type ActContext } from '../../cases/act-context.js';
import type { Asker } from '../../powers/power-facts.js';
import { workOnStream, type StreamAnswer, type StreamOutcome } from '../work-on-stream.js';
import type { MeetingPorts } from './meeting-ports.js';
import { mayKnowMeeting, meetingPower } from './meeting-power.js';
import { meetingRows } from './meeting-rows.js';

/** Somebody's wish to do something in a meeting. */
export interface MeetingRequest {
  readonly meeting: string;
  readonly by: Asker;
  /** `Idempotency-Key`. */
  readonly key: string;
}

/** What was recorded: which event, and the number that it gave to what is new. */
export interface MeetingResult {
  readonly event: MeetingEvent['type'];
  readonly item?: number;
  readonly followUp?: number;
}

export type MeetingAnswer = StreamAnswer<MeetingResult>;

/** A meeting before whoever wishes to do something in it. */
export interface MeetingPlace {
  readonly state: MeetingState;
  readonly context: ActContext;
  readonly stamp: Stamp;
  /** The local time that is given for what happened, else the one that it is. */
  readonly told: (at?: string) => Told;
}

type Decision = StreamDecision<MeetingEvent> & { readonly considered?: Considered };

/**
 * Does one thing in a meeting that there is. As what one may do it follows from the act, the meeting and the wish. To
 * whoever may not know of the meeting there is none.
 *
 * @throws Unavailable, Defect as `workOnStream`
 */
export async function workOnMeeting(
  ports: MeetingPorts,
  { meeting, by, key, ...asked }: MeetingRequest & KeptWish & Readonly<Record<string, unknown>>,
  act: MeetingAct,
  decide: (place: MeetingPlace) => Decision | Promise<Decision>,
): Promise<MeetingAnswer> {
  if (!(await knownMeeting(ports, meeting, by))) return { outcome: 'unknown' };
  return workOnStream<MeetingState, MeetingEvent, MeetingResult>(
    ports,
    MEETING_LAW,
    { kind: 'meeting', stream: meeting, by, key, asked: { act, wish: asked } },
    async ({ state, context }) => {
      if (!state) return { refused: true, unmet: [] };
      const power = await meetingPower(ports, context, by, keptAct(act, state, asked, by.person));
      if ('unmet' in power) return { refused: true, unmet: power.unmet };
      const now = localDateTimeOf(context.world.now, context.world.zone);
      const told = (at = now): Told => ({ at, now });
      const stamp = { on: today(context.world), ...power.stamp };
      return outcomeOf(state, state.forum, await decide({ state, context, stamp, told }), by);
    },
  );
}

/** What comes of a decision, with the rows that it changes. */
export function outcomeOf(
  before: MeetingState | null,
  forum: Forum,
  made: Decision,
  by: Asker,
): StreamOutcome<MeetingEvent, MeetingResult> {
  const { considered } = made;
  const decision = { ...withProvisions(forum, made), ...(considered && { considered }) };
  if (decision.refused) return decision;
  const { event } = decision;
  const after = MEETING_LAW.evolve(before, event, by.person);
  return {
    ...decision,
    rows: meetingRows(before, after),
    result: {
      event: event.type,
      ...('item' in event && { item: event.item }),
      ...('followUp' in event && { followUp: event.followUp }),
    },
  };
}

/** A meeting as it stands to somebody who may know of it. */
export interface KnownMeeting {
  readonly id: string;
  readonly state: MeetingState;
  readonly version: number;
  readonly context: ActContext;
}

/** Undefined: there is no such meeting, or none that he may know of. */
export async function knownMeeting(
  ports: MeetingPorts,
  meeting: string,
  by: Asker,
): Promise<KnownMeeting | undefined> {
  const head = await ports.ledger.head(meeting);
  if (head?.kind !== 'meeting' || head.stateText === null) return undefined;
  const state = JSON.parse(head.stateText) as MeetingState;
  const context = await readContext(ports, head.organisationVersion);
  if (!(await mayKnowMeeting(ports, context, by, state))) return undefined;
  return { id: meeting, state, version: head.version, context };
}

/** Refusals of a decision that was not asked for because something before it stands against it. */
export function refusal(unmet: readonly Unmet[]): Decision {
  return { refused: true, unmet };
}
