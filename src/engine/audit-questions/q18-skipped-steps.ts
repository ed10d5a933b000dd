import { concluded, deviation, row, type AuditQuestion } from './audit-question.js';
import { answerRow, heldAgainst } from './held-against.js';

/** 省略的步骤: what was not done, and by which exception. */
export const q18: AuditQuestion = {
  n: 18,
  question: {
    zh: '哪些步骤被省略，依据何种例外，何人批准',
    en: 'which steps were skipped, under which exception, and who allowed it',
  },
  answer: (audited) => {
    const { records, procedure } = audited;
    const skipped = heldAgainst(audited, procedure)
      .filter(({ kind }) => kind === 'property' || kind === 'material')
      .filter(({ conclusion }) => conclusion === 'exempt' || conclusion === 'deviates')
      .flatMap((one) => answerRow(records, one));
    const excepted = records.flatMap((one) => {
      const { exc } = one.record;
      if (!exc) return [];
      const approved = records.find(({ leaf }) => leaf.sha256 === exc.approvedBy.sha256);
      const say = { zh: `例外 ${exc.kind}，依据 ${exc.basis}`, en: `exception ${exc.kind} by ${exc.basis}` };
      const data = { kind: exc.kind, approvedBySeq: approved?.record.seq ?? null };
      if (approved) return [row(one, say, { data })];
      return [deviation(one, '例外须有批准记录', say, { data })];
    });
    return concluded([...skipped, ...excepted]);
  },
};
