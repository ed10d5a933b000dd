import type { Definition, FactValue } from '../law/definition.js';

type StateValue = string | { readonly [region: string]: StateValue };

/** What entering and leaving states means, as data, in the order XState returns it. */
export type ChartEffect =
  | { readonly type: 'clock.start'; readonly clock: string }
  | { readonly type: 'clock.stop'; readonly clock: string }
  | {
      readonly type: 'task.open';
      readonly key: string;
      readonly post: string;
      readonly acts: readonly string[];
      readonly clock?: string;
      readonly signing?: string;
    }
  | { readonly type: 'task.close'; readonly key: string };

export interface Step {
  readonly value: StateValue;
  /** A clock or task left and entered in the same step goes on: both of its effects are dropped. */
  readonly effects: readonly ChartEffect[];
  /** The machine reached a top-level final state. */
  readonly outcome?: string;
  /** Provisions named on the transitions taken (in addition to the act's own). */
  readonly basis: readonly string[];
}

/** A linked definition with its statechart, ready to step. Immutable; one per digest per process. */
export interface CompiledProcedure {
  readonly definition: Definition;
  /** Digest pair of the definition's canonical form. */
  readonly digest: { readonly sha256: string; readonly sm3: string };
  /** Initial facts from the definition. */
  readonly initialFacts: Readonly<Record<string, FactValue>>;
  /** Enters the initial configuration. `scope` is the FEEL environment for `always` guards on the way. */
  initial(scope: Readonly<Record<string, unknown>>): Step;
  /**
   * One step of the pure transition. `undefined`: no active state handles this event with these facts.
   * `scope` is the FEEL environment for guards (see `law/feel.ts`).
   */
  step(value: StateValue, scope: Readonly<Record<string, unknown>>, event: string): Step | undefined;
  /** Event names that some active state listens to, whatever its guards say. */
  listens(value: StateValue): readonly string[];
  /** Active state nodes, outermost first, as absolute dotted paths. */
  activePaths(value: StateValue): readonly string[];
}
