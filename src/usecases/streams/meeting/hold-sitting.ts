import type { Unmet } from '../../../engine/case/refusal.js';
import { begin } from '../../../engine/meeting/discuss-item.js';
import { attend, open, pause, recuse } from '../../../engine/meeting/hold-meeting.js';
import { papersDueOn, unmetToDiscuss } from '../../../engine/meeting/gates.js';
import { rollOn } from '../../../engine/meeting/meeting-power.js';
import { itemOf, type MeetingState } from '../../../engine/meeting/meeting-state.js';
import type { Considered } from '../../../engine/streams/stream-law.js';
import { recusedFrom } from '../../../engine/organisation/case-bars.js';
import type { ActContext } from '../../cases/act-context.js';
import type { Asker } from '../../powers/power-facts.js';
import { gatesOf } from './meeting-gates.js';
import type { MeetingPorts } from './meeting-ports.js';
import { workOnMeeting, type MeetingAnswer, type MeetingRequest } from './work-on-meeting.js';

type Doing<Wish> = (request: MeetingRequest & { readonly at?: string } & Wish) => Promise<MeetingAnswer>;

/** 开会, with who is there and who attends without a say (列席). */
export function openMeeting(
  ports: MeetingPorts,
): Doing<{ readonly present: readonly string[]; readonly observers?: string }> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'open', ({ state, context, stamp, told }) => {
      const { present, observers, at } = request;
      const roll = rollOn(context.organisation.index, state, stamp.on);
      return open(
        state,
        { present, roll, ...(observers !== undefined && { observers }), ...told(at) },
        stamp,
      );
    });
}

/** 到会、离会. */
export function recordAttendance(
  ports: MeetingPorts,
): Doing<{ readonly person: string; readonly arrived: boolean }> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'attend', ({ state, stamp, told }) => {
      const { person, arrived, at } = request;
      return attend(state, { person, arrived, ...told(at) }, stamp);
    });
}

/** 休会、复会、散会. */
export function pauseMeeting(
  ports: MeetingPorts,
): Doing<{ readonly to: 'adjourned' | 'resumed' | 'closed' }> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'pause', ({ state, stamp, told }) =>
      pause(state, { to: request.to, ...told(request.at) }, stamp),
    );
}

/** 回避 on one item: by himself, or entered by the recorder. */
export function recuseFromItem(ports: MeetingPorts): Doing<{
  readonly item: number;
  readonly person: string;
  readonly presiding?: string;
  readonly reason: string;
}> {
  return (request) => {
    const { item, person, presiding, reason } = request;
    return workOnMeeting(ports, { ...request }, 'recuse', ({ state, stamp }) =>
      recuse(state, { item, person, reason, ...(presiding !== undefined && { presiding }) }, stamp),
    );
  };
}

/** 开始审议: everything that was asked when the case was tabled is asked again. */
export function beginItem(ports: MeetingPorts): Doing<{ readonly item: number }> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'begin', async ({ state, context, stamp, told }) => {
      const { item, at, by, meeting } = request;
      const { considered, ...now } = await asItStands(ports, context, state, { item, by, meeting });
      const papersDue = papersDueOn(state, context.world.calendar);
      const decision = begin(state, { item, papersDue, ...now, ...told(at) }, stamp);
      return { ...decision, ...(considered && { considered }) };
    });
}

/** Who is barred from the item's case, and what of its gates is not met now. */
async function asItStands(
  ports: MeetingPorts,
  context: ActContext,
  state: MeetingState,
  wish: { readonly item: number; readonly by: Asker; readonly meeting: string },
): Promise<{
  readonly recused: readonly string[];
  readonly gates: readonly Unmet[];
  readonly considered?: Considered;
}> {
  const item = itemOf(state, wish.item);
  if (!item) return { recused: [], gates: [] };
  const { caseId, name } = item;
  const rule = { requestBars: ports.recusalRequestBars };
  const recused = recusedFrom(context.organisation.index, caseId, rule);
  const found = await gatesOf(ports, context, { caseId, name, by: wish.by, own: wish.meeting });
  const gates = unmetToDiscuss(found?.door, item);
  return { recused, gates, ...(found && { considered: found.considered }) };
}
