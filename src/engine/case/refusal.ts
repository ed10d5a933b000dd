import type { CivilDate } from '../clock/time.js';
import type { Text } from '../law/definition.js';
import type { PowerRefusalCode } from '../powers/power-question.js';
import type { CompiledProcedure } from '../statechart/compiled-procedure.js';
import type { CaseState } from './case-state.js';

/** The closed list of reasons for which an act is refused. Each has a page in `docs/problems/`. */
export type RefusalCode =
  | 'unknown-act'
  | 'not-in-this-state'
  | 'case-ended'
  | PowerRefusalCode
  | 'invalid-input'
  | 'requirement-unmet'
  | 'term-not-elapsed'
  | 'term-expired'
  | 'lead-too-short'
  | 'extension-exhausted'
  | 'ground-not-allowed'
  | 'clock-not-running'
  | 'seen-outdated'
  | 'opinion-not-yours'
  | 'field-not-writable'
  | 'field-required'
  | 'individual-consideration'
  | 'day-not-allowed'
  | DeskRefusalCode
  | SigningRefusalCode
  | MaterialRefusalCode
  | DocumentRefusalCode;

/** What stands against the work in hand: who has it, whom it waits for, whether it may be passed on. */
export type DeskRefusalCode =
  | 'case-suspended'
  | 'task-not-open'
  | 'not-one-persons-task'
  | 'held-by-another'
  | 'not-in-hand'
  | 'awaiting-referral'
  | 'referral-not-open'
  | 'person-not-eligible'
  | 'transfer-cycle'
  | 'nothing-to-change'
  | 'urged-today'
  | 'not-provided'
  | 'void-too-late';

/** What stands against a signature in a round, against its signers, and against taking an act back. */
export type SigningRefusalCode =
  | 'not-a-signer'
  | 'not-your-turn'
  | 'already-signed'
  | 'not-signed'
  | 'round-closed'
  | 'signers-needed'
  | 'signers-number'
  | 'signers-fixed'
  | 'not-retractable';

/** What stands against issuing and serving a document. */
export type DocumentRefusalCode =
  | 'document-not-ordered'
  | 'document-issued'
  | 'document-field-missing'
  | 'document-not-issued'
  | 'document-not-for-service'
  | 'service-mode-unknown';

/** What stands against a material, or against the file that is to be one. */
export type MaterialRefusalCode =
  | 'material-unknown'
  | 'material-not-filed'
  | 'material-already-filed'
  | 'too-many-materials'
  | 'file-refused'
  | 'file-quarantined';

/** One requirement that is not met. */
export interface Unmet {
  readonly code: RefusalCode;
  readonly say: Text;
  /** Provisions, resolved: `行政许可法 第三十二条第一款第（四）项` is for display; these are the raw references. */
  readonly basis: readonly string[];
  /** First day on which this requirement could be met, where time alone cures it. */
  readonly earliestPossible?: CivilDate;
  /** JSON pointer into the act's input. */
  readonly at?: string;
}

/** The law says no: all unmet requirements at once, and the earliest day if time alone cures all of them. */
export interface Refusal {
  readonly refused: true;
  /** The first unmet requirement's code, in the order state, power, input, law. */
  readonly code: RefusalCode;
  readonly unmet: readonly Unmet[];
  readonly earliestPossible?: CivilDate;
  /** Acts that the state allows now. */
  readonly permittedActs: readonly string[];
}

/** What a refusal says when the reason is none of the act's own requirements. */
const GENERAL: Readonly<Partial<Record<RefusalCode, Text>>> = {
  'unknown-act': { zh: '本程序没有这一行为', en: 'this procedure has no such act' },
  'case-ended': {
    zh: '案件已经办结，不能再作出行为',
    en: 'the case has ended; nothing more can be done in it',
  },
  'not-in-this-state': {
    zh: '案件现处环节不能作出这一行为',
    en: 'the case is not in a state in which this act is possible',
  },
  'document-not-ordered': {
    zh: '本案没有这一份待签发的文书',
    en: 'no act and no lapse of this case has ordered such a document',
  },
  'document-issued': {
    zh: '该文书已经签发，签发后内容不再变更',
    en: 'the document has been issued; what was issued never changes',
  },
  'document-not-issued': {
    zh: '该文书尚未签发，不能送达',
    en: 'the document has not been issued and cannot be served',
  },
  'document-not-for-service': {
    zh: '该文书没有受送达人，不须送达',
    en: 'the document has no addressee and is not served on anybody',
  },
  'service-mode-unknown': {
    zh: '本程序没有这种送达方式',
    en: 'the procedure has no such mode of service',
  },
};

/**
 * Puts a refusal together. `earliestPossible` is given only when time alone cures every unmet requirement; it is
 * then the latest of their days.
 */
export function refusal(
  code: RefusalCode,
  procedure: CompiledProcedure,
  state: CaseState | null,
  basis: readonly string[],
  unmet?: readonly Unmet[],
): Refusal {
  const all = unmet ?? [{ code, say: GENERAL[code] ?? code, basis }];
  const days = all.map((one) => one.earliestPossible);
  const earliest = days.every((day) => day !== undefined) ? days.toSorted().at(-1) : undefined;
  return {
    refused: true,
    code,
    unmet: all,
    ...(earliest && { earliestPossible: earliest }),
    permittedActs: permittedActs(procedure, state),
  };
}

/** Acts that the case's state listens to; before a case exists, those that open one. */
export function permittedActs(procedure: CompiledProcedure, state: CaseState | null): readonly string[] {
  const acts = procedure.definition.acts;
  if (!state) return Object.keys(acts).filter((name) => acts[name]?.opens === true);
  if (state.status === 'ended') return [];
  return procedure.listens(state.value).filter((name) => name in acts);
}
