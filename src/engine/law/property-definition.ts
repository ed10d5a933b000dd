import type { Basis, FactValue, Feel, Text } from './definition-words.js';

/**
 * A legal property that must hold on every path; proved before publication. It says the law a second time, from the side
 * of what may never be, so that a definition that loses a step, a requirement or a lapse is no longer published.
 */
export type PropertyDefinition = PathProperty | GateProperty | LapseProperty;

interface PropertyWords {
  readonly title: Text;
  readonly basis: Basis;
}

/** What must come before a state, or be so in it. At least one of `without` and `unless`. */
export interface PathProperty extends PropertyWords {
  /** No path reaches any of these states ... */
  readonly never: string | readonly string[];
  /** ... without one of these acts or events before it. */
  readonly without?: string | readonly string[];
  /** Expression over facts that lifts the property lawfully: an exception on record, or what the state is for. */
  readonly unless?: Feel;
}

/** What must be so when something is done, whatever its input says and however the streams beside the case stand. */
export interface GateProperty extends PropertyWords, Gated {
  /** Each must hold, as a requirement must. */
  readonly only: Condition | readonly Condition[];
  /** With `enters`: the conditions are for ways that lead out of these states. Absent: for every way in. */
  readonly from?: string | readonly string[];
  /** Condition that lifts all of them lawfully. */
  readonly unless?: Feel;
}

/** What a gate stands before: exactly one of the five. */
export interface Gated {
  /** Acts. */
  readonly of?: string | readonly string[];
  /** Streams that begin. */
  readonly begins?: string | readonly string[];
  /** Modes of service that are used. */
  readonly serves?: string | readonly string[];
  /** What is done with the work of the case: `void` ... */
  readonly work?: string | readonly string[];
  /** States that are entered, by absolute dotted path: their guards ask. */
  readonly enters?: string | readonly string[];
}

/** What a requirement can ask: an expression, or something about a clock. */
export type Condition = Feel | ClockCondition;

/** Exactly one of `elapsed`, `within`, `lead`; they mean what they mean in a `Requirement`. */
export interface ClockCondition {
  readonly elapsed?: string;
  readonly within?: string;
  readonly lead?: string;
  readonly on?: Feel;
}

/** What the law makes of silence when a clock lapses. */
export interface LapseProperty extends PropertyWords {
  /** Clocks, each with this consequence. */
  readonly lapse: string | readonly string[];
  readonly leads: Consequence;
}

/** At least this follows. Parts are those of a `LapseRule`; exactly one of `deem` and `to`. */
export interface Consequence {
  readonly deem?: string;
  /** `breach`: it is recorded. `end`: a right or a waiting ends. */
  readonly to?: 'breach' | 'end';
  readonly effective?: 'from' | 'dueDay' | 'dayAfter';
  readonly records?: string | readonly string[];
  readonly sets?: Readonly<Record<string, FactValue>>;
  readonly serve?: string;
}
