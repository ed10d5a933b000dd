import { HIDDEN, maskName, maskWithin } from './mask.js';

/** What lists and pages show of the people in a case. Both fields are personal. */
interface CaseWords {
  readonly subject: string;
  readonly applicantName: string;
}

/** What stands in lists where a word was erased or restricted (src/store/migrations). It says nothing of anybody. */
const GONE: ReadonlySet<string> = new Set(['已抹除', '已限制处理']);

/**
 * A row about a case as somebody may see it who is not party to it: the person in it is masked, the rest stays. When the
 * name is gone nobody can tell whether the subject repeats it, so the subject is hidden whole.
 */
export function maskedCase<Row extends CaseWords>(row: Row): Row {
  const { subject, applicantName } = row;
  if (GONE.has(applicantName)) return GONE.has(subject) ? row : { ...row, subject: HIDDEN };
  if (GONE.has(subject)) return { ...row, applicantName: maskName(applicantName) };
  return { ...row, subject: maskWithin(subject, [applicantName]), applicantName: maskName(applicantName) };
}
