import { NOT_SHOWN } from '../conformance/certificate.js';
import { row, shown, type AnswerRow, type AuditQuestion, type Words } from './audit-question.js';
import type { AuditedCase } from './audited-case.js';
import { coveringCheckpoint } from './audited-log.js';

/** 未载明的事项: gaps of this record, and what no record shows. */
export const q34: AuditQuestion = {
  n: 34,
  question: { zh: '记录不能说明什么', en: 'what does the record not show' },
  answer: (audited) => ({
    ...shown([...withheld(audited), ...provisional(audited)], [...unanchored(audited), ...NOT_SHOWN]),
    conclusion: 'shown',
  }),
};

function withheld({ records }: AuditedCase): readonly AnswerRow[] {
  return records.flatMap((one) => {
    const gone = Object.keys(one.record.parts).filter((name) => !Object.hasOwn(one.parts, name));
    if (gone.length === 0) return [];
    const say = {
      zh: `未披露或者已经删除：${gone.join('、')}`,
      en: `withheld or erased: ${gone.join(', ')}`,
    };
    return [row(one, say, { data: { parts: gone } })];
  });
}

/** Days that rested on a calendar not announced yet. */
function provisional({ records }: AuditedCase): readonly AnswerRow[] {
  return records.flatMap((one) => {
    const clocks = (one.event.clocks ?? []).filter((change) => change.provisional).map(({ id }) => id);
    if (clocks.length === 0) return [];
    const say = {
      zh: '期限当时依据尚未公布的放假安排，属暂定',
      en: 'counted before the year’s notice was known',
    };
    return [row(one, say, { data: { clocks } })];
  });
}

function unanchored({ records, log }: AuditedCase): readonly Words[] {
  if (!log)
    return [{ zh: '没有日志检查点和时间戳为本案作证', en: 'no checkpoint or time stamp vouches for it' }];
  const open = records.filter(({ record: { seq } }) => {
    const index = log.entries.get(seq);
    return index === undefined || !coveringCheckpoint(log, index, true);
  });
  if (open.length === 0) return [];
  return [
    {
      zh: `自记录 ${open[0]?.record.seq} 起的 ${open.length} 条尚无时间戳或者见证`,
      en: `${open.length} records from ${open[0]?.record.seq} on are neither stamped nor witnessed`,
    },
  ];
}
