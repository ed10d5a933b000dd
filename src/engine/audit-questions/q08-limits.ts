import { clockResult } from '../case/clock-question.js';
import type { ClockChange } from '../case/case-event.js';
import { concluded, deviation, row, type AnswerRow, type AuditQuestion } from './audit-question.js';
import type { AuditedCase, AuditedRecord } from './audited-case.js';
import { articlesOf, missingLaw, wordsOf } from './case-facts.js';

const COUNTED = '期限按当时的工作日历计算';

/** Each limit recounted, and whether it was kept. */
export const q08: AuditQuestion = {
  n: 8,
  question: {
    zh: '期限是否遵守（按当时有效的工作日历计算）',
    en: 'was each limit kept, counted under the calendar then in force',
  },
  answer: (audited) => {
    const changes = audited.records.flatMap((one) =>
      (one.event.clocks ?? []).map((change) => ({ one, change })),
    );
    const lost = new Set(
      changes
        .filter(({ one, change }) => change.dueOn && !calendarOf(audited, one))
        .map(({ one }) => one.record.seq),
    );
    const rows = changes.flatMap(({ one, change }) => [
      ...recounted(audited, one, change),
      ...kept(audited, one, change),
    ]);
    return concluded(rows, missingLaw({ zh: '工作日历', en: 'calendar' }, [...lost]));
  },
};

function calendarOf({ calendars }: AuditedCase, { record }: AuditedRecord) {
  return calendars.get(record.cal?.sha256 ?? '');
}

function recounted(audited: AuditedCase, one: AuditedRecord, change: ClockChange): readonly AnswerRow[] {
  const run = one.after.clocks[change.id];
  const calendar = calendarOf(audited, one);
  if (!run || !calendar || !change.dueOn || !COUNTING.has(change.action)) return [];
  const { definition } = audited.procedure;
  const { dueOn = null } = clockResult(definition, change.id, run, calendar);
  if (dueOn === change.dueOn) return [];
  const title = wordsOf(definition.clocks[change.id]?.title, change.id);
  const say = {
    zh: `${title.zh}记为 ${change.dueOn}，重算为 ${dueOn ?? '无'}`,
    en: `${title.en} is on record as ${change.dueOn}; counted again it is ${dueOn ?? 'none'}`,
  };
  const articles = articlesOf(definition, definition.clocks[change.id]?.basis);
  return [
    deviation(one, COUNTED, say, {
      articles,
      data: { clock: change.id, dueOn: change.dueOn, recounted: dueOn },
    }),
  ];
}

const COUNTING: ReadonlySet<ClockChange['action']> = new Set([
  'start',
  'interrupt',
  'extend',
  'resume',
  'recompute',
]);

/** How a limit that binds ended: in time, late, or by running out. */
function kept(audited: AuditedCase, one: AuditedRecord, change: ClockChange): readonly AnswerRow[] {
  const { definition } = audited.procedure;
  const clock = definition.clocks[change.id];
  const run = one.before?.clocks[change.id];
  if (!clock || !run || clock.kind === 'floor' || clock.kind === 'lead') return [];
  if (change.action !== 'stop' && change.action !== 'lapse' && change.action !== 'break') return [];
  const title = wordsOf(clock.title, change.id);
  const { dueOn, promisedDueOn } = run;
  const data = {
    ...{ clock: change.id, endedOn: change.on, dueOn: dueOn ?? null },
    ...(promisedDueOn && { promisedDueOn, promiseKept: change.on <= promisedDueOn }),
  };
  const more = { articles: articlesOf(definition, clock.basis), data };
  const say = {
    zh: `${title.zh}至 ${dueOn ?? '—'}，${change.on} ${change.action === 'stop' ? '办结' : '届满'}`,
    en: `${title.en} until ${dueOn ?? '-'}, ${change.action === 'stop' ? 'done' : 'run out'} on ${change.on}`,
  };
  const late = change.action === 'stop' && dueOn !== undefined && change.on > dueOn;
  const breach = change.action === 'lapse' && clock.onLapse?.breach !== undefined;
  return [late || breach ? deviation(one, title.zh, say, more) : row(one, say, more)];
}
