import type { Term } from '../clock/deadline.js';
import type { CivilDate } from '../clock/time.js';
import type { FactValue } from '../law/definition.js';
import type { StreamStanding } from '../law/stream-definition.js';

/** What a planner supposes of a decision that is still to be made. Everything else is looked for. */
export interface PlanAssumptions {
  /** How the matter will have been found to be by the day of the decision: `technical`, `market`, `hearingNeeded` ... */
  readonly facts?: Readonly<Record<string, FactValue>>;
  /** Inputs that the planner has chosen, by act: an option of the law, a day that has been fixed already. */
  readonly choices?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /**
   * Work that comes before an act, or before something beside the case begins: drafting, by the name of the act or
   * stream. It is counted like a floor from the day on which the act is first waited for.
   */
  readonly durations?: Readonly<Record<string, Term>>;
  /** Days on which the meeting that decides can be held. Absent: every working day. */
  readonly meetings?: MeetingDays;
  /** Where what goes on beside the case turns out otherwise than supposed, by its name. */
  readonly streams?: Readonly<Record<string, StreamAssumption>>;
  /** The acts one of which the plan ends with. Absent: those that decide, by the definition. */
  readonly until?: readonly string[];
  /** Acts that the planner will not take although the law would let him. */
  readonly without?: readonly string[];
  /** The authority acts on working days only. Default: on any day, as the law allows. */
  readonly workingDays?: boolean;
}

/** Days of meetings. One that falls on a rest day is held on the next working day. */
export interface MeetingDays {
  readonly on?: readonly CivilDate[];
  /** Every so many weeks from a first day. */
  readonly every?: { readonly weeks: number; readonly from: CivilDate };
}

/** How one stream is supposed to go. */
export interface StreamAssumption {
  /**
   * A consultation: how long comments are taken. A panel: until its opinions are there. A meeting: how long before it
   * the papers go out.
   */
  readonly term?: Term;
  /** Fields of its standing that differ from those of a stream that goes well. */
  readonly standing?: StreamStanding;
}

/**
 * Facts that are assumed not to be, and are not yet: no act of a plan makes them so.
 *
 * @param now facts as they stand where planning begins
 */
export function staysFalse(
  { facts = {} }: PlanAssumptions,
  now: Readonly<Record<string, FactValue>>,
): Readonly<Record<string, false>> {
  const names = Object.keys(facts).filter((name) => facts[name] === false && now[name] === false);
  return Object.fromEntries(names.map((name) => [name, false as const]));
}
