import type { AuditQuestion } from './audit-question.js';
import { q01 } from './q01-hands.js';
import { q02 } from './q02-deputies.js';
import { q03 } from './q03-qualified.js';
import { q04 } from './q04-two-people.js';
import { q05 } from './q05-check-and-decide.js';
import { q06 } from './q06-clock-lane.js';
import { q07 } from './q07-pause-grounds.js';
import { q08 } from './q08-limits.js';
import { q09 } from './q09-supplement.js';
import { q10 } from './q10-before-decision.js';
import { q11 } from './q11-exchanged.js';
import { q12 } from './q12-opinions.js';
import { q13 } from './q13-not-adopted.js';
import { q14 } from './q14-dissent.js';
import { q15 } from './q15-departure.js';
import { q16 } from './q16-version.js';
import { q17 } from './q17-todays-rule.js';
import { q18 } from './q18-skipped-steps.js';
import { q19 } from './q19-lawful-order.js';
import { q20 } from './q20-late-entries.js';
import { q21 } from './q21-altered.js';
import { q22 } from './q22-whole-file.js';
import { q23 } from './q23-existed-by.js';
import { q28 } from './q28-time-spent.js';
import { q29 } from './q29-automatic.js';
import { q30 } from './q30-served.js';
import { q31 } from './q31-afterwards.js';
import { q32 } from './q32-identifiable.js';
import { q33 } from './q33-take-away.js';
import { q34 } from './q34-not-shown.js';

/** The questions that auditors may put to one case, by number. */
export const CASE_QUESTIONS: readonly AuditQuestion[] = [
  q01,
  q02,
  q03,
  q04,
  q05,
  q06,
  q07,
  q08,
  q09,
  q10,
  q11,
  q12,
  q13,
  q14,
  q15,
  q16,
  q17,
  q18,
  q19,
  q20,
  q21,
  q22,
  q23,
  q28,
  q29,
  q30,
  q31,
  q32,
  q33,
  q34,
];
