import type { CivilDate } from '../clock/time.js';
import type { StreamDecision, StreamEvent } from '../streams/stream-law.js';
import type { Unmet } from '../case/refusal.js';
import type { Forum } from './forum.js';
import type { MeetingEvent } from './meeting-event.js';
import { BASIS, decided, noOpenItem, notWhile, refusedFor, unmet } from './meeting-refusals.js';
import { everybody, isOpenItem, itemOf, type MeetingState, type Roll } from './meeting-state.js';

/** What every event of a meeting says of its act: the legal day, and who might do it. */
export type Stamp = Pick<StreamEvent, 'on' | 'post' | 'power'>;

type Decision = StreamDecision<MeetingEvent>;

/** A forum's people on a day. No chief: the post is vacant and nobody stands in. */
export interface FoundRoll {
  readonly chief: string | undefined;
  readonly members: readonly string[];
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** 召集会议: for a day that is not over, with somebody who can decide. */
export function convene(
  wish: {
    readonly forum: Forum;
    readonly unit: string;
    readonly day: CivilDate;
    readonly time: string;
    readonly roll: FoundRoll;
    readonly place?: string;
  },
  stamp: Stamp,
): Decision {
  const { forum, unit, day, time, roll, place } = wish;
  const { chief, members } = roll;
  const stands = refusedFor(...againstDay(day, time, stamp), ...againstRoll(roll));
  if (stands || chief === undefined) return stands ?? { refused: true, unmet: againstRoll(roll) };
  const event = {
    ...stamp,
    type: 'meeting.convened',
    forum,
    unit,
    day,
    time,
    roll: { chief, members },
  } as const;
  return decided(event, forum.basis, place === undefined ? undefined : { place });
}

/** 改期: before it was opened. */
export function move(
  state: MeetingState,
  wish: { readonly day: CivilDate; readonly time: string; readonly roll: FoundRoll; readonly place?: string },
  stamp: Stamp,
): Decision {
  const { day, time, roll, place } = wish;
  const { chief, members } = roll;
  const stands = refusedFor(
    state.status !== 'convened' && notWhile('会议已经召开或者已经结束，不能改期', 'it was opened or is over'),
    ...againstDay(day, time, stamp),
    ...againstRoll(roll),
  );
  if (stands || chief === undefined) return stands ?? { refused: true, unmet: againstRoll(roll) };
  const event = { ...stamp, type: 'meeting.moved', day, time, roll: { chief, members } } as const;
  return decided(event, BASIS.house, place === undefined ? undefined : { place });
}

function againstDay(day: CivilDate, time: string, { on }: Stamp): readonly (Unmet | false)[] {
  return [
    day < on && unmet('day-not-allowed', '会议日期不能早于今天', 'the day of the meeting is over'),
    !TIME.test(time) && unmet('invalid-input', '会议时间应为 HH:MM', 'the time must be HH:MM'),
  ];
}

function againstRoll({ chief, members }: FoundRoll): readonly Unmet[] {
  return [
    ...(chief === undefined
      ? [
          unmet(
            'requirement-unmet',
            '没有行政首长或者其代理人',
            'there is no chief and no deputy',
            BASIS.chiefLast,
          ),
        ]
      : []),
    ...(members.length === 0
      ? [unmet('requirement-unmet', '没有其他会议组成人员', 'there are no other members', BASIS.discussed)]
      : []),
  ];
}

/** 列入议程: a case of which every gate is met. `gates` is what is not, each with its provision. */
export function table(
  state: MeetingState,
  wish: {
    readonly caseId: string;
    readonly name: string;
    readonly draftVersion: number;
    readonly presenter?: string;
    readonly gates: readonly Unmet[];
  },
  stamp: Stamp,
): Decision {
  const { caseId, name, draftVersion, presenter, gates } = wish;
  const { items: limit } = state.forum;
  const open = state.items.filter(isOpenItem);
  const stands = refusedFor(
    state.status !== 'convened' && state.status !== 'open' && ended(),
    state.items.some((one) => one.caseId === caseId && one.name === name && one.status !== 'withdrawn') &&
      notWhile('该事项已在本次会议议程中', 'it is on the agenda already'),
    limit &&
      open.length >= limit.most &&
      unmet('requirement-unmet', `议题不超过${limit.most}个`, `at most ${limit.most} items`, limit.basis),
    ...gates,
  );
  if (stands) return stands;
  const item = state.items.length + 1;
  const event = { ...stamp, type: 'item.tabled', item, caseId, name, draftVersion } as const;
  return decided({ ...event, ...(presenter !== undefined && { presenter }) }, BASIS.discussed);
}

/** 撤回议题, with a reason; also while it is being discussed. */
export function withdraw(state: MeetingState, item: number, reason: string, stamp: Stamp): Decision {
  const found = itemOf(state, item);
  const stands = refusedFor((!found || !isOpenItem(found)) && noOpenItem());
  return stands ?? decided({ ...stamp, type: 'item.withdrawn', item }, BASIS.house, { reason });
}

/** 排定议程: all open items, each once. */
export function orderAgenda(state: MeetingState, agenda: readonly number[], stamp: Stamp): Decision {
  const same = [...agenda].sort((a, b) => a - b).join() === [...state.agenda].sort((a, b) => a - b).join();
  const stands = refusedFor(
    state.status === 'closed' && ended(),
    !same &&
      unmet('invalid-input', '须列出全部议题，每个一次', 'every item of the agenda must stand in it once'),
  );
  return stands ?? decided({ ...stamp, type: 'agenda.ordered', agenda }, BASIS.house);
}

/** 送达会议材料 to members: of the items named, else of all. */
export function sendPapers(
  state: MeetingState,
  wish: { readonly items?: readonly number[]; readonly to?: readonly string[] },
  stamp: Stamp,
): Decision {
  const all = everybody(state.roll);
  const { items = state.agenda, to = all } = wish;
  const { papers } = state.forum;
  const stands = refusedFor(
    state.status === 'closed' && ended(),
    (items.length === 0 || items.some((item) => !state.agenda.includes(item))) && noOpenItem(),
    (to.length === 0 || to.some((person) => !all.includes(person))) && noMember(),
  );
  return stands ?? decided({ ...stamp, type: 'papers.sent', items, to }, papers?.basis ?? BASIS.house);
}

/** 签阅: a member has read the papers that were sent to him. */
export function readPapers(state: MeetingState, person: string, stamp: Stamp): Decision {
  const stands = refusedFor(
    !everybody(state.roll).includes(person) && noMember(),
    !state.papers.some(({ to }) => to.includes(person)) &&
      notWhile('会议材料尚未送达本人', 'no papers have been sent to you'),
    state.papersRead.includes(person) && notWhile('已经签阅', 'you have said so already'),
  );
  return stands ?? decided({ ...stamp, type: 'papers.read' }, BASIS.house);
}

/** The chief allows the papers of an item to come later than the rule, for a reason on record. */
export function shortenPapers(state: MeetingState, item: number, reason: string, stamp: Stamp): Decision {
  const found = itemOf(state, item);
  const { papers } = state.forum;
  const stands = refusedFor(
    found?.status !== 'tabled' && noOpenItem(),
    !papers && notWhile('本类会议没有材料提前送达的规定', 'this forum has no rule on papers'),
  );
  return (
    stands ?? decided({ ...stamp, type: 'papers.shortened', item }, papers?.basis ?? BASIS.house, { reason })
  );
}

/** The person is none of the meeting. */
export function noMember(): Unmet {
  return unmet('person-not-eligible', '不是会议组成人员', 'not a member of the meeting', BASIS.discussed);
}

function ended(): Unmet {
  return notWhile('会议已经休会或者结束', 'the meeting is adjourned or over');
}

/** The people of a meeting as they are found on the day that it is opened. */
export function wholeRoll({ chief, members }: FoundRoll): Roll | undefined {
  return chief === undefined ? undefined : { chief, members };
}
