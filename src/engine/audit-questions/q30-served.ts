import { concluded, deviation, row, type AuditQuestion } from './audit-question.js';
import { articlesOf, wordsOf } from './case-facts.js';

/** 送达: every outward document, when and how it reached whom it is for. */
export const q30: AuditQuestion = {
  n: 30,
  question: {
    zh: '文书是否送达，何时、以何种方式，救济期限自何日起算',
    en: 'was the decision served, when and how, and from which day do remedies run',
  },
  answer: ({ records, procedure: { definition } }) => {
    const last = records.at(-1);
    const papers = Object.entries(last?.after.documents ?? {});
    const rows = papers.flatMap(([id, { document, issued, services = [], servedOn, pending }]) => {
      const declared = definition.documents[document];
      const at = records.findLast(({ event }) => event.papers?.some((change) => change.id === id));
      if (!declared?.to || !at) return [];
      const articles = articlesOf(definition, declared.served?.basis ?? declared.basis);
      const { zh, en } = wordsOf(declared.title, document);
      const failed = services.filter(({ effectiveOn }) => effectiveOn === undefined).length;
      const data = { document, servedOn: servedOn ?? null, modes: services.map(({ mode }) => mode), failed };
      if (servedOn === undefined) {
        const unserved = issued
          ? { zh: `《${zh}》没有送达记录`, en: `no service of "${en}"` }
          : { zh: `《${zh}》尚未签发，没有送达记录`, en: `"${en}" was never issued, and so not served` };
        const ended = last?.after.status === 'ended';
        return [
          ended
            ? deviation(at, '对外文书须送达', unserved, { articles, data })
            : row(at, unserved, { articles, data }),
        ];
      }
      const say = pending
        ? { zh: `《${zh}》公告送达，${servedOn} 视为送达`, en: `"${en}" counts as served on ${servedOn}` }
        : { zh: `《${zh}》于 ${servedOn} 送达，期限自次日起算`, en: `"${en}" was served on ${servedOn}` };
      return [row(at, say, { articles, data })];
    });
    return concluded(rows);
  },
};
