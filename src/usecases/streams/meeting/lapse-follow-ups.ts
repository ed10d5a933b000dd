import { today } from '../../../engine/case/world.js';
import { lapseFollowUp } from '../../../engine/meeting/follow-ups.js';
import { withProvisions } from '../../../engine/meeting/meeting-refusals.js';
import { MEETING_LAW } from '../../../engine/meeting/meeting-law.js';
import type { MeetingEvent } from '../../../engine/meeting/meeting-event.js';
import type { MeetingState } from '../../../engine/meeting/meeting-state.js';
import type { SweepFailure, SweepResult } from '../../clocks/lapse-due-clocks.js';
import { Unavailable } from '../../unavailable.js';
import { workOnStream } from '../work-on-stream.js';
import type { DueFollowUp, MeetingPorts } from './meeting-ports.js';
import { meetingRows } from './meeting-rows.js';

/**
 * One round of the sweep over what was decided in meetings: records of up to `limit` follow-ups that they have run out.
 * Any number of processes may sweep at once, late or twice: a last day passes once. One that cannot be swept does not
 * keep the others waiting.
 *
 * @throws Unavailable when the store cannot be reached.
 */
export function lapseDueFollowUps(ports: MeetingPorts): (limit: number) => Promise<SweepResult> {
  return async (limit) => {
    const on = today({ now: await ports.now.now(), zone: ports.installation.zone });
    const due = await ports.meetings.dueFollowUps(on, limit);
    const failures: SweepFailure[] = [];
    let lapsed = 0;
    for (const one of due) {
      try {
        if (await lapseOne(ports, one)) lapsed += 1;
      } catch (error) {
        if (error instanceof Unavailable) throw error;
        failures.push({ stream: one.meeting, error });
      }
    }
    return { streams: due.length, lapsed, failures };
  };
}

async function lapseOne(ports: MeetingPorts, { meeting, followUp }: DueFollowUp): Promise<boolean> {
  const answer = await workOnStream<MeetingState, MeetingEvent, { readonly followUp: number }>(
    ports,
    MEETING_LAW,
    { kind: 'meeting', stream: meeting, asked: { act: 'followUp.lapse', followUp } },
    ({ state, context }) => {
      const found = state && lapseFollowUp(state, { followUp, today: today(context.world) });
      // Somebody was faster: nothing is left to be recorded.
      if (!state || !found) return { refused: true, unmet: [] };
      const decision = withProvisions(state.forum, found);
      if (decision.refused) return decision;
      const after = MEETING_LAW.evolve(state, decision.event, undefined);
      return { ...decision, rows: meetingRows(state, after), result: { followUp } };
    },
  );
  return answer.outcome === 'recorded';
}
