import { calculateDeadline } from '../../../engine/clock/deadline-calculation.js';
import type { CivilDate } from '../../../engine/clock/time.js';
import type { Unmet } from '../../../engine/case/refusal.js';
import { begin } from '../../../engine/meeting/discuss-item.js';
import { attend, open, pause, recuse } from '../../../engine/meeting/hold-meeting.js';
import { itemOf, type MeetingState } from '../../../engine/meeting/meeting-state.js';
import { recusedFrom } from '../../../engine/organisation/case-bars.js';
import type { ActContext } from '../../act-context.js';
import type { Asker } from '../../power-facts.js';
import { gatesOf, unmetGates } from './meeting-gates.js';
import { BASIS } from '../../../engine/meeting/meeting-refusals.js';
import type { MeetingPorts } from './meeting-ports.js';
import { rollOn } from './meeting-power.js';
import { BY_SECRETARY, workOnMeeting, type MeetingAnswer, type MeetingRequest } from './work-on-meeting.js';

type Doing<Wish> = (request: MeetingRequest & { readonly at?: string } & Wish) => Promise<MeetingAnswer>;

/** 开会, with who is there and who attends without a say (列席). */
export function openMeeting(
  ports: MeetingPorts,
): Doing<{ readonly present: readonly string[]; readonly observers?: string }> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'open', BY_SECRETARY, ({ state, context, stamp, told }) => {
      const { present, observers, at } = request;
      const roll = rollOn(context.organisation, state, stamp.on);
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
    workOnMeeting(ports, { ...request }, 'attend', BY_SECRETARY, ({ state, stamp, told }) => {
      const { person, arrived, at } = request;
      return attend(state, { person, arrived, ...told(at) }, stamp);
    });
}

/** 休会、复会、散会. */
export function pauseMeeting(
  ports: MeetingPorts,
): Doing<{ readonly to: 'adjourned' | 'resumed' | 'closed' }> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'pause', BY_SECRETARY, ({ state, stamp, told }) =>
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
    const { item, person, presiding, reason, by } = request;
    const own = person === by.person;
    return workOnMeeting(
      ports,
      { ...request },
      'recuse',
      () => (own ? ['chief', 'member', 'secretary'] : ['secretary']),
      ({ state, stamp }) =>
        recuse(state, { item, person, reason, ...(presiding !== undefined && { presiding }) }, stamp),
    );
  };
}

/** 开始审议: everything that was asked when the case was tabled is asked again. */
export function beginItem(ports: MeetingPorts): Doing<{ readonly item: number }> {
  return (request) =>
    workOnMeeting(ports, { ...request }, 'begin', BY_SECRETARY, async ({ state, context, stamp, told }) => {
      const { item, at, by, meeting } = request;
      const now = await asItStands(ports, context, state, { item, by, meeting });
      const papersDue = papersDueOn(state, context);
      return begin(state, { item, papersDue, ...now, ...told(at) }, stamp);
    });
}

/** Who is barred from the item's case, and what of its gates is not met now. */
async function asItStands(
  ports: MeetingPorts,
  context: ActContext,
  state: MeetingState,
  wish: { readonly item: number; readonly by: Asker; readonly meeting: string },
): Promise<{ readonly recused: readonly string[]; readonly gates: readonly Unmet[] }> {
  const item = itemOf(state, wish.item);
  if (!item) return { recused: [], gates: [] };
  const { caseId, name, draftVersion } = item;
  const rule = { requestBars: ports.recusalRequestBars };
  const recused = recusedFrom(context.organisation.index, caseId, rule);
  const door = await gatesOf(ports, context, { caseId, name, by: wish.by, own: wish.meeting });
  const changed = door !== undefined && door.draftVersion !== draftVersion;
  return { recused, gates: [...(door ? unmetGates(door) : []), ...(changed ? [draftChanged()] : [])] };
}

/** The last day on which the papers of the meeting reach the members in time. */
export function papersDueOn(
  { forum, day }: Pick<MeetingState, 'forum' | 'day'>,
  { world }: ActContext,
): CivilDate | undefined {
  if (!forum.papers) return undefined;
  const question = { kind: 'lead', before: day, term: forum.papers.lead } as const;
  const answer = calculateDeadline(question, world.calendar);
  return 'problem' in answer ? undefined : answer.dueOn;
}

function draftChanged(): Unmet {
  return {
    code: 'requirement-unmet',
    say: {
      zh: '列入议程后草案已经修改，须撤回议题后重新列入',
      en: 'the draft has changed since it was tabled: withdraw the item and table it anew',
    },
    basis: [BASIS.discussed],
  };
}
