import { concluded, deviation, row, type AnswerRow, type AuditQuestion } from './audit-question.js';
import type { AuditedCase, AuditedStream } from './audited-case.js';

/** What becomes of opinions, by event, and the rule that a reason is given. */
const ANSWERED: Readonly<Record<string, { readonly rule: string; readonly articles: readonly string[] }>> = {
  'comments.handled': {
    rule: '不采纳意见应当说明理由',
    articles: ['重大行政决策程序暂行条例 18'],
  },
  'opinion.answered': {
    rule: '不采纳专家意见应当说明理由',
    articles: ['重大行政决策程序暂行条例 19'],
  },
};

/** Opinions that were not followed. */
export const q13: AuditQuestion = {
  n: 13,
  question: { zh: '哪些意见没有采纳，为什么', en: 'which opinion was not adopted, and why' },
  answer: (audited) =>
    concluded(audited.beside.flatMap((stream) => stream.records.flatMap((one) => check(audited, one)))),
};

function check(audited: AuditedCase, one: AuditedStream['records'][number]): readonly AnswerRow[] {
  const { type, result, expert, chosen } = one.record.data as Readonly<Record<string, unknown>>;
  const known = typeof type === 'string' ? ANSWERED[type] : undefined;
  if (!known || (result !== 'notAdopted' && result !== 'partlyAdopted')) return [];
  const by = one.record.actor?.person ?? null;
  const reasoned = Object.hasOwn(one.record.parts, 'reason');
  const data = {
    ...{ stream: one.record.stream, result, by, reasoned, caseId: audited.caseId },
    ...(expert !== undefined && { expert }),
    ...(chosen !== undefined && { chosen }),
  };
  const partly = result === 'partlyAdopted';
  const say = {
    zh: `${partly ? '部分采纳' : '不采纳'}，${reasoned ? '已说明理由' : '没有说明理由'}`,
    en: `${partly ? 'adopted in part' : 'not adopted'}, ${reasoned ? 'with a reason' : 'without a reason'}`,
  };
  const more = { data, articles: known.articles };
  return [reasoned ? row(one, say, more) : deviation(one, known.rule, say, more)];
}
