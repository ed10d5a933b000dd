import { basisList } from '../case/basis-list.js';
import type { StreamDefinition } from '../law/stream-definition.js';
import type { Forum, MeetingRule } from '../meeting/forum.js';
import { papersDueOn } from '../meeting/gates.js';
import type { MeetingEvent } from '../meeting/meeting-event.js';
import { papersOn } from '../meeting/meeting-law.js';
import { itemOf, presides, type MeetingItem, type MeetingState } from '../meeting/meeting-state.js';
import { departs, dissentsFrom, quorumOf, stillToSpeak } from '../meeting/tally.js';
import { calendarOf, type JudgedCase } from './judged-case.js';
import type { JudgedStream, JudgedStreamRecord } from './judged-stream.js';
import { CALENDAR_MISSING, wordsOf, type Instance, type Rule, type Words } from './rule.js';
import { besideInstance, eachStream } from './stream-instance.js';

/** A record of a meeting about the item of this case, with the item as it was before. */
interface AtItem {
  readonly stream: JudgedStream;
  readonly at: JudgedStreamRecord;
  readonly event: MeetingEvent & { readonly item: number };
  readonly meeting: MeetingState;
  readonly item: MeetingItem;
}

type Told = Omit<Instance, 'conclusion' | 'seqs' | 'beside'>;

/** What a rule makes of a record of the item; undefined: it is no occasion of it. */
type Judge = (found: AtItem, judged: JudgedCase) => Instance | undefined;

/** 集体讨论: quorum, papers, order of speaking, majority, dissent and minutes, counted again from the meeting's records. */
export function meetingRules(name: string, declared: StreamDefinition): readonly Rule[] {
  const { zh, en } = wordsOf(declared.title);
  const rule = (id: string, title: Words, judge: Judge): Rule => ({
    id: `streams.${name}.${id}`,
    kind: 'meeting',
    title: { zh: `“${zh}”：${title.zh}`, en: `"${en}": ${title.en}` },
    basis: basisList(declared.basis),
    judge: (judged) =>
      eachStream(judged, name, (stream) =>
        itemsOf(judged, stream).flatMap((found) => judge(found, judged) ?? []),
      ),
  });
  return [
    rule('quorum', { zh: '到会人数达到法定人数', en: 'a quorum was there' }, judgeQuorum),
    rule('papers', { zh: '会议材料按期送达', en: 'the papers reached every member in time' }, judgePapers),
    rule('chiefLast', { zh: '主持人最后发表意见', en: 'who presides spoke last' }, judgeChiefLast),
    rule('departs', { zh: '与多数人意见不一致的说明了理由', en: 'a departure is reasoned' }, judgeDeparture),
    rule('dissents', { zh: '不同意见如实载明', en: 'dissent is on record as it was stated' }, judgeDissents),
    {
      ...rule('minutes', { zh: '决定后印发会议纪要', en: 'minutes were issued' }, () => undefined),
      judge: (judged) => eachStream(judged, name, (stream) => judgeMinutes(judged, stream)),
    },
  ];
}

function itemsOf({ records: [first] }: JudgedCase, stream: JudgedStream): readonly AtItem[] {
  const caseId = first?.record.stream;
  return stream.records.flatMap((at): readonly AtItem[] => {
    const event = at.event as AtItem['event'];
    const meeting = at.before as MeetingState | null;
    const item = meeting && itemOf(meeting, event.item);
    if (!item || item.caseId !== caseId || item.name !== stream.name) return [];
    return [{ stream, at, event, meeting, item }];
  });
}

/** The forum's own provision stands beside the definition's. */
function under({ provisions }: Pick<Forum, 'provisions'>, rule: MeetingRule): Pick<Instance, 'basis'> {
  return { basis: [provisions[rule]] };
}

function told({ stream, at }: AtItem, kept: boolean, note: Words, more: Told): Instance {
  return besideInstance(stream, at, kept ? 'complies' : 'deviates', { ...more, ...(!kept && { note }) });
}

const judgeQuorum: Judge = (found) => {
  const { event, meeting, item } = found;
  if (event.type !== 'item.decided') return undefined;
  const { present, entitled, reached } = quorumOf(meeting, item.recused);
  const { quorum } = meeting.forum;
  const needed = `${quorum.exceeds ? '>' : '>='} ${quorum.part.of}/${quorum.part.by}`;
  const more = { expected: needed, actual: `${present}/${entitled}`, basis: [quorum.basis] };
  if (!reached) return told(found, false, NO_QUORUM, more);
  const same = event.present === present && event.entitled === entitled;
  return told(found, same, MISCOUNTED, more);
};

