import { maskName, maskWithin } from './mask.js';

/** What lists and pages show of the people in a case. Both fields are personal. */
interface CaseWords {
  readonly subject: string;
  readonly applicantName: string;
}

/** A row about a case as somebody may see it who is not party to it: the person in it is masked, the rest stays. */
export function maskedCase<Row extends CaseWords>(row: Row): Row {
  const { subject, applicantName } = row;
  return { ...row, subject: maskWithin(subject, [applicantName]), applicantName: maskName(applicantName) };
}
