import type { DocumentBlock } from '../case/documents/composed-document.js';
import type { MeetingItem, MeetingState } from './meeting-state.js';
import { presides } from './meeting-state.js';
import {
  entriesOfItem,
  entriesOfType,
  listed,
  ordinal,
  RESULT_WORDS,
  STANCE_WORDS,
  textOf,
  timeWords,
  type EntryOf,
  type MeetingEntry,
  type MeetingNames,
} from './minutes-words.js';
import { quorumOf, tallyOf } from './tally.js';

/** One item of the record: everything in the order in which it was said. */
export function itemRecord(
  state: MeetingState,
  item: MeetingItem,
  place: number,
  entries: readonly MeetingEntry[],
  names: MeetingNames,
): readonly DocumentBlock[] {
  const of = entriesOfItem(entries, item.item);
  const presenter = item.presenter === undefined ? '承办单位' : names.post(item.caseId, item.presenter);
  return [
    { kind: 'heading', level: 1, text: `${ordinal(place)}、${names.subject(item.caseId)}` },
    paragraph(`汇报：${presenter}。审议草案第${item.draftVersion}稿。`),
    ...recusals(of, names),
    ...entriesOfType(of, 'speech.given', 'speech.declined', 'opinion.written').map((entry) =>
      paragraph(heardLine(state, item, entry, names)),
    ),
    ...outcome(state, item, of, names),
    ...corrections(of, names),
  ];
}

function recusals(of: readonly MeetingEntry[], names: MeetingNames): readonly DocumentBlock[] {
  const recused = [
    ...entriesOfType(of, 'item.begun').flatMap(({ event }) => event.recused),
    ...entriesOfType(of, 'member.recused').map(({ event }) => event.person),
  ];
  const presiding = entriesOfType(of, 'member.recused').flatMap(({ event }) => event.presiding ?? []);
  return [
    ...(recused.length > 0 ? [paragraph(`回避：${listed(recused.map((one) => names.person(one)))}。`)] : []),
    ...presiding.map((one) => paragraph(`本议题由${names.person(one)}主持。`)),
  ];
}

function heardLine(
  state: MeetingState,
  item: MeetingItem,
  entry: EntryOf<'speech.given' | 'speech.declined' | 'opinion.written'>,
  names: MeetingNames,
): string {
  const { event } = entry;
  const time = timeWords(event.at, state.day);
  const last = event.person === presides(state, item) ? '主持人，最后发表意见，' : '';
  const name = names.person(event.person);
  if (event.type === 'speech.declined') return `${time} ${name}（${last}明确不发言）。`;
  const how = event.type === 'opinion.written' ? '书面意见，' : '';
  return `${time} ${name}（${last}${how}${STANCE_WORDS[event.stance]}）：${textOf(entry, 'text')}`;
}

function outcome(
  state: MeetingState,
  item: MeetingItem,
  of: readonly MeetingEntry[],
  names: MeetingNames,
): readonly DocumentBlock[] {
  const [decision] = entriesOfType(of, 'item.decided');
  const { stated, stances } = tallyOf(state, item);
  const counted = Object.entries(stances)
    .map(([stance, count]) => `${STANCE_WORDS[stance as keyof typeof stances]}${count}人`)
    .join('，');
  const tally = paragraph(`除主持人外表态${stated}人：${counted}。`);
  if (!decision) return [...(stated > 0 ? [tally] : []), paragraph('本议题没有议定。')];
  const { event } = decision;
  return [
    tally,
    paragraph(`议定时到会${event.present}人，应到${event.entitled}人（不计回避人员）。`),
    paragraph(`议定：${RESULT_WORDS[event.result]}。`),
    ...(event.departs ? [paragraph('行政首长的决定与会议组成人员多数人的意见不一致。')] : []),
    ...(event.reasoned ? [paragraph(`行政首长在会上说明的理由：${textOf(decision, 'reason')}`)] : []),
    ...dissent(of, event.dissents, names),
  ];
}

/** 不同意见如实载明: every word of those who held another position. */
function dissent(
  of: readonly MeetingEntry[],
  people: readonly string[],
  names: MeetingNames,
): readonly DocumentBlock[] {
  const words = entriesOfType(of, 'speech.given', 'opinion.written').filter(({ event }) =>
    people.includes(event.person),
  );
  if (words.length === 0) return [paragraph('不同意见：无。')];
  const items = words.map((entry) => {
    const { person, stance } = entry.event;
    return `${names.person(person)}（${STANCE_WORDS[stance]}）：${textOf(entry, 'text')}`;
  });
  return [paragraph('不同意见：'), { kind: 'list', items }];
}

/** What members have corrected of their own words. */
export function corrections(of: readonly MeetingEntry[], names: MeetingNames): readonly DocumentBlock[] {
  return entriesOfType(of, 'words.confirmed')
    .filter(({ event }) => event.corrected)
    .map((entry) => paragraph(`${names.person(entry.person ?? '')}更正：${textOf(entry, 'correction')}`));
}

/** One item of the summary: what was decided, and who does what until when. */
export function itemSummary(
  item: MeetingItem,
  place: number,
  entries: readonly MeetingEntry[],
  names: MeetingNames,
): readonly DocumentBlock[] {
  const of = entriesOfItem(entries, item.item);
  const [decision] = entriesOfType(of, 'item.decided');
  const result = decision ? `会议议定：${RESULT_WORDS[decision.event.result]}。` : '会议没有议定本议题。';
  const tasks = entriesOfType(of, 'followUp.assigned').map((entry) => {
    const { unit, person, until } = entry.event;
    const who = person === undefined ? names.unit(unit) : `${names.unit(unit)}（${names.person(person)}）`;
    return [who, textOf(entry, 'what'), until];
  });
  return [
    { kind: 'heading', level: 1, text: `${ordinal(place)}、${names.subject(item.caseId)}` },
    paragraph(result),
    ...(tasks.length > 0
      ? [{ kind: 'table', head: ['执行单位', '事项', '完成期限'], rows: tasks } as const]
      : []),
  ];
}

/** How many are there of those who belong to it, as the record's head says it. */
export function attendanceLine(state: MeetingState, attended: readonly string[]): string {
  const { entitled } = quorumOf(state);
  return `应到${entitled}人，实到${attended.length}人`;
}

function paragraph(text: string): DocumentBlock {
  return { kind: 'paragraph', text };
}
