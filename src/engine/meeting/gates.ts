import { basisList } from '../case/basis-list.js';
import type { CaseState } from '../case/case-state.js';
import type { Actor } from '../case/command.js';
import type { Unmet } from '../case/refusal.js';
import type { World } from '../case/world.js';
import type { Calendar } from '../clock/calendar.js';
import { calculateDeadline } from '../clock/deadline-calculation.js';
import type { CivilDate } from '../clock/time.js';
import type { Definition, Text } from '../law/definition.js';
import { draftBeside } from '../law/draft-beside.js';
import type { StreamDecision } from '../streams/stream-law.js';
import { streamPower, unmetToBegin } from '../streams/stream-power.js';
import type { MeetingEvent } from './meeting-event.js';
import { BASIS } from './meeting-refusals.js';
import type { MeetingState } from './meeting-state.js';
import { table, type Stamp } from './prepare-meeting.js';

/** 上会条件: one thing that must be before a case may be on an agenda. */
export interface Gate {
  readonly say: Text;
  readonly basis: readonly string[];
  readonly met: boolean;
  /** Why not, and from when time alone will have cured it. */
  readonly unmet?: Unmet;
}

/** A case before a meeting, under one of the names that its procedure has for meetings. */
export interface CaseAtTheDoor {
  readonly name: string;
  readonly title: Text;
  readonly draftVersion: number;
  readonly gates: readonly Gate[];
  /** Whoever keeps the stream of the case may table it; what stands against this person. */
  readonly power: readonly Unmet[];
}

/**
 * How a case stands before a meeting. Undefined: its procedure has no meeting of that name.
 *
 * @param own the meeting that asks: that the case is on its agenda does not stand against it
 */
export function atTheDoor(
  definition: Definition,
  name: string,
  { actor, state, world }: { readonly actor: Actor; readonly state: CaseState; readonly world: World },
  own?: string,
): CaseAtTheDoor | undefined {
  const streams = definition.streams ?? {};
  const declared = Object.hasOwn(streams, name) ? streams[name] : undefined;
  if (declared?.kind !== 'meeting') return undefined;
  const power = streamPower(definition, name, declared, { actor, state, world });
  const post = 'unmet' in power ? '' : power.post;
  const gates = (declared.requires ?? []).map((requirement): Gate => {
    const alone = { ...declared, requires: [requirement] };
    const [unmet] = unmetToBegin(definition, alone, { person: actor.person, post }, { state, world });
    const { say, basis } = requirement;
    return { say, basis: basisList(basis), met: !unmet, ...(unmet && { unmet }) };
  });
  const seen = world.streams?.[name];
  const elsewhere =
    seen?.standing['tabled'] === true && seen.standing['result'] === 'none' && seen.stream !== own;
  const draft = draftBeside(streams, declared);
  const version = draft === undefined ? undefined : world.streams?.[draft]?.standing['version'];
  return {
    ...{ name, title: declared.title, power: 'unmet' in power ? power.unmet : [] },
    draftVersion: typeof version === 'number' ? version : 0,
    gates: [...gates, notElsewhere(elsewhere), notEnded(state.status === 'ended')],
  };
}

function unmetGates({ gates }: CaseAtTheDoor): readonly Unmet[] {
  return gates.flatMap(({ unmet }) => unmet ?? []);
}

/** 列入议程: whoever may not, is told at once what else stands against it. */
export function tableCase(
  state: MeetingState,
  door: CaseAtTheDoor,
  wish: { readonly caseId: string; readonly name: string; readonly presenter?: string },
  stamp: Stamp,
): StreamDecision<MeetingEvent> {
  const gates = unmetGates(door);
  if (door.power.length > 0) return { refused: true, unmet: [...door.power, ...gates] };
  return table(state, { ...wish, draftVersion: door.draftVersion, gates }, stamp);
}

/** The gates are asked again when the item is begun; and the draft must be the one that was tabled. */
export function unmetToDiscuss(
  door: CaseAtTheDoor | undefined,
  tabled: { readonly draftVersion: number },
): readonly Unmet[] {
  if (!door) return [];
  return [...unmetGates(door), ...(door.draftVersion === tabled.draftVersion ? [] : [draftChanged()])];
}

/** The last day on which the papers of the meeting reach the members in time. Undefined: no rule, or no calendar counts it. */
export function papersDueOn(
  { forum, day }: Pick<MeetingState, 'forum' | 'day'>,
  calendar: Calendar,
): CivilDate | undefined {
  if (!forum.papers) return undefined;
  const answer = calculateDeadline({ kind: 'lead', before: day, term: forum.papers.lead }, calendar);
  return 'problem' in answer ? undefined : answer.dueOn;
}

/** The procedure of a case has no meeting of the name under which it was to be tabled. */
export function noSuchMeeting(): Unmet {
  return {
    code: 'invalid-input',
    say: { zh: '该程序没有这一名称的会议', en: 'the procedure has no meeting of this name' },
    basis: [BASIS.discussed],
    at: '/name',
  };
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

function notElsewhere(elsewhere: boolean): Gate {
  const say = { zh: '没有列入其他会议的议程', en: 'it is on no other agenda' };
  return gate(say, '正程 会议规则', elsewhere && 'not-in-this-state');
}

function notEnded(ended: boolean): Gate {
  return gate({ zh: '案件没有办结', en: 'the case has not ended' }, '正程 办结', ended && 'case-ended');
}

function gate(say: Text, basis: string, code: Unmet['code'] | false): Gate {
  const provisions = [basis];
  if (code === false) return { say, basis: provisions, met: true };
  return { say, basis: provisions, met: false, unmet: { code, say, basis: provisions } };
}
