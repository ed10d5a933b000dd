import type { ComposedDocument, DocumentBlock } from '../case/documents/composed-document.js';
import { Defect } from '../defect.js';
import { evolveMeeting } from './evolve-meeting.js';
import { everybody, type MeetingItem, type MeetingState } from './meeting-state.js';
import { attendanceLine, corrections, itemRecord, itemSummary } from './minutes-item.js';
import {
  dayWords,
  entriesOfType,
  listed,
  timeWords,
  type MeetingEntry,
  type MeetingNames,
} from './minutes-words.js';

/** 会议记录 and 会议纪要. */
export interface Minutes {
  readonly record: ComposedDocument;
  readonly summary: ComposedDocument;
}

/**
 * The minutes of a meeting, from its records alone: nothing in them is typed. The record says everything in order, with
 * dissent word for word (713号令 30.3); the summary what was decided and who carries it out.
 *
 * @throws Defect for entries that are no meeting
 */
export function minutesOf(entries: readonly MeetingEntry[], names: MeetingNames): Minutes {
  const state = folded(entries);
  const { forum, unit, day } = state;
  const title = `${names.unit(unit)}${forum.title.zh}`;
  const common = {
    ...{ organ: names.unit(unit), on: day, footer: [], fields: {}, basis: [forum.provisions.recorded] },
    seal: 'none',
  } as const;
  const dealtWith = itemsInOrder(state, entries);
  return {
    record: {
      ...{ ...common, document: 'meetingRecord', title: `${title}记录` },
      blocks: [
        ...head(state, entries, names),
        ...attendance(state, entries, names),
        ...dealtWith.flatMap((item, index) => itemRecord(state, item, index + 1, entries, names)),
        ...notReached(state, names),
      ],
    },
    summary: {
      ...{ ...common, document: 'meetingSummary', title: `${title}纪要` },
      blocks: [
        { kind: 'paragraph', text: opening(state, entries, names) },
        ...dealtWith.flatMap((item, index) => itemSummary(item, index + 1, entries, names)),
      ],
    },
  };
}

/** What was corrected after the minutes were issued: put under them, never into them. */
export function correctionsSince(
  entries: readonly MeetingEntry[],
  names: MeetingNames,
): readonly DocumentBlock[] {
  const issued = entriesOfType(entries, 'minutes.issued')[0]?.seq ?? Number.POSITIVE_INFINITY;
  const later = corrections(
    entries.filter(({ seq }) => seq > issued),
    names,
  );
  return later.length === 0 ? [] : [{ kind: 'heading', level: 1, text: '印发后本人的更正' }, ...later];
}

function folded(entries: readonly MeetingEntry[]): MeetingState {
  let state: MeetingState | null = null;
  for (const { event, person } of entries) state = evolveMeeting(state, event, person);
  if (!state) throw new Defect('minutes of no meeting');
  return state;
}

/** Items that were begun, in the order in which they were; a withdrawn one too, as far as it got. */
function itemsInOrder(state: MeetingState, entries: readonly MeetingEntry[]): readonly MeetingItem[] {
  return entriesOfType(entries, 'item.begun').flatMap(
    ({ event }) => state.items.find(({ item }) => item === event.item) ?? [],
  );
}

function notReached(state: MeetingState, names: MeetingNames): readonly DocumentBlock[] {
  const left = state.items.filter(({ status, positions }) => status === 'notReached' && noWords(positions));
  if (left.length === 0) return [];
  const subjects = left.map(({ caseId }) => names.subject(caseId));
  return [{ kind: 'paragraph', text: `没有审议的议题：${listed(subjects)}。` }];
}

function noWords(positions: MeetingItem['positions']): boolean {
  return Object.keys(positions).length === 0;
}

function attendedOf(state: MeetingState, entries: readonly MeetingEntry[]): readonly string[] {
  const there = new Set([
    ...entriesOfType(entries, 'meeting.opened').flatMap(({ event }) => event.present),
    ...entriesOfType(entries, 'member.arrived').map(({ event }) => event.person),
  ]);
  return everybody(state.roll).filter((person) => there.has(person));
}

function head(
  state: MeetingState,
  entries: readonly MeetingEntry[],
  names: MeetingNames,
): readonly DocumentBlock[] {
  const attended = attendedOf(state, entries);
  const named = (people: readonly string[]): string => listed(people.map((one) => names.person(one)));
  const absent = everybody(state.roll).filter((person) => !attended.includes(person));
  const [opened] = entriesOfType(entries, 'meeting.opened');
  const [closed] = entriesOfType(entries, 'meeting.closed');
  const from = opened ? timeWords(opened.event.at, state.day) : state.time;
  const to = closed ? timeWords(closed.event.at, state.day) : '';
  const observers = opened?.parts['observers'];
  const recorders = entries.flatMap(({ event, person }) =>
    'by' in event && event.by === 'recorder' && person !== undefined ? [person] : [],
  );
  return [
    {
      kind: 'table',
      head: [],
      rows: [
        ['时间', `${dayWords(state.day)} ${from}${to === '' ? '' : `至${to}`}`],
        ['地点', placeOf(entries)],
        ['主持', names.person(state.roll.chief)],
        ['人数', attendanceLine(state, attended)],
        ['到会', named(attended)],
        ['缺席', named(absent)],
        ['列席', typeof observers === 'string' ? observers : '无'],
        ['记录', named([...new Set(recorders)])],
      ],
    },
  ];
}

function placeOf(entries: readonly MeetingEntry[]): string {
  const last = entriesOfType(entries, 'meeting.convened', 'meeting.moved').at(-1);
  const place = last?.parts['place'];
  return typeof place === 'string' ? place : '—';
}

/** 迟到、早退和中途离会, with the times. */
function attendance(
  state: MeetingState,
  entries: readonly MeetingEntry[],
  names: MeetingNames,
): readonly DocumentBlock[] {
  const items = entriesOfType(
    entries,
    'member.arrived',
    'member.left',
    'meeting.adjourned',
    'meeting.resumed',
  ).map(({ event }) => {
    const time = timeWords(event.at, state.day);
    if (event.type === 'meeting.adjourned') return `${time} 休会`;
    if (event.type === 'meeting.resumed') return `${time} 复会`;
    return `${time} ${names.person(event.person)}${event.type === 'member.arrived' ? '到会' : '离会'}`;
  });
  return items.length === 0
    ? []
    : [
        { kind: 'paragraph', text: '到会、离会情况：' },
        { kind: 'list', items },
      ];
}

function opening(state: MeetingState, entries: readonly MeetingEntry[], names: MeetingNames): string {
  const attended = attendedOf(state, entries);
  const { unit, forum, day, roll } = state;
  return (
    `${dayWords(day)}，${names.person(roll.chief)}主持召开${names.unit(unit)}${forum.title.zh}，` +
    `${attendanceLine(state, attended)}。会议议定事项如下：`
  );
}