const judgePapers: Judge = (found, judged) => {
  const { stream, at, event, meeting, item } = found;
  const { papers } = meeting.forum;
  if (event.type !== 'item.begun' || !papers) return undefined;
  const basis = [papers.basis];
  if (item.papersShortened) return besideInstance(stream, at, 'exempt', { basis, note: SHORTENED });
  const calendar = calendarOf(judged, at);
  if (!calendar) return besideInstance(stream, at, 'undetermined', { basis, note: CALENDAR_MISSING });
  const due = papersDueOn(meeting, calendar);
  if (due === undefined) return besideInstance(stream, at, 'undetermined', { basis, note: CALENDAR_MISSING });
  const had = papersOn(meeting, item.item);
  return told(found, had !== null && had <= due, LATE, { basis, expected: due, actual: had ?? '-' });
};

const judgeChiefLast: Judge = (found) => {
  const { event, meeting, item } = found;
  const more = under(meeting.forum, 'chiefLast');
  if (event.type === 'item.decided') return told(found, item.chief !== undefined, CHIEF_SILENT, more);
  if (event.type !== 'speech.given' || event.person !== presides(meeting, item)) return undefined;
  const waiting = stillToSpeak(meeting, item).length;
  return told(found, waiting === 0, CHIEF_EARLY, { ...more, expected: '0', actual: String(waiting) });
};

const judgeDeparture: Judge = (found) => {
  const { at, event, meeting, item } = found;
  if (event.type !== 'item.decided') return undefined;
  const other = departs(meeting, item, event.result);
  const more = { ...under(meeting.forum, 'chiefLast'), actual: event.result };
  if (event.departs !== other) return told(found, false, MISCOUNTED, more);
  if (!other) return undefined;
  // That there are words is on the record, though the words themselves are a part.
  const reasoned = event.reasoned && Object.hasOwn(at.record.parts, 'reason');
  return told(found, reasoned, NO_REASON, more);
};

const judgeDissents: Judge = (found) => {
  const { event, meeting, item } = found;
  if (event.type !== 'item.decided') return undefined;
  const stated = dissentsFrom(meeting, item, event.result);
  const same = stated.join() === [...event.dissents].toSorted().join();
  const numbers = { expected: String(stated.length), actual: String(event.dissents.length) };
  return told(found, same, DISSENT_CHANGED, { ...under(meeting.forum, 'recorded'), ...numbers });
};

/** One occasion for each item that was decided: kept once minutes are issued after it. No term runs for them. */
function judgeMinutes(judged: JudgedCase, stream: JudgedStream): readonly Instance[] {
  const issued = stream.records.find(({ event }) => event.type === 'minutes.issued');
  return itemsOf(judged, stream).flatMap((found) => {
    if (found.event.type !== 'item.decided') return [];
    const more = under(found.meeting.forum, 'recorded');
    if (!issued) return [besideInstance(stream, found.at, 'undetermined', { ...more, note: NO_MINUTES_YET })];
    const after = issued.record.seq > found.at.record.seq;
    return [told({ ...found, at: issued }, after, MINUTES_EARLY, { ...more, actual: issued.event.on })];
  });
}

const NO_QUORUM = { zh: '作出决定时没有达到法定人数', en: 'it was decided without a quorum' };
const MISCOUNTED = {
  zh: '记录的人数或者结论与依据会议记录重新计算的不一致',
  en: 'the figures on record are not those that the records of the meeting give',
};
const SHORTENED = { zh: '经主持人同意缩短，理由已留痕', en: 'the chief allowed it, for a reason on record' };
const LATE = { zh: '材料没有按期送达全体组成人员', en: 'not every member had the papers by then' };
const CHIEF_SILENT = { zh: '主持人没有发表意见即作出决定', en: 'decided before who presides had spoken' };
const CHIEF_EARLY = {
  zh: '主持人发言时，还有到会成员没有发表意见',
  en: 'members who were there had not been heard when who presides spoke',
};
const NO_REASON = {
  zh: '决定与多数人意见不一致而没有留痕的理由',
  en: 'the decision departs from the majority without a reason on record',
};
const DISSENT_CHANGED = {
  zh: '载明的不同意见与成员的表态不一致',
  en: 'the dissent on record is not what the members stated',
};
const NO_MINUTES_YET = {
  zh: '尚未印发会议纪要；没有规定印发期限',
  en: 'no minutes have been issued yet, and no term runs for them',
};
const MINUTES_EARLY = { zh: '会议纪要先于决定印发', en: 'the minutes came before the decision' };
