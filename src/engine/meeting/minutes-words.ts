import type { CivilDate } from '../clock/time.js';
import type { MeetingEvent, MeetingEventOf, MeetingEventType } from './meeting-event.js';
import type { LocalTime } from './meeting-state.js';
import { sentence, type MinutesSentences } from './minutes-sentences.js';

/** An event with what its record has beside it: who acted, and its texts, where they are still kept. */
export interface MeetingEntry {
  readonly seq: number;
  readonly event: MeetingEvent;
  readonly person?: string;
  readonly parts: Readonly<Record<string, unknown>>;
}

/** An entry of one type of event. */
export type EntryOf<Type extends MeetingEventType> = Omit<MeetingEntry, 'event'> & {
  readonly event: MeetingEventOf<Type>;
};

/** What the records call by codes, as people call it; and the words in which it is told. */
export interface MeetingNames {
  readonly words: MinutesSentences;
  person(code: string): string;
  /** 事项名称 of a case. */
  subject(caseId: string): string;
  unit(code: string): string;
  /** A post of the case's procedure. */
  post(caseId: string, post: string): string;
}

/** The entries of some types of events, in order. */
export function entriesOfType<Type extends MeetingEventType>(
  entries: readonly MeetingEntry[],
  ...types: readonly Type[]
): readonly EntryOf<Type>[] {
  return entries.filter((entry): entry is EntryOf<Type> => types.some((type) => type === entry.event.type));
}

/** The entries about one item, in order. */
export function entriesOfItem(entries: readonly MeetingEntry[], item: number): readonly MeetingEntry[] {
  return entries.filter(({ event }) => 'item' in event && event.item === item);
}

/** A text of a record; erased content is said to be so, never left out. */
export function textOf(
  entry: Pick<MeetingEntry, 'parts'>,
  part: string,
  { sentences }: MinutesSentences,
): string {
  const text = entry.parts[part];
  return typeof text === 'string' ? text : sentences.erased;
}

/** 2026年10月12日. */
export function dayWords(day: CivilDate, words: MinutesSentences): string {
  const [year = '', month, date] = day.split('-');
  return sentence(words, 'day', { year, month: Number(month), date: Number(date) });
}

/** 10:05, with the day where the meeting went on another day. */
export function timeWords(at: LocalTime, day: CivilDate, words: MinutesSentences): string {
  const [date = '', time = ''] = at.split('T');
  return date === day ? time : `${dayWords(date as CivilDate, words)}${time}`;
}

/** 一、二、三 of items, or 1, 2, 3. */
export function ordinal(n: number, { numerals }: Pick<MinutesSentences, 'numerals'>): string {
  if (numerals === 'arabic') return String(n);
  const digits = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
  if (n < 10) return digits[n] ?? String(n);
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  return `${tens === 1 ? '' : digits[tens]}十${ones === 0 ? '' : digits[ones]}`;
}

/** Names in a row; nobody is said to be nobody. */
export function listed(names: readonly string[], { sentences }: MinutesSentences): string {
  return names.length === 0 ? sentences.nobody : names.join(sentences.separator);
}
