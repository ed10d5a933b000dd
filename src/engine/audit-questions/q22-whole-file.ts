import {
  concluded,
  deviation,
  row,
  type AnswerRow,
  type AuditQuestion,
  type Words,
} from './audit-question.js';
import type { AuditedRecord } from './audited-case.js';
import { coveringCheckpoint, type AuditedHeads } from './audited-log.js';

const WHOLE = '案卷的全部记录都在日志之中';

/** 案卷完整: how many records there are, complete until which day, and under which checkpoint the last is. */
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
    const data = {
      ...{ records: records.length, index: index ?? null, checkpoint: covering?.size ?? null },
      completeUntil: log.heads?.agrees === true ? log.heads.on : null,
    };
    const { rows, unknown } = untilWhen(log.heads, last, records.length);
    return concluded(
      [...missing.map((one) => deviation(one, WHOLE, out)), ...rows, row(last, count, { data })],
      [...(covering ? [] : [NOT_YET]), ...unknown],
      [RECEIPTS],
    );
  },
};

/** Complete until which day: by the ends of all streams that were published last. */
function untilWhen(
  heads: AuditedHeads | undefined,
  last: AuditedRecord,
  all: number,
): { readonly rows: readonly AnswerRow[]; readonly unknown: readonly Words[] } {
  if (!heads) return { rows: [], unknown: [NO_HEADS] };
  const { on, size, records, agrees } = heads;
  const data = { on, size, records, after: all - records };
  if (agrees === false) {
    const say = {
      zh: `与 ${on} 公布的各记录流末端不一致`,
      en: `not as the heads published on ${on} have it`,
    };
    return { rows: [deviation(last, WHOLE, say, { data })], unknown: [] };
  }
  if (agrees === undefined) return { rows: [], unknown: [HEADS_NOT_MADE] };
  const later = all - records;
  const say = {
    zh: `截至 ${on} 公布的各记录流末端，${records} 条记录齐全${later > 0 ? `；其后 ${later} 条待下次公布` : ''}`,
    en: `complete as of the heads published on ${on}: ${records} records${later > 0 ? `; ${later} came later` : ''}`,
  };
  return { rows: [row(last, say, { data })], unknown: [] };
}

function hasLater(entries: ReadonlyMap<number, number>, seq: number): boolean {
  return [...entries.keys()].some((other) => other > seq);
}

const NOT_LOGGED = { zh: '没有日志，不能证明没有遗漏', en: 'without a log nothing proves that it is whole' };
const NO_HEADS = {
  zh: '尚未公布各记录流的末端，不能证明末尾没有遗漏',
  en: 'the ends of the streams have not been published: that nothing is missing at the end is not proved',
};
const HEADS_NOT_MADE = {
  zh: '记录流过多，已公布的末端未在本次重新计算；以证据包核对',
  en: 'there are too many streams to put the published heads together here: check them with a bundle',
};
const NOT_YET = {
  zh: '末条记录尚未进入已公布的检查点',
  en: 'no published checkpoint is over the last record yet',
};
const RECEIPTS = {
  zh: '从未进入记录的事项，只有当事人手中的回执能够揭示',
  en: 'what was never recorded only a receipt in somebody’s hands can show',
};
