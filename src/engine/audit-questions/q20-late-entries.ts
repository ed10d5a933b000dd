import { civilDayOf, daysBetween } from '../clock/civil-date.js';
import { deviation, row, shown, type AnswerRow, type AuditQuestion } from './audit-question.js';
import type { AuditedCase, AuditedRecord } from './audited-case.js';

const AFTERWARDS = '决定之前的步骤不得在决定之后补记';

/** 补记: what happened before the decision and was recorded after it, and every other late entry with its lag. */
export const q20: AuditQuestion = {
  n: 20,
  question: {
    zh: '有无决定作出之后补记的步骤',
    en: 'was a step done or recorded after the decision that belongs before it',
  },
  answer: (audited) => {
    const decided = decisionOf(audited);
    const rows = audited.records.flatMap((one) => lateRow(audited, one, decided));
    return rows.some(({ deviatesFrom }) => deviatesFrom !== undefined)
      ? { conclusion: 'deviates', rows, notKnown: [] }
      : shown(rows);
  },
};

function decisionOf({ records, procedure }: AuditedCase): AuditedRecord | undefined {
  const { decides = [] } = procedure.definition;
  return records.find(({ event }) => event.cause === 'act' && decides.includes(event.act ?? ''));
}

function lateRow(
  { zone }: AuditedCase,
  one: AuditedRecord,
  decided: AuditedRecord | undefined,
): readonly AnswerRow[] {
  const { record, event } = one;
  // What the law does by itself counts from its day, however late it is noticed.
  if (event.cause !== 'act' && event.cause !== 'document' && event.cause !== 'material') return [];
  const lag = daysBetween(civilDayOf(record.occurredAt, zone), civilDayOf(record.recordedAt, zone));
  if (lag <= 0 || !record.actor) return [];
  const say = {
    zh: `发生于 ${event.on}，迟 ${lag} 日记录`,
    en: `happened on ${event.on}, recorded ${lag} days later`,
  };
  const data = { on: event.on, recordedAt: record.recordedAt, lagDays: lag };
  const papered = decided && record.seq > decided.record.seq && event.on <= decided.event.on;
  return [papered ? deviation(one, AFTERWARDS, say, { data }) : row(one, say, { data })];
}
