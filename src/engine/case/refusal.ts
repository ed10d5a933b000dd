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
  | 'day-not-allowed';

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
