import type { Mistake } from './wrong-definitions.js';

/** Mistakes in the section `work`, which the toy procedure does without. */
export const WORK_MISTAKES: readonly Mistake[] = [
  {
    what: 'work that a party commands',
    change: ['posts:\n', 'work: { suspend: { by: ¦applicant, basis: 正程 挂起 } }\nposts:\n'],
    code: 'work-by-party',
  },
  {
    what: 'work that nobody commands',
    change: ['posts:\n', 'work: { reassign: { by: ¦haed, basis: 正程 工作交接 } }\nposts:\n'],
    code: 'unknown-post',
    suggestion: 'head',
  },
  {
    what: 'voiding where nothing is said to decide',
    change: ['posts:\n', 'work:\n  void: ¦{ by: head, basis: 正程 作废 }\nposts:\n'],
    code: 'void-without-decides',
  },
  {
    what: 'a condition of suspending the work that reads what is not declared',
    change: [
      'posts:\n',
      `work:
  suspend:
    by: head
    basis: 正程 挂起
    requires:
      - { that: ¦days.acepted = null, basis: 正程 挂起, say: x }
posts:\n`,
    ],
    code: 'feel-unknown-name',
    suggestion: 'days.accepted',
  },
];
