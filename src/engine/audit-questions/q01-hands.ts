import type { TaskState } from '../case/case-state.js';
import { civilDayOf } from '../clock/civil-date.js';
import type { CivilDate } from '../clock/time.js';
import { row, shown, type AnswerRow, type AuditQuestion } from './audit-question.js';
import type { AuditedCase, AuditedRecord } from './audited-case.js';
import { postWords } from './case-facts.js';

/** A span in which a task was in one hand, or open to everybody of its post. */
interface Span {
  readonly task: string;
  readonly post: string;
  readonly holder?: TaskState['holder'];
  readonly began: AuditedRecord;
}

/** In whose hands the case was. */
export const q01: AuditQuestion = {
  n: 1,
  question: { zh: '每一天由谁经办，各经办多久', en: 'who had the case on each day, and how long' },
  answer: (audited) => shown(spans(audited)),
};

function spans(audited: AuditedCase): readonly AnswerRow[] {
  const open = new Map<string, Span>();
  const rows: (AnswerRow & { readonly order: number })[] = [];
  const close = (span: Span, to: CivilDate | null): void => {
    rows.push({ ...rowOf(audited, span, to), order: span.began.record.seq });
  };
  for (const one of audited.records) {
    const day = civilDayOf(one.record.recordedAt, audited.zone);
    const keys = new Set([...open.keys(), ...Object.keys(one.after.tasks)]);
    for (const key of keys) {
      const before = open.get(key);
      const after = one.after.tasks[key];
      if (before && after && before.holder?.person === after.holder?.person) continue;
      if (before) close(before, day);
      open.delete(key);
      const holder = after?.holder;
      if (after) open.set(key, { task: key, post: after.post, began: one, ...(holder && { holder }) });
    }
  }
  for (const span of open.values()) close(span, null);
  return rows.toSorted((a, b) => a.order - b.order).map(({ order: _order, ...said }) => said);
}

function rowOf(audited: AuditedCase, { task, post, holder, began }: Span, to: CivilDate | null): AnswerRow {
  const from = civilDayOf(began.record.recordedAt, audited.zone);
  const until = to ?? civilDayOf(audited.askedAt, audited.zone);
  const calendar = audited.calendars.get(began.record.cal?.sha256 ?? '');
  const workingDays = calendar?.workingDaysBetween(from, until) ?? null;
  const who = holder?.person ?? null;
  const words = postWords(audited.procedure.definition, post);
  const say = {
    zh: `${from} 至 ${to ?? '今'}：${who ?? `“${words.zh}”岗位（未签收）`}`,
    en: `${from} to ${to ?? 'now'}: ${who ?? `the post "${words.en}", nobody in particular`}`,
  };
  const since = holder?.onBehalfOf === undefined ? {} : { onBehalfOf: holder.onBehalfOf };
  return row(began, say, { data: { task, post, holder: who, ...since, from, to, workingDays } });
}
