import { dissentsFrom } from '../meeting/tally.js';
import { itemOf } from '../meeting/meeting-state.js';
import { concluded, deviation, row, type AnswerRow, type AuditQuestion } from './audit-question.js';
import type { AuditedCase } from './audited-case.js';
import { itemRecords, type ItemRecord } from './meeting-items.js';

const RULE = '不同意见应当载明';
const ARTICLES = ['重大行政决策程序暂行条例 30'];

/** Dissent, and whether it is on record as it was said. */
export const q14: AuditQuestion = {
  n: 14,
  question: { zh: '谁持不同意见，是否如实记录', en: 'who dissented, and is it recorded as spoken' },
  answer: (audited) => {
    const records = itemRecords(audited);
    const decided = records.filter(({ event }) => event.type === 'item.decided');
    return concluded([...signed(audited), ...decided.flatMap((one) => dissents(records, one))]);
  },
};

function signed({ records }: AuditedCase): readonly AnswerRow[] {
  return records.flatMap((one) =>
    (one.event.signings ?? []).flatMap(({ did, signing, after, person = one.record.actor?.person ?? '' }) => {
      if (did !== 'signed' || after.signatures[person]?.stance !== 'disagree') return [];
      return [row(one, { zh: `${person} 不同意`, en: `${person} disagrees` }, { data: { person, signing } })];
    }),
  );
}

function dissents(records: readonly ItemRecord[], decision: ItemRecord): readonly AnswerRow[] {
  const { event, before, item, one } = decision;
  const tabled = itemOf(before, item);
  if (event.type !== 'item.decided' || !tabled) return [];
  const people = dissentsFrom(before, tabled, event.result);
  const unsaid = people.filter((person) => !event.dissents.includes(person));
  return [
    ...unsaid.map((person) => {
      const say = {
        zh: `${person} 的不同意见未列入决定`,
        en: `the decision does not name the dissent of ${person}`,
      };
      return deviation(one, RULE, say, { articles: ARTICLES, data: { person, item } });
    }),
    ...event.dissents.map((person) => words(records, decision, person)),
  ];
}

/** The record that has the words of a member who dissented. */
function words(records: readonly ItemRecord[], { one, item }: ItemRecord, person: string): AnswerRow {
  const heard = records.filter(
    ({ one: other, event, item: about }) =>
      other.record.stream === one.record.stream &&
      about === item &&
      'person' in event &&
      event.person === person,
  );
  const spoken = heard.find(({ one: other }) => Object.keys(other.record.parts).length > 0);
  const confirmed = records.some(
    ({ one: other, event, item: about }) =>
      event.type === 'words.confirmed' && about === item && other.record.actor?.person === person,
  );
  const data = { person, item, meeting: one.record.stream, confirmed };
  if (!spoken) {
    const say = { zh: `没有 ${person} 的发言内容`, en: `the words of ${person} are not on record` };
    return deviation(one, RULE, say, { articles: ARTICLES, data });
  }
  const say = {
    zh: `${person} 的不同意见在案，${confirmed ? '本人已确认' : '本人尚未确认'}`,
    en: `the dissent of ${person} is on record, ${confirmed ? 'confirmed' : 'not yet confirmed'} by himself`,
  };
  return row(spoken.one, say, { articles: ARTICLES, data });
}
