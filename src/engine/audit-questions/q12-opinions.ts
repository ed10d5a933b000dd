import { itemOf, presides } from '../meeting/meeting-state.js';
import { concluded, deviation, row, type AnswerRow, type AuditQuestion } from './audit-question.js';
import type { AuditedCase } from './audited-case.js';
import { itemRecords, type ItemRecord } from './meeting-items.js';

/** 713号令 30. */
const CHIEF_LAST = { rule: '行政首长最后发表意见', articles: ['重大行政决策程序暂行条例 30'] };

const SPOKEN = new Set(['speech.given', 'speech.declined', 'opinion.written']);

/** Opinions in the order in which they were given. */
export const q12: AuditQuestion = {
  n: 12,
  question: { zh: '何人先后发表何意见', en: 'which opinion was given, by whom, in which order' },
  answer: (audited) => concluded([...inCase(audited), ...inMeetings(itemRecords(audited))]),
};

function inCase({ records }: AuditedCase): readonly AnswerRow[] {
  return records.flatMap((one) => {
    const { opinion, signings = [] } = one.event;
    const person = one.record.actor?.person ?? null;
    const given = opinion
      ? [
          row(
            one,
            { zh: `${person ?? ''} 发表意见`, en: `${person ?? ''} gave an opinion` },
            { data: { person, ...opinion } },
          ),
        ]
      : [];
    const signed = signings
      .filter(({ did }) => did === 'signed')
      .map(({ signing, after, person: signer = person ?? '' }) => {
        const stance = after.signatures[signer]?.stance ?? null;
        const say = { zh: `${signer} 签署：${stance ?? ''}`, en: `${signer} signed: ${stance ?? ''}` };
        return row(one, say, { data: { person: signer, signing, stance } });
      });
    return [...given, ...signed];
  });
}

function inMeetings(records: readonly ItemRecord[]): readonly AnswerRow[] {
  const spoken = records.filter(({ event }) => SPOKEN.has(event.type));
  return spoken.map(({ one, event, item, before }) => {
    const person = 'person' in event ? (event.person ?? '') : '';
    const data = {
      ...{ meeting: one.record.stream, item, person, how: event.type },
      ...('stance' in event && { stance: event.stance }),
    };
    const say = { zh: `${person} 在会上发表意见`, en: `${person} was heard in the meeting` };
    const tabled = itemOf(before, item);
    const chief = tabled && presides(before, tabled);
    const after = spoken.filter(
      (other) =>
        other.one.record.stream === one.record.stream &&
        other.item === item &&
        other.one.record.seq > one.record.seq,
    );
    if (person !== chief || after.length === 0) return row(one, say, { data });
    return deviation(one, CHIEF_LAST.rule, say, { data, articles: CHIEF_LAST.articles });
  });
}
