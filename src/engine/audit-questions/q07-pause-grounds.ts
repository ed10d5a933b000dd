import {
  concluded,
  deviation,
  row,
  type AnswerRow,
  type AuditQuestion,
  type Words,
} from './audit-question.js';
import type { AuditedCase, AuditedRecord } from './audited-case.js';
import { articlesOf, wordsOf } from './case-facts.js';

/** Whether the law knows the ground, and whether the applicant was told in writing. */
export const q07: AuditQuestion = {
  n: 7,
  question: {
    zh: '中止计算的理由是否法定，是否书面告知申请人',
    en: 'is the ground of each suspension one that the law allows, and was the applicant told in writing',
  },
  answer: (audited) => {
    const pauses = audited.records.flatMap((one) =>
      (one.event.clocks ?? [])
        .filter(({ action }) => action === 'pause')
        .map(({ id, ground = '' }) => ({ one, clock: id, ground })),
    );
    const unknown: Words[] = [];
    const rows = pauses.flatMap(({ one, clock, ground }) => [
      ...grounds(audited, one, clock, ground),
      ...notices(audited, one, clock, unknown),
    ]);
    return concluded(rows, unknown);
  },
};

function grounds(
  audited: AuditedCase,
  one: AuditedRecord,
  clock: string,
  ground: string,
): readonly AnswerRow[] {
  const { definition } = audited.procedure;
  const rule = definition.clocks[clock]?.suspend;
  const title = wordsOf(definition.clocks[clock]?.title, clock);
  const articles = articlesOf(definition, rule?.basis);
  const say = { zh: `${title.zh}因“${ground}”中止`, en: `${title.en} rests on “${ground}”` };
  const lawful = rule?.grounds.includes(ground) ?? false;
  const more = { articles, data: { clock, ground } };
  return [lawful ? row(one, say, more) : deviation(one, `${title.zh}只因法定事由中止`, say, more)];
}

function notices(
  audited: AuditedCase,
  one: AuditedRecord,
  clock: string,
  unknown: Words[],
): readonly AnswerRow[] {
  const { definition } = audited.procedure;
  const rule = definition.clocks[clock]?.suspend;
  if (rule?.serve === undefined) return [];
  const notice = wordsOf(definition.documents[rule.serve]?.title, rule.serve);
  const articles = articlesOf(definition, rule.basis);
  const name = `中止计算须以${notice.zh}书面告知`;
  const ordered = (one.event.papers ?? []).find(
    (paper) => paper.did === 'ordered' && 'document' in paper && paper.document === rule.serve,
  );
  if (!ordered) {
    const say = { zh: `没有${notice.zh}`, en: `there is no ${notice.en}` };
    return [deviation(one, name, say, { articles, data: { clock, document: rule.serve } })];
  }
  const served = audited.records.find(({ event }) =>
    (event.papers ?? []).some(
      (paper) => paper.id === ordered.id && paper.did === 'served' && paper.service.effectiveOn !== undefined,
    ),
  );
  const data = { clock, document: rule.serve, id: ordered.id, served: served?.record.seq ?? null };
  if (served) {
    const say = { zh: `${notice.zh}已经送达`, en: `${notice.en} was served` };
    return [row(served, say, { articles, data })];
  }
  if (audited.records.at(-1)?.after.status === 'ended') {
    const say = { zh: `${notice.zh}没有送达记录`, en: `no service of ${notice.en} is on record` };
    return [deviation(one, name, say, { articles, data })];
  }
  unknown.push({
    zh: `${notice.zh}（记录 ${one.record.seq}）尚无送达记录，案件在办`,
    en: `${notice.en} (record ${one.record.seq}) is not served yet; the case is open`,
  });
  return [];
}
