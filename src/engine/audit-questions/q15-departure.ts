import { departs, tallyOf } from '../meeting/tally.js';
import { itemOf } from '../meeting/meeting-state.js';
import { concluded, deviation, row, type AnswerRow, type AuditQuestion } from './audit-question.js';
import { itemRecords, type ItemRecord } from './meeting-items.js';

const REASON = '与多数人意见不一致应当在会上说明理由';
const COUNT = '是否与多数人意见一致应当如实记录';
const ARTICLES = ['重大行政决策程序暂行条例 30'];

/** Whether the chief departed from the majority, recounted from the positions on record. */
export const q15: AuditQuestion = {
  n: 15,
  question: {
    zh: '行政首长的决定是否与多数人意见不一致，是否说明理由',
    en: 'did the head depart from the majority, and with reasons',
  },
  answer: (audited) => concluded(itemRecords(audited).flatMap((one) => decision(one))),
};

function decision({ one, event, item, before }: ItemRecord): readonly AnswerRow[] {
  const tabled = itemOf(before, item);
  if (event.type !== 'item.decided' || !tabled) return [];
  const recounted = departs(before, tabled, event.result);
  const { stances, majority } = tallyOf(before, tabled);
  const reasoned = event.reasoned;
  const data = {
    meeting: one.record.stream,
    item,
    result: event.result,
    stances,
    majority,
    departs: recounted,
    reasoned,
  };
  const more = { data, articles: ARTICLES };
  const say = {
    zh: recounted ? `与多数人意见不一致，${reasoned ? '已' : '未'}说明理由` : '与多数人意见一致',
    en: recounted
      ? `departs from the majority, ${reasoned ? 'with' : 'without'} a reason`
      : 'with the majority',
  };
  if (recounted && !reasoned) return [deviation(one, REASON, say, more)];
  return [recounted === event.departs ? row(one, say, more) : deviation(one, COUNT, say, more)];
}
