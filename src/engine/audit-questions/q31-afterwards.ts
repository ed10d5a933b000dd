import { row, shown, type AnswerRow, type AuditQuestion } from './audit-question.js';
import type { AuditedCase } from './audited-case.js';
import { wordsOf } from './case-facts.js';

/** 事后: what followed the decision, what was corrected, and which cases this one is about. */
export const q31: AuditQuestion = {
  n: 31,
  question: {
    zh: '事后有无异议、诉讼、更正、撤销',
    en: 'objection, suit, correction or revocation afterwards',
  },
  answer: (audited) => shown([...related(audited), ...corrections(audited), ...after(audited)], [OTHERS]),
};

const OTHERS = {
  zh: '指向本案的其他案件、以及在法院和复议机关的程序，不在本案记录之中',
  en: 'other cases about this one, and what is pending in courts, is not in the records of this case',
};

function related({ records }: AuditedCase): readonly AnswerRow[] {
  const [first] = records;
  return Object.entries(first?.event.opened?.related ?? {}).map(([relation, cases]) =>
    row(
      first as AuditedCase['records'][number],
      { zh: `关联案件（${relation}）`, en: `related (${relation})` },
      {
        data: { relation, cases },
      },
    ),
  );
}

function corrections({ records }: AuditedCase): readonly AnswerRow[] {
  return records.flatMap((one) => {
    const corrects = one.event.opinion?.corrects;
    const linked = one.record.rel ?? [];
    if (corrects === undefined && linked.length === 0) return [];
    const data = { corrects: corrects ?? null, rel: linked.map(({ rel }) => rel) };
    return [
      row(one, { zh: '更正或者回应先前的记录', en: 'corrects or answers an earlier record' }, { data }),
    ];
  });
}

function after({ records, procedure: { definition } }: AuditedCase): readonly AnswerRow[] {
  const { decides = [], acts } = definition;
  const first = records.findIndex(({ event }) => event.cause === 'act' && decides.includes(event.act ?? ''));
  if (first < 0) return [];
  return records.slice(first + 1).flatMap((one) => {
    const { act, cause, on } = one.event;
    if (cause !== 'act' || act === undefined) return [];
    const { zh, en } = wordsOf(acts[act]?.title, act);
    return [
      row(
        one,
        { zh: `决定之后：${zh}（${on}）`, en: `after the decision: ${en} (${on})` },
        { data: { act } },
      ),
    ];
  });
}
