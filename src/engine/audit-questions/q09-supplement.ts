import type { Definition } from '../law/definition.js';
import { basisList } from '../case/basis-list.js';
import { concluded, deviation, row, type AnswerRow, type AuditQuestion } from './audit-question.js';
import type { AuditedCase, AuditedRecord } from './audited-case.js';
import { articlesOf, performedActs, wordsOf } from './case-facts.js';

/** The provision of the one-time notice, wherever a definition rests an act on it. */
const PROVISION = /^许可法 32\.1\(4\)$/;

/** 一次性告知. */
export const q09: AuditQuestion = {
  n: 9,
  question: {
    zh: '补正是否一次性告知、是否在五日内',
    en: 'was a supplement asked for once, and within five days',
  },
  answer: (audited) => {
    const names = supplementActs(audited.procedure.definition);
    const notices = performedActs(audited).filter(({ act }) => names.includes(act));
    return concluded(notices.map((one, nth) => check(audited, one, nth)));
  },
};

/** The acts of a definition that ask once for whatever is missing. */
export function supplementActs({ acts }: Definition): readonly string[] {
  return Object.entries(acts).flatMap(([name, { basis, requires = [] }]) => {
    const once = requires.some(({ that = '' }) => that.replaceAll(' ', '') === `performed.${name}=0`);
    return once && basisList(basis).some((one) => PROVISION.test(one)) ? [name] : [];
  });
}

function check(audited: AuditedCase, one: AuditedRecord & { readonly act: string }, nth: number): AnswerRow {
  const { definition } = audited.procedure;
  const basis = definition.acts[one.act]?.basis;
  const more = { articles: articlesOf(definition, basis), data: { nth: nth + 1, on: one.event.on } };
  if (nth > 0) {
    const say = { zh: `第 ${nth + 1} 次告知补正`, en: `notice ${nth + 1} of corrections` };
    return deviation(one, '补正内容一次性告知', say, more);
  }
  // The clock that the notice ends is the one that binds it.
  const [name, run] =
    Object.entries(one.before?.clocks ?? {}).find(
      ([clock, { state }]) =>
        (state === 'running' || state === 'lapsed') &&
        basisList(definition.clocks[clock]?.basis).some((written) => PROVISION.test(written)),
    ) ?? [];
  const dueOn = run?.dueOn ?? null;
  const title = wordsOf(definition.clocks[name ?? '']?.title, name ?? '');
  const data = { ...more.data, dueOn };
  if (run?.state === 'lapsed' || (dueOn !== null && one.event.on > dueOn)) {
    const say = {
      zh: `${one.event.on} 告知，期限至 ${dueOn ?? '—'}`,
      en: `told on ${one.event.on}, due ${dueOn ?? '-'}`,
    };
    return deviation(one, title.zh, say, { ...more, data });
  }
  return row(one, { zh: '期限内一次告知', en: 'told once and in time' }, { ...more, data });
}
