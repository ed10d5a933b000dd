import type { DigestPair } from '../../audit/record.js';
import type { Words } from '../audit-question.js';
import type { Place } from './population-case.js';

/** A line about many cases, or about one of them. It leads to a record where it is about one. */
export interface PopulationRow {
  readonly caseId?: string;
  readonly seq?: number;
  readonly leaf?: DigestPair;
  readonly articles: readonly string[];
  readonly say: Words;
  /** Impersonal values: people by pseudonym. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The rule that is deviated from. Absent: a fact. */
  readonly deviatesFrom?: Words;
}

/** An answer about many cases. */
export interface PopulationAnswer {
  readonly conclusion: 'shown' | 'inOrder' | 'deviates' | 'notApplicable';
  /** Cases, or records where the question is about these, that were looked at. */
  readonly looked: number;
  readonly rows: readonly PopulationRow[];
  /** What the ledger does not tell, and why. */
  readonly notKnown: readonly Words[];
}

/** A fact. */
export function factRow(say: Words, data: PopulationRow['data'], at?: Place): PopulationRow {
  return { ...at, articles: [], say, data };
}

/** `偏离规则 R`, never more than that. */
export function deviatingRow(
  rule: Words,
  say: Words,
  data: PopulationRow['data'],
  more: { readonly at?: Place; readonly articles?: readonly string[] } = {},
): PopulationRow {
  const record = more.at && { zh: `（记录 ${more.at.seq}）`, en: ` (record ${more.at.seq})` };
  const worded = {
    zh: `偏离规则“${rule.zh}”${record?.zh ?? ''}：${say.zh}`,
    en: `deviates from rule “${rule.en}”${record?.en ?? ''}: ${say.en}`,
  };
  return { ...placed(more.at), articles: more.articles ?? [], say: worded, data, deviatesFrom: rule };
}

function placed(at: Place | undefined): Pick<PopulationRow, 'caseId' | 'seq' | 'leaf'> {
  return at ? { caseId: at.caseId, seq: at.seq, leaf: at.leaf } : {};
}

/** The answer that rows add up to. `asks`: whether a rule is asked about, or facts alone. */
export function populationAnswer(
  looked: number,
  rows: readonly PopulationRow[],
  asks: 'rule' | 'facts',
  notKnown: readonly Words[] = [],
): PopulationAnswer {
  const deviates = rows.some(({ deviatesFrom }) => deviatesFrom !== undefined);
  const otherwise = asks === 'rule' ? 'inOrder' : 'shown';
  const conclusion = looked === 0 ? 'notApplicable' : deviates ? 'deviates' : otherwise;
  return { conclusion, looked, rows, notKnown };
}

/** Items by a key, in the order of their first. */
export function groupedBy<T>(items: readonly T[], key: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups.values()];
}

/** The middle value; of an even number the lower of the two in the middle. Undefined of nothing. */
export function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
}

/** Hundredths, rounded. */
export function share(part: number, whole: number): number {
  return Math.round((part / whole) * 100) / 100;
}
