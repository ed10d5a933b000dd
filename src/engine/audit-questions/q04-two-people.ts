import type { Requirement } from '../law/definition.js';
import { concluded, deviation, row, type AnswerRow, type AuditQuestion } from './audit-question.js';
import type { AuditedCase, AuditedRecord } from './audited-case.js';
import { articlesOf, performedActs, wordsOf } from './case-facts.js';

/** Requirements that want several people in a post, as definitions write them. */
const SEVERAL = /count\(performers\.(\w+)\)\s*>=\s*(\d+)/;

/** What several people must do. */
export const q04: AuditQuestion = {
  n: 4,
  question: { zh: '应由两人以上办理的，是否由两人以上办理', en: 'did two people do what needs two' },
  answer: (audited) => concluded([...requirements(audited), ...rounds(audited)]),
};

function requirements(audited: AuditedCase): readonly AnswerRow[] {
  const { acts } = audited.procedure.definition;
  return performedActs(audited).flatMap((one) =>
    (acts[one.act]?.requires ?? []).flatMap((requirement) => several(audited, one, requirement)),
  );
}

function several(
  audited: AuditedCase,
  one: AuditedRecord,
  { that = '', basis, say }: Requirement,
): readonly AnswerRow[] {
  const found = SEVERAL.exec(that);
  if (!found) return [];
  const [, post = '', wanted = '2'] = found;
  // People are counted by the records, and not as the state has them: so a record taken out is missed.
  const people = new Set(
    audited.records
      .filter(
        ({ record, event }) => record.seq < one.record.seq && event.cause === 'act' && event.post === post,
      )
      .flatMap(({ record }) => (record.actor ? [record.actor.person] : [])),
  );
  // `kind != "inspection" or ...`: nobody had to.
  if (people.size === 0 && / or /.test(that)) return [];
  const articles = articlesOf(audited.procedure.definition, basis);
  const data = { post, people: [...people], wanted: Number(wanted) };
  const rule = wordsOf(say, that).zh;
  const told = { zh: `${post}：${people.size} 人`, en: `${post}: ${people.size}` };
  const kept = people.size >= Number(wanted);
  return [kept ? row(one, told, { articles, data }) : deviation(one, rule, told, { articles, data })];
}

/** Rounds that passed: whether as many had signed as the definition wants. */
function rounds(audited: AuditedCase): readonly AnswerRow[] {
  const { signings = {} } = audited.procedure.definition;
  return audited.records.flatMap((one) =>
    (one.event.signings ?? []).flatMap(({ signing, after }) => {
      const min = signings[signing]?.count?.min ?? 2;
      const single = signings[signing]?.mode === 'any' && signings[signing].count?.min === undefined;
      if (after.result !== 'passed' || single) return [];
      const people = Object.values(after.signatures).length;
      const articles = articlesOf(audited.procedure.definition, signings[signing]?.basis);
      const title = wordsOf(signings[signing]?.title, signing);
      const say = { zh: `${title.zh}：${people} 人签署`, en: `${title.en}: ${people} signed` };
      const data = { signing, people: Object.keys(after.signatures), wanted: min };
      const kept =
        people >= Math.min(min, Math.max(after.signers.length, signings[signing]?.count?.min ?? 1));
      return [kept ? row(one, say, { articles, data }) : deviation(one, title.zh, say, { articles, data })];
    }),
  );
}
