import { concluded, deviation, row, type AuditQuestion } from './audit-question.js';
import { coveringCheckpoint } from './audited-log.js';

const WHOLE = '案卷的全部记录都在日志之中';

/** 案卷完整: how many records there are, and under which checkpoint the last of them is. */
export const q22: AuditQuestion = {
  n: 22,
  question: { zh: '这是否全部案卷', en: 'is this the whole file' },
  answer: ({ records, log }) => {
    const last = records.at(-1);
    if (!last) return concluded([]);
    const count = {
      zh: `至今 ${records.length} 条记录，末条序号 ${last.record.seq}`,
      en: `${records.length} records`,
    };
    if (!log) return concluded([row(last, count)], [NOT_LOGGED]);
    const missing = records.filter(
      ({ record }) => !log.entries.has(record.seq) && hasLater(log.entries, record.seq),
    );
    const out = { zh: '后面的记录已入日志，本条没有', en: 'later records are in the log, this one is not' };
    const index = log.entries.get(last.record.seq);
    const covering = index === undefined ? undefined : coveringCheckpoint(log, index, false);
    const data = { records: records.length, index: index ?? null, checkpoint: covering?.size ?? null };
    return concluded(
      [...missing.map((one) => deviation(one, WHOLE, out)), row(last, count, { data })],
      covering ? [] : [NOT_YET],
      [RECEIPTS],
    );
  },
};

function hasLater(entries: ReadonlyMap<number, number>, seq: number): boolean {
  return [...entries.keys()].some((other) => other > seq);
}

const NOT_LOGGED = { zh: '没有日志，不能证明没有遗漏', en: 'without a log nothing proves that it is whole' };
const NOT_YET = {
  zh: '末条记录尚未进入已公布的检查点',
  en: 'no published checkpoint is over the last record yet',
};
const RECEIPTS = {
  zh: '从未进入记录的事项，只有当事人手中的回执能够揭示',
  en: 'what was never recorded only a receipt in somebody’s hands can show',
};
