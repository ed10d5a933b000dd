import { today } from '../../../engine/case/world.js';
import { entryOf } from '../../../engine/organisation/entries.js';
import type { CivilDate } from '../../../engine/clock/time.js';
import type { MeetingEvent } from '../../../engine/meeting/meeting-event.js';
import { rollOn } from '../../../engine/meeting/meeting-power.js';
import { MEETING_LAW } from '../../../engine/meeting/meeting-law.js';
import type { MeetingState } from '../../../engine/meeting/meeting-state.js';
import { convene, move } from '../../../engine/meeting/prepare-meeting.js';
import { workOnStream } from '../work-on-stream.js';
import type { MeetingPorts } from './meeting-ports.js';
import { meetingPower } from './meeting-power.js';
import {
  outcomeOf,
  workOnMeeting,
  type MeetingAnswer,
  type MeetingRequest,
  type MeetingResult,
} from './work-on-meeting.js';

interface Appointment {
  readonly day: CivilDate;
  /** `HH:mm`. */
  readonly time: string;
  readonly place?: string;
}

/** 召集会议 of a forum in a unit. Unknown: there is no such forum or unit. */
export function conveneMeeting(
  ports: MeetingPorts,
): (
  request: Omit<MeetingRequest, 'meeting'> & Appointment & { readonly forum: string; readonly unit: string },
) => Promise<MeetingAnswer> {
  return async ({ by, key, forum: name, unit, day, time, place }) => {
    const forum = ports.forums.get(name);
    const { organisation } = await ports.directory.current();
    if (!forum || !entryOf(organisation.units, unit)) return { outcome: 'unknown' };
    const asked = { act: 'convene', forum: name, unit, day, time, ...(place !== undefined && { place }) };
    return workOnStream<MeetingState, MeetingEvent, MeetingResult>(
      ports,
      MEETING_LAW,
      { kind: 'meeting', stream: ports.ids.randomUuid(), begins: true, by, key, asked },
      async ({ context }) => {
        const seat = { unit, forum };
        const wish = { seat, act: 'meeting.convene', as: ['secretary', 'chief'] } as const;
        const power = await meetingPower(ports, context, by, wish);
        if ('unmet' in power) return { refused: true, unmet: power.unmet };
        const roll = rollOn(context.organisation.index, seat, day);
        const stamp = { on: today(context.world), ...power.stamp };
        const appointed = { ...seat, day, time, roll, ...(place !== undefined && { place }) };
        return outcomeOf(null, forum, convene(appointed, stamp), by);
      },
    );
  };
}

/** 改期. */
export function moveMeeting(
  ports: MeetingPorts,
): (request: MeetingRequest & Appointment) => Promise<MeetingAnswer> {
  return (request) => {
    const { day, time, place } = request;
    return workOnMeeting(ports, { ...request }, 'move', ({ state, context, stamp }) => {
      const roll = rollOn(context.organisation.index, state, day);
      return move(state, { day, time, roll, ...(place !== undefined && { place }) }, stamp);
    });
  };
}
