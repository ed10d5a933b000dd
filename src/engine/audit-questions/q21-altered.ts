import { REDACTION } from '../audit/redaction.js';
import { RELEASE, RESTRICTION } from '../audit/restriction.js';
import type { StreamFindingCode } from '../audit/verify-stream.js';
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
    const unchecked = audited.log && audited.log.parts === undefined ? [NO_PARTS] : [];
    return concluded([...rows, ...intact], audited.log ? [] : [NO_LOG], unchecked);
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
    if (!at) return [];
    const since = log && coveringCheckpoint(log, log.entries.get(seq) ?? Infinity, false);
    const data = { code, seq, checkpoint: since?.size ?? null };
    return [deviation(at, BYTES, { zh: FOUND[code], en: message }, { data })];
  });
}

const CONTENT_WORDS: ReadonlyMap<string, { readonly zh: string; readonly en: string }> = new Map([
  [REDACTION, { zh: '依法抹除了内容，摘要不变', en: 'content was erased; its digest stays' }],
  [RESTRICTION, { zh: '内容限制处理，只存储不使用，摘要不变', en: 'content is kept and not processed' }],
  [RELEASE, { zh: '内容解除限制处理', en: 'content is processed again' }],
]);

function redactions({ records }: AuditedCase): readonly AnswerRow[] {
  return records.flatMap((one) => {
    const say = CONTENT_WORDS.get(one.record.type);
    return say ? [row(one, say)] : [];
  });
}

function verified({ records, log }: AuditedCase): readonly AnswerRow[] {
  const last = records.at(-1);
  if (!last) return [];
  const { length } = records;
  const parts = log?.parts;
  const say = {
    zh: `${length} 条记录首尾相接${parts === undefined ? '' : `，${parts} 项内容与其加盐摘要一致`}`,
    en: `${length} records join each other${parts === undefined ? '' : `, ${parts} parts fit their digests`}`,
  };
  return [row(last, say, { data: { records: length, parts: parts ?? null } })];
}

const NO_PARTS = {
  zh: '本次只核对了记录和链条，未逐项核对内容的加盐摘要；以证据包核对',
  en: 'records and chain were checked, the parts not one by one: check them with a bundle',
};

/** What each finding says in Chinese; the verifier's own words are English. */
const FOUND: Readonly<Record<StreamFindingCode, string>> = {
  'not-json': '记录文本不能解析',
  'not-canonical': '记录文本不是规范形式',
  malformed: '记录缺少应有的内容',
  'too-large': '记录过大',
  'wrong-stream': '属于另一记录流',
  'wrong-log': '属于另一日志',
  'wrong-seq': '序号不相接',
  'wrong-prev': '与前一条的叶子散列不相接',
  'wrong-leaf': '所存叶子散列与记录文本不一致',
  'time-backwards': '时间早于前一条',
  'part-altered': '内容与其加盐摘要不一致',
  'part-missing': '内容缺失，而没有抹除的记录',
  'part-not-erased': '记录载明已经抹除的内容仍在',
  'part-unreferenced': '存有记录没有载明的内容',
};
