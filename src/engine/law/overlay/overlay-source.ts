import type { PanelComposition } from '../panel-composition.js';
import type { Conventions } from '../../clock/conventions.js';
import type { Term } from '../../clock/deadline.js';
import type { CivilDate } from '../../clock/time.js';
import type {
  Basis,
  ClockAlternative,
  Definition,
  DistinctPost,
  Feel,
  GuardedTarget,
  LawReference,
  Requirement,
  StateDefinition,
  TaskDefinition,
  Text,
  Transition,
} from '../definition.js';

/**
 * An overlay file after parsing: what a province, a city or a department sets differently from a procedure, or from the
 * overlay of the level above. It may tighten, add and make mandatory; `compare-floor.ts` refuses the rest by name. The
 * language can say weaker things too, because a local rule must be written as it stands to be refused with its article.
 */
export interface OverlaySource {
  readonly language: 1;
  /** Kebab-case name of the jurisdiction: `golmud`. */
  readonly overlay: string;
  readonly title: Text;
  /** What people call the jurisdiction. */
  readonly jurisdiction: Text;
  /** `national/<procedure>`, or `overlays/<jurisdiction>/<procedure>` for the level above. */
  readonly on: string;
  /** Cases opened from this day run under it. */
  readonly inForceFrom: CivilDate;
  readonly law: Readonly<Record<string, LawReference>>;
  readonly change?: OverlayChanges;
  readonly add?: OverlayAdditions;
  /** States put into the chart, by name. */
  readonly insert?: Readonly<Record<string, Insertion>>;
}

/** What the overlay changes of things that are there, by section and name. Each change has its own basis. */
export interface OverlayChanges {
  readonly clocks?: Readonly<Record<string, ClockChange>>;
  readonly acts?: Readonly<Record<string, ActChange>>;
  readonly streams?: Readonly<Record<string, StreamChange>>;
  readonly facts?: Readonly<Record<string, FactChange>>;
  readonly posts?: Readonly<Record<string, PostChange>>;
  /** By absolute dotted path. */
  readonly states?: Readonly<Record<string, StateChange>>;
  readonly properties?: Readonly<Record<string, PropertyChange>>;
}

export interface ClockChange {
  readonly term?: Term;
  readonly promised?: Term;
  readonly conventions?: Partial<Conventions>;
  /** Put after those of the level above: taken where none of them holds. */
  readonly alternatives?: readonly ClockAlternative[];
  /** Each extension may add this much, so often. `never`: none. */
  readonly extend?: 'never' | { readonly by: Term; readonly times: number };
  /** The closed list as it is here. */
  readonly grounds?: readonly string[];
  readonly basis: Basis;
}

export interface ActChange {
  /** Added to those of the level above. */
  readonly requires?: readonly Requirement[];
  /** Requirements of the level above that are not asked for here, by the expression or clock that each names. */
  readonly drops?: readonly string[];
  /** The posts as they are here. */
  readonly by?: string | readonly string[];
  /** Added to those of the level above. */
  readonly separateFrom?: readonly string[];
  readonly basis: Basis;
}

export interface StreamChange {
  readonly requires?: readonly Requirement[];
  readonly drops?: readonly string[];
  readonly by?: string | readonly string[];
  /** Panels: laid over the composition of the level above, field by field. */
  readonly composition?: PanelComposition;
  readonly basis: Basis;
}

export interface FactChange {
  /**
   * `true`: a duty that may lawfully not apply always applies; every act that sets this fact must set it true. `false`: it
   * need not apply here, which no level above allows.
   */
  readonly mandatory?: boolean;
  /** The values that may be set here. */
  readonly values?: readonly string[];
  readonly basis: Basis;
  /** The sentence a refusal shows. */
  readonly say: Text;
}

export interface PostChange {
  /** The list as it is here. */
  readonly distinctFrom: readonly DistinctPost[];
  readonly basis: Basis;
}

/** Added to a state: acts, tasks and clocks of the overlay. */
export interface StateChange {
  readonly on?: Readonly<Record<string, Transition | readonly Transition[]>>;
  readonly tasks?: readonly TaskDefinition[];
  readonly clocks?: readonly string[];
  /** A way past the step: a step that the level above wants is optional here. */
  readonly skip?: GuardedTarget;
  readonly basis: Basis;
}

export interface PropertyChange {
  /** Facts that lift it here. */
  readonly unless?: Feel;
  /** Not demanded here. */
  readonly drop?: boolean;
  readonly basis: Basis;
}

/** Sections in which an overlay may declare things of its own. */
export const ADDED_SECTIONS = [
  'posts',
  'facts',
  'milestones',
  'clocks',
  'documents',
  'acts',
  'signings',
  'streams',
  'service',
  'properties',
  'publications',
] as const;

type AddedSection = (typeof ADDED_SECTIONS)[number];

export type OverlayAdditions = { readonly [S in AddedSection]?: NonNullable<Definition[S]> };

/** A new step. Exactly one of the places. */
export interface Insertion {
  /** Every way that led to this state leads here first. */
  readonly before?: string;
  /** Ways out of this state lead here first: those of the events in `leaving`, or all, if all lead to the same state. */
  readonly after?: string;
  readonly leaving?: readonly string[];
  /** Beside the other steps of this parallel state, or among the children of this one. */
  readonly into?: string;
  readonly state: StateDefinition;
}
