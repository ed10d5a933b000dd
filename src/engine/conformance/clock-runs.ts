import type { Calendar } from '../clock/calendar.js';
import type { CivilDate } from '../clock/time.js';
import { clockResult, type ClockResult } from '../case/clock-question.js';
import type { ClockChange } from '../case/case-event.js';
import type { ClockState } from '../case/case-state.js';
import { changed } from '../case/evolve.js';
import { Defect } from '../defect.js';
import { calendarOf, type JudgedCase, type JudgedRecord } from './judged-case.js';

/** One change of a clock on record, with the clock before and after it. */
export interface RunStep {
  readonly at: JudgedRecord;
  readonly change: ClockChange;
  readonly before: ClockState | undefined;
  readonly after: ClockState;
}

/** One run of a clock: from its start or new start to its stop, its lapse, its next start, or now. */
export interface ClockRunOnRecord {
  readonly clock: string;
  /** In order; the first starts the run. */
  readonly steps: readonly RunStep[];
  readonly end?: {
    readonly how: 'stop' | 'lapse' | 'interrupt';
    readonly at: JudgedRecord;
    readonly on: CivilDate;
  };
}

/** The runs of a clock, put together from what the records say of it alone. */
export function runsOf(judged: JudgedCase, clock: string): readonly ClockRunOnRecord[] {
  const runs: { steps: RunStep[]; end?: NonNullable<ClockRunOnRecord['end']> }[] = [];
  let state: ClockState | undefined;
  for (const at of judged.records) {
    for (const change of at.event.clocks ?? []) {
      if (change.id !== clock) continue;
      const after = changedIfPossible(state, change);
      // What the fold of the case refused is reported there.
      if (!after) continue;
      const step = { at, change, before: state, after };
      const current = runs.at(-1);
      if (change.action === 'start' || change.action === 'interrupt') {
        if (current && !current.end) current.end = { how: 'interrupt', at, on: change.on };
        runs.push({ steps: [step] });
      } else if (current) {
        current.steps.push(step);
        if (change.action === 'stop' || change.action === 'lapse')
          current.end = { how: change.action, at, on: change.on };
      }
      state = after;
    }
  }
  return runs.map((run) => ({ clock, ...run }));
}

function changedIfPossible(state: ClockState | undefined, change: ClockChange): ClockState | undefined {
  try {
    return changed(state, change);
  } catch (problem) {
    if (problem instanceof Defect) return undefined;
    throw problem;
  }
}

/** The calendar as known when a run ended, or as known to the case's last record. */
export function calendarAtEnd(judged: JudgedCase, { end, steps }: ClockRunOnRecord): Calendar | undefined {
  const last = end?.at ?? judged.records.at(-1) ?? steps[0]?.at;
  return last && calendarOf(judged, last);
}

/** The days of a run counted anew; undefined when the facts on record cannot be counted by. */
export function counted(
  { procedure: { definition } }: JudgedCase,
  clock: string,
  run: ClockState,
  calendar: Calendar,
): ClockResult | undefined {
  try {
    return clockResult(definition, clock, run, calendar);
  } catch (problem) {
    if (problem instanceof Defect) return undefined;
    throw problem;
  }
}

/** The state of a run before it ended: what its last day is counted from. */
export function lastFacts({ steps }: ClockRunOnRecord): ClockState | undefined {
  const within = steps.filter(({ change }) => change.action !== 'stop' && change.action !== 'lapse');
  return within.at(-1)?.after;
}
