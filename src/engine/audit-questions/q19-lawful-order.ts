import { concluded, type AuditQuestion } from './audit-question.js';
import { answerRow, heldAgainst } from './held-against.js';

/** 法定顺序: every rule about what comes before what. */
export const q19: AuditQuestion = {
  n: 19,
  question: {
    zh: '必经步骤是否依法定顺序完成',
    en: 'were the mandatory steps done in the lawful order',
  },
  answer: (audited) =>
    concluded(
      heldAgainst(audited, audited.procedure)
        .filter(({ kind }) => kind === 'order' || kind === 'property' || kind === 'requirement')
        .filter(
          ({ conclusion, kind }) =>
            conclusion === 'deviates' || (kind === 'property' && conclusion === 'complies'),
        )
        .flatMap((one) => answerRow(audited.records, one)),
    ),
};
