import type { DigestPair, LedgerRecord } from '../audit/record.js';
import type { CaseEvent } from '../case/case-event.js';
import type { CaseState } from '../case/case-state.js';
import { evolve } from '../case/evolve.js';
import type { InputCheck } from '../case/input-check.js';
import type { Calendar } from '../clock/calendar.js';
import type { CivilDate } from '../clock/time.js';
import { Defect } from '../defect.js';
import type { ReplayLaw } from '../replay/history.js';
import type { CompiledProcedure } from '../statechart/compiled-procedure.js';
import type { JudgedStream } from './judged-stream.js';

/** A record as it was kept, with the parts of it that may be seen. */
export interface DisclosedRecord {
  readonly record: LedgerRecord;
  readonly leaf: DigestPair;
  /** Values by name. A part that the record names and this lacks is withheld or erased. */
  readonly parts: Readonly<Record<string, unknown>>;
}

/** A record on trial: what happened by it, and the case before and after it, folded from the records alone. */
export interface JudgedRecord extends DisclosedRecord {
  readonly event: CaseEvent;
  readonly before: CaseState | null;
  readonly after: CaseState;
}

/** A case laid before the rules of the version that it pins. */
export interface JudgedCase {
  readonly procedure: CompiledProcedure;
  /** In the order of the stream. */
  readonly records: readonly JudgedRecord[];
  /** Records that did not fit onto what came before and were left out of the fold. */
  readonly unfoldable: readonly DisclosedRecord[];
  /** By SHA-256 of the `cal` of records. What is not there cannot be counted by. */
  readonly calendars: ReadonlyMap<string, Calendar>;
  /** The day on which the table is made: what falls due later cannot be judged yet. */
  readonly asOf: CivilDate;
  /** Absent: inputs are not held against their schemas. */
  readonly checkInput?: InputCheck;
  /** What the records name: organisations, policies, related cases, each as it was then. Absent: none is at hand. */
  readonly law?: ReplayLaw;
  /** What went on beside the case, in streams that its definition names. Absent: their records are not at hand. */
  readonly beside?: readonly JudgedStream[];
}

/**
 * Folds records without trusting that they fit: one that does not is named and left out, and what follows is judged on
 * the state without it.
 */
export function foldRecords(records: readonly DisclosedRecord[]): Pick<JudgedCase, 'records' | 'unfoldable'> {
  const judged: JudgedRecord[] = [];
  const unfoldable: DisclosedRecord[] = [];
  let before: CaseState | null = null;
  for (const one of records) {
    const event = one.record.data as unknown as CaseEvent;
    const after = folded(before, event, one.record.actor?.person);
    if (!after) {
      unfoldable.push(one);
      continue;
    }
    judged.push({ ...one, event, before, after });
    before = after;
  }
  return { records: judged, unfoldable };
}

function folded(before: CaseState | null, event: CaseEvent, person?: string): CaseState | undefined {
  try {
    return evolve(before, event, person);
  } catch (problem) {
    if (problem instanceof Defect) return undefined;
    throw problem;
  }
}

/** Who acted by a record: the person and the principal for whom he did. */
export function actorsOf({ record: { actor } }: JudgedRecord): readonly string[] {
  if (!actor) return [];
  return actor.onBehalfOf === undefined ? [actor.person] : [actor.person, actor.onBehalfOf];
}

/** The calendar by which a record was decided; undefined when it is not at hand. */
export function calendarOf(
  { calendars }: JudgedCase,
  { record }: Pick<JudgedRecord, 'record'>,
): Calendar | undefined {
  return record.cal && calendars.get(record.cal.sha256);
}

/** The input of an act, put together from its parts; undefined when some of it is withheld or erased. */
export function inputOf({ record, parts }: JudgedRecord): Readonly<Record<string, unknown>> | undefined {
  const names = Object.keys(record.parts).filter((name) => name === 'input' || name.startsWith('input.'));
  if (names.some((name) => !Object.hasOwn(parts, name))) return undefined;
  const whole = names.includes('input') ? (parts['input'] as Readonly<Record<string, unknown>>) : {};
  const personal = names.flatMap((name) =>
    name === 'input' ? [] : [[name.slice('input.'.length), parts[name]] as const],
  );
  return { ...whole, ...Object.fromEntries(personal) };
}
