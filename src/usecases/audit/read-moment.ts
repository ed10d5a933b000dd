import { sameDigest } from '../../engine/audit/digest.js';
import type { DigestPair } from '../../engine/audit/record.js';
import { explainClock, type ClockExplanation } from '../../engine/case/explain/clock-explanation.js';
import type { CaseState } from '../../engine/case/case-state.js';
import { civilDayOf } from '../../engine/clock/civil-date.js';
import type { CivilDate, Instant } from '../../engine/clock/time.js';
import { caseAsOf, type CaseAtMoment } from '../../engine/moment/case-at-moment.js';
import type { CompiledProcedure } from '../../engine/statechart/compiled-procedure.js';
import { procedureOf } from '../cases/case-on-hand.js';
import type { Ports } from '../ports.js';
import type { FoldedLeaf } from './folded-case.js';
import { foldedUntil } from './folded-until.js';

/** Which moment of a case is asked for. */
export interface MomentQuestion {
  readonly caseId: string;
  /** What was on record by then. Absent: all that is. */
  readonly knownAt?: Instant;
  /** What was so in law by that day. Absent: all that was known. */
  readonly effectiveAt?: CivilDate;
}

/** The case as it was known at an instant, and as the law had it on a day. */
export interface Moment extends CaseAtMoment {
  readonly knownAt: Instant;
  /** The day on which clocks are looked at: the one asked for, or the day of `knownAt`. */
  readonly on: CivilDate;
  /** The last record known. Absent: nothing was on record yet. */
  readonly last?: Pick<FoldedLeaf, 'record' | 'leaf'>;
  readonly procedure: CompiledProcedure;
  readonly state: CaseState | null;
  /** Every clock that had started, under the calendar that the last record known had. */
  readonly clocks: readonly ClockExplanation[];
  readonly calendar?: {
    readonly digest: DigestPair;
    /** False: a notice that came later is in it, so it is not quite the one that the record rests on. */
    readonly asRecorded: boolean;
  };
}

/** Reads a case as of a moment (L1). Lapses that nobody had noticed are not in it. Undefined: no such case. */
export function readMoment(ports: Ports): (question: MomentQuestion) => Promise<Moment | undefined> {
  return async (question) => {
    const head = await ports.ledger.head(question.caseId);
    if (head?.kind !== 'case') return undefined;
    const instant = question.knownAt ?? (await ports.now.now());
    const { effectiveAt: day } = question;
    const [procedure, known] = await Promise.all([
      procedureOf(ports, head),
      foldedUntil(ports, head, { by: instant, ...(day !== undefined && { day }) }),
    ]);
    const at = question.effectiveAt
      ? caseAsOf(known, question.effectiveAt)
      : { state: known.at(-1)?.after ?? null, leftOut: [], notFoldable: [] };
    const on = question.effectiveAt ?? civilDayOf(instant, ports.installation.zone);
    const last = known.at(-1);
    const clocks = last && at.state ? await clocksThen(ports, procedure, at.state, on, last) : { clocks: [] };
    return { ...at, ...clocks, knownAt: instant, on, procedure, ...(last && { last }) };
  };
}

async function clocksThen(
  ports: Pick<Ports, 'calendars'>,
  procedure: CompiledProcedure,
  state: CaseState,
  on: CivilDate,
  { record }: FoldedLeaf,
): Promise<Pick<Moment, 'clocks' | 'calendar'>> {
  const { calendar, digest } = await ports.calendars.knownAt(record.recordedAt);
  const { definition } = procedure;
  const clocks = Object.keys(definition.clocks)
    .filter((name) => state.clocks[name])
    .map((name) => explainClock(definition, state, name, on, calendar, { days: false }));
  const asRecorded = record.cal === undefined || sameDigest(record.cal, digest);
  return { clocks, calendar: { digest, asRecorded } };
}
