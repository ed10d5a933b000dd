import type { DigestPair } from '../../audit/record.js';
import type { Instant } from '../../clock/time.js';
import type { Words } from '../audit-question.js';
import type { Place } from './population-case.js';
import { factRow, populationAnswer, type PopulationAnswer, type PopulationRow } from './population-row.js';
import type { AuditThresholds } from './thresholds.js';

/** A change of roles, rules or holidays. */
export interface OfficeChange {
  readonly stream: 'organisation' | 'procedures' | 'calendar';
  readonly seq: number;
  readonly leaf: DigestPair;
  readonly at: Instant;
  /** Who changed it. Absent: it was seeded. */
  readonly by?: string;
  readonly type: string;
  /** Who can do more by it: the appointed, and deputies. */
  readonly favoured: readonly string[];
}

/** A case that was decided, or whose days moved. */
export interface Touched extends Place {
  readonly at: Instant;
  /** Who decided. Absent: nobody did, a day moved. */
  readonly person?: string;
  readonly procedure: string;
}

/** What was changed, with the cases that followed. */
export interface ChangesAndCases {
  readonly changes: readonly OfficeChange[];
  /** Decisions of the favoured. */
  readonly decided: readonly Touched[];
  /** Cases whose terms were counted anew. */
  readonly recounted: readonly Touched[];
  /** Cases opened under a version, by its SHA-256: those of each published version. */
  readonly openedUnder: ReadonlyMap<number, readonly string[]>;
}

/** 变更与受益: facts laid beside each other. That one follows the other is no rule broken. */
export function changedRules(
  given: ChangesAndCases,
  { casesAfterChangeDays }: Pick<AuditThresholds, 'casesAfterChangeDays'>,
): PopulationAnswer {
  const rows = given.changes.map((change) => beside(change, given, casesAfterChangeDays));
  return populationAnswer(given.changes.length, rows, 'facts', [NO_CAUSE]);
}

function beside(change: OfficeChange, given: ChangesAndCases, days: number): PopulationRow {
  const { stream, seq, leaf, at, by, type, favoured } = change;
  const follows = (one: Touched): boolean =>
    one.at >= at && Date.parse(one.at) < Date.parse(at) + days * 86_400_000;
  const decided = given.decided.filter((one) => follows(one) && favoured.includes(one.person ?? ''));
  const recounted = stream === 'calendar' ? given.recounted.filter(follows) : [];
  const opened = stream === 'procedures' ? (given.openedUnder.get(seq) ?? []) : [];
  const data = {
    ...{ stream, sequence: seq, leaf, at, by: by ?? null, type, favoured },
    decided: decided.map(({ caseId, seq: record, person }) => ({ case: caseId, sequence: record, person })),
    recounted: [...new Set(recounted.map(({ caseId }) => caseId))],
    opened,
  };
  const cases = decided.length + data.recounted.length + opened.length;
  const say = {
    zh: `${TITLES[stream].zh}（${type}，记录 ${seq}）由 ${by ?? '系统'} 变更；其后 ${days} 日内相关案件 ${cases} 件`,
    en: `${TITLES[stream].en} (${type}, record ${seq}) changed by ${by ?? 'the system'}; ${cases} cases within ${days} days`,
  };
  return factRow(say, data);
}

const TITLES: Readonly<Record<OfficeChange['stream'], Words>> = {
  organisation: { zh: '人员与岗位', en: 'people and posts' },
  procedures: { zh: '程序版本', en: 'versions of procedures' },
  calendar: { zh: '放假安排', en: 'holidays' },
};

const NO_CAUSE: Words = {
  zh: '仅列示先后；是否为了有关案件而变更，不能由留痕推知',
  en: 'this shows what followed what; why something was changed the ledger does not tell',
};
