import { concluded, deviation, row, type AnswerRow, type AuditQuestion } from './audit-question.js';
import type { AuditedCase, AuditedRecord } from './audited-case.js';
import { articlesOf, peopleBehind, performedActs, wordsOf } from './case-facts.js';

/** Separation of duties, by the records. */
export const q05: AuditQuestion = {
  n: 5,
  question: { zh: '是否同一人既审查又决定（职责分离）', en: 'did the same person check and decide' },
  answer: (audited) => {
    const separated = performedActs(audited).flatMap((one) => [
      ...byAct(audited, one),
      ...byPost(audited, one),
    ]);
    return concluded([...separated, ...decisions(audited, separated)]);
  },
};

/** 谁提出谁不审批: acts of this case whose performer may not perform this one. */
function byAct(audited: AuditedCase, one: AuditedRecord & { readonly act: string }): readonly AnswerRow[] {
  const { definition } = audited.procedure;
  const declared = definition.acts[one.act];
  return (declared?.separateFrom ?? []).flatMap((other) => {
    const title = wordsOf(definition.acts[other]?.title, other);
    const earlier = performedActs(audited, other).filter(({ record }) => record.seq < one.record.seq);
    return same(
      one,
      earlier,
      `“${wordsOf(declared?.title, one.act).zh}”与“${title.zh}”不得同一人`,
      articlesOf(definition, declared?.basis),
    );
  });
}

function byPost(audited: AuditedCase, one: AuditedRecord): readonly AnswerRow[] {
  const { definition } = audited.procedure;
  const post = definition.posts[one.event.post ?? ''];
  const apart = (post?.distinctFrom ?? []).flatMap((other) => (typeof other === 'string' ? [other] : []));
  return apart.flatMap((other) => {
    const earlier = performedActs(audited).filter(
      ({ record, event }) => event.post === other && record.seq < one.record.seq,
    );
    const rule = `${wordsOf(post?.title, '').zh}与${wordsOf(definition.posts[other]?.title, other).zh}不得同一人`;
    return same(one, earlier, rule, articlesOf(definition, post?.basis));
  });
}

function same(
  one: AuditedRecord,
  earlier: readonly AuditedRecord[],
  rule: string,
  articles: readonly string[],
): readonly AnswerRow[] {
  const people = peopleBehind(one);
  return earlier.flatMap((before) => {
    const both = peopleBehind(before).filter((person) => people.includes(person));
    if (both.length === 0) return [];
    const say = {
      zh: `${both.join('、')} 已在记录 ${before.record.seq} 中办理`,
      en: `${both.join(', ')} had acted in record ${before.record.seq}`,
    };
    return [deviation(one, rule, say, { articles, data: { people: both, other: before.record.seq } })];
  });
}

/** Who decided, and who had worked on the case before: the pairs that an auditor looks at. */
function decisions(audited: AuditedCase, found: readonly AnswerRow[]): readonly AnswerRow[] {
  const decides = new Set(audited.procedure.definition.decides);
  return performedActs(audited)
    .filter(({ act, record }) => decides.has(act) && found.every(({ seq }) => seq !== record.seq))
    .map((one) => {
      const before = performedActs(audited).filter(({ record }) => record.seq < one.record.seq);
      const own = before.filter((earlier) =>
        peopleBehind(earlier).some((person) => peopleBehind(one).includes(person)),
      );
      const data = { people: peopleBehind(one), ownEarlierRecords: own.map(({ record }) => record.seq) };
      const say = {
        zh: `${peopleBehind(one).join('、')} 决定；此前本人办理 ${own.length} 项`,
        en: `${peopleBehind(one).join(', ')} decided; ${own.length} earlier acts were his own`,
      };
      return row(one, say, { data });
    });
}
