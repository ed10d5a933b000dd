import type { CivilDate } from '../clock/time.js';
import type { CaseEvent } from './case-event.js';
import type { CaseState } from './case-state.js';
import type { Refusal } from './refusal.js';

/** One step of a worked case: a day on which somebody acts, or on which only the calendar moves. */
export interface ScenarioStep {
  readonly on: CivilDate;
  /** Local time `HH:mm`; noon when absent. */
  readonly at?: string;
  readonly by?: string;
  readonly act?: string;
  readonly input?: Readonly<Record<string, unknown>>;
  readonly parties?: Readonly<Record<string, readonly string[]>>;
  readonly occurredOn?: CivilDate;
  readonly expect?: Readonly<Record<string, unknown>>;
  readonly refused?: Readonly<Record<string, unknown>>;
  readonly note?: string;
}

/** What one step did, for comparison and for a printed timeline. */
export interface StepOutcome {
  readonly step: ScenarioStep;
  readonly lapses: readonly CaseEvent[];
  readonly event?: CaseEvent;
  readonly refusal?: Refusal;
  readonly state: CaseState | null;
}
