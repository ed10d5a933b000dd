import { concluded, deviation, row, type AnswerRow, type AuditQuestion } from './audit-question.js';
import type { AuditedCase } from './audited-case.js';
import { coveringCheckpoint } from './audited-log.js';

/** 改动与缺失: what the bytes, the chain and the log say. */
export const q21: AuditQuestion = {
  n: 21,
  question: { zh: '有无记录被改动或者去除', en: 'was any record altered or removed' },
  answer: (audited) => {
    const rows = [...chain(audited), ...bytes(audited), ...redactions(audited)];
    const intact = rows.some(({ deviatesFrom }) => deviatesFrom !== undefined) ? [] : verified(audited);
    return concluded([...rows, ...intact], audited.log ? [] : [NO_LOG]);
  },
};

const CHAIN = '每条记录承接前一条记录的叶子散列';
const BYTES = '记录的字节与其散列一致';
const NO_LOG = {
  zh: '没有日志证明：能说明链条相接，不能说明整个日志未被改写',
  en: 'without a log the chain can be checked, but not that it was not rewritten as a whole',
};

function chain({ records }: AuditedCase): readonly AnswerRow[] {
  return records.flatMap((one, n) => {
    const { seq, prev } = one.record;
    const before = records[n - 1]?.leaf;
    const joins = seq === n && (prev?.sha256 ?? null) === (before?.sha256 ?? null);
    const say = { zh: '与前一条不相接', en: 'does not join the record before' };
    return joins ? [] : [deviation(one, CHAIN, say)];
  });
}

function bytes({ log, records }: AuditedCase): readonly AnswerRow[] {
  return (log?.findings ?? []).flatMap(({ seq, code, message }) => {
    const at = records.find(({ record }) => record.seq === seq) ?? records.at(-1);
    // A part that is gone under a redaction is named there.
    if (!at || code === 'part-missing') return [];
    const since = log && coveringCheckpoint(log, log.entries.get(seq) ?? Infinity, false);
    const data = { code, seq, checkpoint: since?.size ?? null };
    return [deviation(at, BYTES, { zh: message, en: message }, { data })];
  });
}

function redactions({ records }: AuditedCase): readonly AnswerRow[] {
  return records
    .filter(({ record }) => record.type === 'audit.part.redacted')
    .map((one) => row(one, { zh: '依法抹除了内容，摘要不变', en: 'content was erased; its digest stays' }));
}

function verified({ records }: AuditedCase): readonly AnswerRow[] {
  const last = records.at(-1);
  if (!last) return [];
  const say = { zh: `${records.length} 条记录首尾相接`, en: `${records.length} records join each other` };
  return [row(last, say, { data: { records: records.length } })];
}
