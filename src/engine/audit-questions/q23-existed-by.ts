import { concluded, row, type AnswerRow, type AuditQuestion } from './audit-question.js';
import { coveringCheckpoint } from './audited-log.js';

/** 最迟存在时间: by the first stamped checkpoint over each decision, and over the last record. */
export const q23: AuditQuestion = {
  n: 23,
  question: { zh: '记录最迟在何时已经存在', en: 'when did it exist at the latest' },
  answer: ({ records, procedure, log }) => {
    const last = records.at(-1);
    if (!last) return concluded([]);
    if (!log) return concluded([], [NO_LOG]);
    const { decides = [] } = procedure.definition;
    const decisions = records.filter(
      ({ event }) => event.cause === 'act' && decides.includes(event.act ?? ''),
    );
    const rows: AnswerRow[] = [];
    let open = 0;
    for (const one of new Set([...decisions, last])) {
      const index = log.entries.get(one.record.seq);
      const stamped = index === undefined ? undefined : coveringCheckpoint(log, index, true);
      const stamp = stamped?.stamps.toSorted((a, b) => (a.stampedAt < b.stampedAt ? -1 : 1))[0];
      if (!stamp) {
        open += 1;
        continue;
      }
      const { authority, stampedAt } = stamp;
      const say = {
        zh: `不晚于 ${stampedAt}（${authority}）`,
        en: `no later than ${stampedAt} (${authority})`,
      };
      rows.push(row(one, say, { data: { stampedAt, authority, checkpoint: stamped?.size ?? null } }));
    }
    const notKnown = open > 0 ? [UNSTAMPED] : [];
    return { conclusion: rows.length > 0 ? 'shown' : 'notKnown', rows, notKnown };
  },
};

const NO_LOG = { zh: '没有日志和时间戳', en: 'there is no log and no time stamp' };
const UNSTAMPED = { zh: '部分记录尚无时间戳覆盖', en: 'no time stamp is over some records yet' };
