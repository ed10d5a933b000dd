import { concluded, deviation, row, type AuditQuestion } from './audit-question.js';
import { wordsOf } from './case-facts.js';

const BY_PEOPLE = '行为由人作出，期限届满的后果由法律规定';

/** 自动处理: what has no person behind it, with the rule that it follows. */
export const q29: AuditQuestion = {
  n: 29,
  question: { zh: '有无由机器作出的决定', en: 'did the machine decide anything' },
  answer: ({ records, procedure: { definition } }) =>
    concluded(
      records.flatMap((one) => {
        const { record, event } = one;
        if (record.actor) return [];
        if (event.cause === 'act')
          return [deviation(one, BY_PEOPLE, { zh: '没有作出行为的人', en: 'an act without a person' })];
        const { clock, deemed, dueOn } = event.lapse ?? {};
        const term = wordsOf(definition.clocks[clock ?? '']?.title, clock ?? '');
        const say =
          deemed === undefined
            ? {
                zh: '依期限规则自动记录，无人确认',
                en: 'recorded by the rule of a term; nobody confirmed it',
              }
            : {
                zh: `“${term.zh}”届满，其法律后果自动记录，无人确认`,
                en: `"${term.en}" ran out: what the law makes of it was recorded, and nobody confirmed it`,
              };
        const data = {
          cause: event.cause,
          clock: clock ?? null,
          deemed: deemed ?? null,
          dueOn: dueOn ?? null,
        };
        return [row(one, say, { data })];
      }),
    ),
};
