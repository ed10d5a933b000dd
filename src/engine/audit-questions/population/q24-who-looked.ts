import type { Calendar } from '../../clock/calendar.js';
import { civilDayOf, localDateTimeOf } from '../../clock/civil-date.js';
import type { Instant, Zone } from '../../clock/time.js';
import type { WorkingHours } from '../../case/desk/working-hours.js';
import type { Words } from '../audit-question.js';
import type { Place } from './population-case.js';
import {
  deviatingRow,
  factRow,
  groupedBy,
  populationAnswer,
  type PopulationAnswer,
  type PopulationRow,
} from './population-row.js';
import type { AuditThresholds } from './thresholds.js';

/** Somebody looked at a case, was shown what is masked, or took it away. */
export interface Looking extends Place {
  readonly kind: 'case.read' | 'case.unmasked' | 'evidence.exported';
  readonly person: string;
  readonly at: Instant;
  /** A reading that took the case away in a log of many, for process mining. */
  readonly inLog?: true;
}

/** When an office works. */
export interface OfficeHours {
  readonly zone: Zone;
  readonly calendar: Calendar;
  /** Absent: only days without work count as outside. */
  readonly hours?: WorkingHours;
  readonly thresholds: Pick<AuditThresholds, 'readOutsideHours'>;
}

const RULE = (spike: number): Words => ({
  zh: `工作时间以外不集中查阅案件（同一人一日 ${spike} 件以上；审计提示）`,
  en: `cases are not looked at in numbers outside working hours (${spike} by one person on a day)`,
});

/** 查阅与导出: by whom, how often, and where it gathers outside working hours. */
export function whoLooked(lookings: readonly Looking[], office: OfficeHours): PopulationAnswer {
  const rows = groupedBy(lookings, ({ person }) => person).flatMap((own) => [
    summary(own, office),
    ...spikes(own, office),
    ...logs(own, office),
    ...own.filter(({ kind }) => kind === 'evidence.exported').map(exported),
  ]);
  return populationAnswer(lookings.length, rows, 'rule', [LOOKED_ON, ...(office.hours ? [] : [NO_HOURS])]);
}

function summary(own: readonly Looking[], office: OfficeHours): PopulationRow {
  const person = own[0]?.person ?? '';
  const count = (kind: Looking['kind']): number => own.filter((one) => one.kind === kind).length;
  const data = {
    ...{ person, cases: new Set(own.map(({ caseId }) => caseId)).size },
    ...{ read: count('case.read'), unmasked: count('case.unmasked'), exported: count('evidence.exported') },
    outsideHours: own.filter((one) => isOutside(one, office)).length,
  };
  const say = {
    zh: `${person} 查阅 ${data.cases} 件：查阅 ${data.read} 次、去掩码 ${data.unmasked} 次、导出 ${data.exported} 次，其中工作时间以外 ${data.outsideHours} 次`,
    en: `${person}: ${data.cases} cases, read ${data.read}, unmasked ${data.unmasked}, exported ${data.exported}, ${data.outsideHours} of these outside working hours`,
  };
  return factRow(say, data);
}

function spikes(own: readonly Looking[], office: OfficeHours): readonly PopulationRow[] {
  const outside = own.filter((one) => isOutside(one, office));
  return groupedBy(outside, ({ at }) => civilDayOf(at, office.zone)).flatMap((day) => {
    const [first] = day;
    const cases = [...new Set(day.map(({ caseId }) => caseId))];
    if (!first || cases.length < office.thresholds.readOutsideHours) return [];
    const on = civilDayOf(first.at, office.zone);
    const say = {
      zh: `${first.person} 于 ${on} 在工作时间以外查阅 ${cases.length} 件`,
      en: `${first.person} looked at ${cases.length} cases on ${on}, outside working hours`,
    };
    return [deviatingRow(RULE(office.thresholds.readOutsideHours), say, { person: first.person, on, cases })];
  });
}

function logs(own: readonly Looking[], { zone }: OfficeHours): readonly PopulationRow[] {
  const inLogs = own.filter(({ inLog }) => inLog);
  return groupedBy(inLogs, ({ at }) => civilDayOf(at, zone)).flatMap((day) => {
    const [first] = day;
    if (!first) return [];
    const on = civilDayOf(first.at, zone);
    const cases = [...new Set(day.map(({ caseId }) => caseId))];
    const say = {
      zh: `${first.person} 于 ${on} 以过程日志导出 ${cases.length} 件`,
      en: `${first.person} took ${cases.length} cases away as a log on ${on}`,
    };
    return [factRow(say, { person: first.person, on, cases })];
  });
}

function exported(one: Looking): PopulationRow {
  const say = { zh: `${one.person} 导出证据包`, en: `${one.person} exported the evidence` };
  return factRow(
    say,
    { person: one.person, at: one.at },
    { caseId: one.caseId, seq: one.seq, leaf: one.leaf },
  );
}

function isOutside({ at }: Looking, { zone, calendar, hours }: OfficeHours): boolean {
  if (!calendar.isWorkingDay(civilDayOf(at, zone))) return true;
  if (!hours) return false;
  const time = localDateTimeOf(at, zone).slice(11, 16);
  return time < hours.from || time >= hours.to;
}

const LOOKED_ON: Words = {
  zh: '留痕的有：审计人员的查阅、显示掩码内容、导出证据包；其他有权人员在办理中的查看和打印不留痕',
  en: 'on record are what auditors read, what was unmasked and what was exported; not what others looked at in their work',
};
const NO_HOURS: Words = {
  zh: '未设置工作时间，只计非工作日',
  en: 'no working hours are set: only days without work count',
};
