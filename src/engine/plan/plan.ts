import type { CivilDate } from '../clock/time.js';
import type { Term } from '../clock/deadline.js';
import type { Text } from '../law/definition.js';

/** The earliest lawful decision, how to get there, and what it waits for. */
export interface Plan {
  readonly from: CivilDate;
  /** First lawful day of the decision. Absent: no way to one was found. */
  readonly earliest?: CivilDate;
  /** What is done, in order. Each step was decided by the law itself on its day. */
  readonly steps: readonly PlanStep[];
  /** The waits that determine the day, first to last: to end one of them sooner is to decide sooner. */
  readonly critical: readonly Wait[];
  /** Everything that is supposed, in words. */
  readonly assumed: readonly Text[];
  /** Some day of the plan rests on a year whose holidays are not known yet. */
  readonly provisional: boolean;
  /**
   * The search met its limit: `earliest` is a day on which a decision is lawful, but an earlier one is not excluded; without
   * `earliest`, that there is no way is not proved.
   */
  readonly incomplete: boolean;
  /** Where `incomplete`: no decision is lawful before this day. Between it and `earliest` the search has not made sure. */
  readonly notBefore?: CivilDate;
}

/** One step: an act of the case, or something that begins beside it. */
export interface PlanStep {
  readonly kind: 'act' | 'stream';
  /** Name of the act or stream. */
  readonly name: string;
  readonly title: Text;
  readonly post?: string;
  readonly input?: Readonly<Record<string, unknown>>;
  readonly on: CivilDate;
  readonly basis: readonly string[];
  /** On the chain of waits that leads to the decision. It may still have slack, where a fixed day on the chain absorbs it. */
  readonly critical: boolean;
  /** What it waited for last, where that was a day. */
  readonly waited?: Wait;
  /** Calendar days by which it could come later and the decision still on its day. Absent: not computed. */
  readonly slack?: number;
}

/** Time that has to pass. */
export interface Wait {
  readonly kind: 'floor' | 'lead' | 'duration' | 'meeting' | 'stream' | 'restDays' | 'lapse' | 'law';
  /** Name of the clock, act or stream. */
  readonly name: string;
  readonly from: CivilDate;
  /** The first day after it. */
  readonly until: CivilDate;
  readonly term?: Term;
  readonly basis: readonly string[];
  /** A rest day moved a meeting from this day. */
  readonly movedFrom?: CivilDate;
  readonly say: Text;
}
