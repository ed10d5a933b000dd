import type { DocumentBlock } from '../case/documents/composed-document.js';
import type { MeetingItem, MeetingState } from './meeting-state.js';
import { presides } from './meeting-state.js';
import { sentence } from './minutes-sentences.js';
import {
  entriesOfItem,
  entriesOfType,
  listed,
  ordinal,
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
  const { words } = names;
  const presenter =
    item.presenter === undefined ? words.sentences.draftingUnit : names.post(item.caseId, item.presenter);
  return [
    heading(item, place, names),
    paragraph(sentence(words, 'presented', { presenter, version: item.draftVersion })),
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
  const { words } = names;
  const who = recused.map((one) => names.person(one));
  const presiding = entriesOfType(of, 'member.recused').flatMap(({ event }) => event.presiding ?? []);
  return [
    ...(recused.length > 0 ? [paragraph(sentence(words, 'recused', { names: listed(who, words) }))] : []),
    ...presiding.map((one) => paragraph(sentence(words, 'presiding', { name: names.person(one) }))),
  ];
}

function heardLine(
  state: MeetingState,
  item: MeetingItem,
  entry: EntryOf<'speech.given' | 'speech.declined' | 'opinion.written'>,
  names: MeetingNames,
): string {
  const { event } = entry;
  const { words } = names;
  const said = { time: timeWords(event.at, state.day, words), name: names.person(event.person) };
  const last = event.person === presides(state, item);
  if (event.type === 'speech.declined') return sentence(words, last ? 'declinedLast' : 'declined', said);
  const whole = { ...said, stance: words.stances[event.stance], text: textOf(entry, 'text', words) };
  if (event.type === 'opinion.written') return sentence(words, last ? 'wroteLast' : 'wrote', whole);
  return sentence(words, last ? 'spokeLast' : 'spoke', whole);
}

function outcome(
  state: MeetingState,
  item: MeetingItem,
  of: readonly MeetingEntry[],
  names: MeetingNames,
): readonly DocumentBlock[] {
  const [decision] = entriesOfType(of, 'item.decided');
  const { stated, stances } = tallyOf(state, item);
  const { words } = names;
  const heads = words.sentences;
  const counts = Object.entries(stances)
    .map(([stance, count]) =>
      sentence(words, 'counted', { stance: words.stances[stance as keyof typeof stances], count }),
    )
    .join(heads.countSeparator);
  const tally = paragraph(sentence(words, 'tally', { stated, counts }));
  if (!decision) return [...(stated > 0 ? [tally] : []), paragraph(heads.undecided)];
  const { event } = decision;
  return [
    tally,
    paragraph(sentence(words, 'quorum', { present: event.present, entitled: event.entitled })),
    paragraph(sentence(words, 'decided', { result: words.results[event.result] })),
    ...(event.departs ? [paragraph(heads.departs)] : []),
    ...(event.reasoned
      ? [paragraph(sentence(words, 'reason', { text: textOf(decision, 'reason', words) }))]
      : []),
    ...dissent(of, event.dissents, names),
  ];
}

/** 不同意见如实载明: every word of those who held another position. */
function dissent(
  of: readonly MeetingEntry[],
  people: readonly string[],
  names: MeetingNames,
): readonly DocumentBlock[] {
  const { words } = names;
  const said = entriesOfType(of, 'speech.given', 'opinion.written').filter(({ event }) =>
    people.includes(event.person),
  );
  if (said.length === 0) return [paragraph(words.sentences.noDissent)];
  const items = said.map((entry) => {
    const { person, stance } = entry.event;
    const text = textOf(entry, 'text', words);
    return sentence(words, 'dissent', { name: names.person(person), stance: words.stances[stance], text });
  });
  return [paragraph(words.sentences.dissents), { kind: 'list', items }];
}

/** What members have corrected of their own words. */
export function corrections(of: readonly MeetingEntry[], names: MeetingNames): readonly DocumentBlock[] {
  return entriesOfType(of, 'words.confirmed')
    .filter(({ event }) => event.corrected)
    .map((entry) => {
      const text = textOf(entry, 'correction', names.words);
      return paragraph(sentence(names.words, 'corrected', { name: names.person(entry.person ?? ''), text }));
    });
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
  const { words } = names;
  const heads = words.sentences;
  const result = decision
    ? sentence(words, 'summaryDecided', { result: words.results[decision.event.result] })
    : heads.summaryUndecided;
  const tasks = entriesOfType(of, 'followUp.assigned').map((entry) => {
    const { unit, person, until } = entry.event;
    const who =
      person === undefined
        ? names.unit(unit)
        : sentence(words, 'responsible', { unit: names.unit(unit), name: names.person(person) });
    return [who, textOf(entry, 'what', words), until];
  });
  return [
    heading(item, place, names),
    paragraph(result),
    ...(tasks.length > 0
      ? [{ kind: 'table', head: [heads.unitHead, heads.whatHead, heads.untilHead], rows: tasks } as const]
      : []),
  ];
}

/** How many are there of those who belong to it, as the record's head says it. */
export function attendanceLine(
  state: MeetingState,
  attended: readonly string[],
  { words }: MeetingNames,
): string {
  const { entitled } = quorumOf(state);
  return sentence(words, 'attendance', { entitled, present: attended.length });
}

function heading({ caseId }: MeetingItem, place: number, names: MeetingNames): DocumentBlock {
  const { words } = names;
  const text = sentence(words, 'item', { ordinal: ordinal(place, words), subject: names.subject(caseId) });
  return { kind: 'heading', level: 1, text };
}

function paragraph(text: string): DocumentBlock {
  return { kind: 'paragraph', text };
}
