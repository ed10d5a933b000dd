import type { ComposedDocument, DocumentBlock } from '../case/documents/composed-document.js';
import { Defect } from '../defect.js';
import { evolveMeeting } from './evolve-meeting.js';
import { everybody, type MeetingItem, type MeetingState } from './meeting-state.js';
import { sentence } from './minutes-sentences.js';
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
  const { words } = names;
  const meeting = meetingWords(state, names);
  const common = {
    ...{ organ: names.unit(unit), on: day, footer: [], fields: {}, basis: [forum.provisions.recorded] },
    seal: 'none',
  } as const;
  const dealtWith = itemsInOrder(state, entries);
  return {
    record: {
      ...{ ...common, document: 'meetingRecord', title: sentence(words, 'record', { meeting }) },
      blocks: [
        ...head(state, entries, names),
        ...attendance(state, entries, names),
        ...dealtWith.flatMap((item, index) => itemRecord(state, item, index + 1, entries, names)),
        ...notReached(state, names),
      ],
    },
    summary: {
      ...{ ...common, document: 'meetingSummary', title: sentence(words, 'summary', { meeting }) },
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
  return later.length === 0
    ? []
    : [{ kind: 'heading', level: 1, text: names.words.sentences.correctedLater }, ...later];
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
  const text = sentence(names.words, 'notReached', { subjects: listed(subjects, names.words) });
  return [{ kind: 'paragraph', text }];
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
  const { words } = names;
  const heads = words.sentences;
  const named = (people: readonly string[]): string =>
    listed(
      people.map((one) => names.person(one)),
      words,
    );
  const absent = everybody(state.roll).filter((person) => !attended.includes(person));
  const [opened] = entriesOfType(entries, 'meeting.opened');
  const [closed] = entriesOfType(entries, 'meeting.closed');
  const from = opened ? timeWords(opened.event.at, state.day, words) : state.time;
  const day = dayWords(state.day, words);
  const time = closed
    ? sentence(words, 'beganAndEnded', { day, from, to: timeWords(closed.event.at, state.day, words) })
    : sentence(words, 'began', { day, from });
  const observers = opened?.parts['observers'];
  const recorders = entries.flatMap(({ event, person }) =>
    'by' in event && event.by === 'recorder' && person !== undefined ? [person] : [],
  );
  return [
    {
      kind: 'table',
      head: [],
      rows: [
        [heads.timeHead, time],
        [heads.placeHead, placeOf(entries, names)],
        [heads.chairHead, names.person(state.roll.chief)],
        [heads.numberHead, attendanceLine(state, attended, names)],
        [heads.presentHead, named(attended)],
        [heads.absentHead, named(absent)],
        [heads.observersHead, typeof observers === 'string' ? observers : heads.nobody],
        [heads.recorderHead, named([...new Set(recorders)])],
      ],
    },
  ];
}

function placeOf(entries: readonly MeetingEntry[], { words }: MeetingNames): string {
  const last = entriesOfType(entries, 'meeting.convened', 'meeting.moved').at(-1);
  const place = last?.parts['place'];
  return typeof place === 'string' ? place : words.sentences.unknown;
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
    const { words } = names;
    const time = timeWords(event.at, state.day, words);
    if (event.type === 'meeting.adjourned') return sentence(words, 'adjourned', { time });
    if (event.type === 'meeting.resumed') return sentence(words, 'resumed', { time });
    const name = names.person(event.person);
    return sentence(words, event.type === 'member.arrived' ? 'arrived' : 'left', { time, name });
  });
  return items.length === 0
    ? []
    : [
        { kind: 'paragraph', text: names.words.sentences.movements },
        { kind: 'list', items },
      ];
}

function opening(state: MeetingState, entries: readonly MeetingEntry[], names: MeetingNames): string {
  const { words } = names;
  return sentence(words, 'opening', {
    day: dayWords(state.day, words),
    chair: names.person(state.roll.chief),
    meeting: meetingWords(state, names),
    attendance: attendanceLine(state, attendedOf(state, entries), names),
  });
}

function meetingWords({ unit, forum }: MeetingState, names: MeetingNames): string {
  return sentence(names.words, 'meeting', { unit: names.unit(unit), forum: forum.title.zh });
}
