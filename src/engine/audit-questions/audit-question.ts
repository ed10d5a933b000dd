import type { DigestPair } from '../audit/record.js';
import { refersTo } from './provision.js';
import type { AuditedCase, AuditedRecord } from './audited-case.js';

/** What auditors read, in both languages. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/**
 * - `shown`: the question asks for facts, and the rows are all of them;
 * - `inOrder`: the rule was kept wherever it applied;
 * - `deviates`: at least one row deviates from a named rule;
 * - `notApplicable`: nothing happened in the case to which the rule applies;
 * - `notKnown`: what the ledger keeps does not suffice to tell.
 */
export type Conclusion = 'shown' | 'inOrder' | 'deviates' | 'notApplicable' | 'notKnown';

/** One line of an answer. It leads to the record, by sequence and leaf, and to the articles. */
export interface AnswerRow {
  readonly seq: number;
  readonly leaf: DigestPair;
  readonly articles: readonly string[];
  readonly say: Words;
  /** Impersonal values for tables: people by pseudonym. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** The rule that this record deviates from: what findings are put in the working paper by. */
  readonly deviatesFrom?: string;
}

export interface AuditAnswer {
  readonly conclusion: Conclusion;
  readonly rows: readonly AnswerRow[];
  /** What the ledger does not tell, and why. */
  readonly notKnown: readonly Words[];
}

/** One of the questions that auditors put to a case (docs/auditing.md). Answers depend on the audited case alone. */
export interface AuditQuestion {
  readonly n: number;
  readonly question: Words;
  readonly answer: (audited: AuditedCase) => AuditAnswer;
}

/** A row about a record, under the articles given or those that the record names. */
export function row(
  { record, leaf }: Pick<AuditedRecord, 'record' | 'leaf'>,
  say: Words,
  more: Partial<Pick<AnswerRow, 'articles' | 'data'>> = {},
): AnswerRow {
  return { seq: record.seq, leaf, articles: refersTo(record), say, ...more };
}

/** A row that deviates: `偏离规则 R（记录 N）`, never more than that. */
export function deviation(
  audited: Pick<AuditedRecord, 'record' | 'leaf'>,
  rule: string,
  say: Words,
  more: Partial<Pick<AnswerRow, 'articles' | 'data'>> = {},
): AnswerRow {
  const { seq } = audited.record;
  const worded = {
    zh: `偏离规则“${rule}”（记录 ${seq}）：${say.zh}`,
    en: `deviates from rule “${rule}” (record ${seq}): ${say.en}`,
  };
  return { ...row(audited, worded, more), deviatesFrom: rule };
}

/**
 * The conclusion that rows about a rule add up to.
 *
 * @param unknown what could not be checked: with it nothing is said to be in order
 * @param caveats what the ledger never tells, whatever the case: it limits the answer and not the conclusion
 */
export function concluded(
  rows: readonly AnswerRow[],
  unknown: readonly Words[] = [],
  caveats: readonly Words[] = [],
): AuditAnswer {
  const notKnown = [...unknown, ...caveats];
  if (rows.some(({ deviatesFrom }) => deviatesFrom !== undefined))
    return { conclusion: 'deviates', rows, notKnown };
  if (unknown.length > 0) return { conclusion: 'notKnown', rows, notKnown };
  return { conclusion: rows.length === 0 ? 'notApplicable' : 'inOrder', rows, notKnown };
}

/** Facts, without a rule that they would be measured by. */
export function shown(rows: readonly AnswerRow[], notKnown: readonly Words[] = []): AuditAnswer {
  return { conclusion: rows.length === 0 ? 'notApplicable' : 'shown', rows, notKnown };
}
