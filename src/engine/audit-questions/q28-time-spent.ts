import { daysBetween } from '../clock/civil-date.js';
import { row, shown, type AuditQuestion } from './audit-question.js';
import type { AuditedCase, AuditedRecord } from './audited-case.js';

/** Whom a case waits for. */
export type Waiting = 'officer' | 'applicant' | 'otherUnit' | 'paused' | 'system';

/** In words. */
export const WAITING_WORDS: Readonly<Record<Waiting, { readonly zh: string; readonly en: string }>> = {
  officer: { zh: '承办人员', en: 'an officer' },
  applicant: { zh: '当事人', en: 'a party' },
  otherUnit: { zh: '征求意见的单位或者人员', en: 'whom it was referred to' },
  paused: { zh: '期限中止', en: 'a suspended term' },
  system: { zh: '期限或者系统', en: 'a term or the system' },
};

/** 时间去向: calendar days between events, by whom the case waited for. */
export const q28: AuditQuestion = {
  n: 28,
  question: { zh: '案件为何缓慢，时间用在何处', en: 'why is a case so slow' },
  answer: (audited) => {
    const spent = spans(audited);
    const last = audited.records.at(-1);
    if (!last) return shown([]);
    const totals = sumsOf(spent);
    const sum = { zh: '各项合计（日历日）', en: 'sums in calendar days' };
    return shown([
      ...spent.map(({ at, days, waiting }) => {
        const { zh, en } = WAITING_WORDS[waiting];
        return row(
          at,
          { zh: `${days} 日，等待${zh}`, en: `${days} days, waiting for ${en}` },
          { data: { days, waiting } },
        );
      }),
      row(last, sum, { data: totals }),
    ]);
  },
};

/** Calendar days by whom a case waited for. */
export function timeSpent(
  audited: Pick<AuditedCase, 'records' | 'procedure'>,
): Readonly<Record<Waiting, number>> {
  return sumsOf(spans(audited));
}

function sumsOf(spent: ReturnType<typeof spans>): Readonly<Record<Waiting, number>> {
  const sums = { officer: 0, applicant: 0, otherUnit: 0, paused: 0, system: 0 };
  for (const { waiting, days } of spent) sums[waiting] += days;
  return sums;
}

function spans({ records, procedure }: Pick<AuditedCase, 'records' | 'procedure'>) {
  const moving = records.filter(({ event }) => event.cause !== 'access' && event.cause !== 'refusal');
  return moving.flatMap((at, n) => {
    const next = moving[n + 1];
    const days = next ? daysBetween(at.event.on, next.event.on) : 0;
    const waiting = waitingFor(at, (post) => procedure.definition.posts[post]?.kind === 'party');
    return days > 0 && at.after.status === 'open' ? [{ at, days, waiting }] : [];
  });
}

function waitingFor({ after }: AuditedRecord, isParty: (post: string) => boolean): Waiting {
  if (Object.values(after.clocks).some(({ state }) => state === 'suspended')) return 'paused';
  if (Object.keys(after.referrals ?? {}).length > 0) return 'otherUnit';
  const posts = Object.values(after.tasks).map(({ post }) => post);
  if (posts.length === 0) return 'system';
  return posts.every(isParty) ? 'applicant' : 'officer';
}
