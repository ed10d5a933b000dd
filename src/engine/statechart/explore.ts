import { Defect } from '../defect.js';
import type { ActDefinition, Definition, FactValue } from '../law/definition.js';
import { settledBy, signingActs } from '../law/signing-events.js';
import { compileProcedure, initialScope } from './compile.js';
import type { CompiledProcedure, Step } from './compiled-procedure.js';
import { Oracle } from './oracle.js';
import { activeStates, roundsIn } from './state-paths.js';
import { type KnownFacts, possibleValues, truthOf } from './truth.js';

/** Where a case can be: which states are active, and what is known of the facts that matter. */
export interface Configuration {
  readonly index: number;
  readonly value: Step['value'];
  readonly known: KnownFacts;
  readonly ended: boolean;
}

/** One act or lapse that leads from one configuration to another. */
export interface Passage {
  /** Undefined: the case is opened. */
  readonly from: number | undefined;
  readonly to: number;
  /** The act, or an event of the law: `deemed.<name>`, `lapsed.<clock>`, `served.<document>`, `passed.<signing>` ... */
  readonly event: string;
  /** The clock whose lapse it is. */
  readonly clock?: string;
  readonly started: readonly string[];
}

export interface Exploration {
  readonly procedure: CompiledProcedure;
  readonly configurations: readonly Configuration[];
  readonly passages: readonly Passage[];
  /** Facts whose values were followed; the others may have any value at any time. */
  readonly tracked: readonly string[];
  /** States in which no case rests because it passes through them when it is opened. */
  readonly passed: ReadonlySet<string>;
  /** Events on which automatic transitions run in a circle, whatever is not known. */
  readonly loops: readonly string[];
}

/** There are more configurations than the limit: too many facts were followed at once. */
export class TooManyConfigurations extends Error {
  override readonly name = 'TooManyConfigurations';

  constructor(limit: number) {
    super(`a case can be in more than ${limit} configurations`);
  }
}

/**
 * Visits every configuration that a case can reach, breadth first, by every act and lapse. It never misses one: what
 * is not known (inputs, days, counts, facts that are not followed) may be anything; requirements and guards are
 * refused only when the known facts settle them. So "never reached" here is never reached at all.
 *
 * @param tracked boolean and enum facts to follow
 * @throws TooManyConfigurations beyond `limit`
 */
export function explore(definition: Definition, tracked: readonly string[], limit: number): Exploration {
  return new Explorer(definition, tracked, limit).run();
}

class Explorer {
  private readonly configurations: Configuration[] = [];
  private readonly byKey = new Map<string, number>();
  private readonly passages: Passage[] = [];
  private readonly passed = new Set<string>();
  private readonly loops: string[] = [];
  private readonly oracle = new Oracle();
  private readonly procedure: CompiledProcedure;

  constructor(
    private readonly definition: Definition,
    private readonly tracked: readonly string[],
    private readonly limit: number,
  ) {
    const digest = { sha256: '', sm3: '' };
    this.procedure = compileProcedure(definition, digest, (when) => this.oracle.holds(when));
  }

  run(): Exploration {
    this.open();
    for (let next = 0; next < this.configurations.length; next++) {
      const here = this.configurations[next];
      if (here && !here.ended) this.visit(here);
    }
    const { procedure, configurations, passages, tracked, passed, loops } = this;
    return { procedure, configurations, passages, tracked, passed, loops };
  }

  private open(): void {
    const { procedure, definition } = this;
    const initial = Object.fromEntries(
      this.tracked.map((name) => [name, procedure.initialFacts[name] ?? null]),
    );
    const scope = initialScope(definition, procedure.initialFacts);
    for (const [name, act] of Object.entries(definition.acts)) {
      if (!act.opens || !this.isPossible(act, initial)) continue;
      for (const known of this.after(act.sets, initial, act)) {
        for (const first of this.outcomes(name, known, () => procedure.initial(scope))) {
          for (const path of procedure.activePaths(first.value)) this.passed.add(path);
          const started = startedBy(first);
          if (!procedure.listens(first.value).includes(name)) {
            this.pass(undefined, name, first, known, started);
            continue;
          }
          const entered: Step = { value: first.value, effects: [], basis: [] };
          const steps = this.outcomes(name, known, () => procedure.step(first.value, {}, name) ?? entered);
          for (const step of steps) this.pass(undefined, name, step, known, [...started, ...startedBy(step)]);
        }
      }
    }
  }

  private visit(here: Configuration): void {
    const listened = this.procedure.listens(here.value);
    const staying = this.stayingEvents(here.value);
    const afterStaying = new Map<string, readonly Step[]>();
    const take = (event: string, known: KnownFacts, clock?: string): void => {
      const key = staying.has(event) ? JSON.stringify(known) : undefined;
      const seen = key === undefined ? undefined : afterStaying.get(key);
      const steps = seen ?? this.outcomes(event, known, () => this.procedure.step(here.value, {}, event));
      if (key !== undefined) afterStaying.set(key, steps);
      for (const step of steps) this.pass(here.index, event, step, known, startedBy(step), clock);
    };
    for (const event of listened) {
      const act = Object.hasOwn(this.definition.acts, event) ? this.definition.acts[event] : undefined;
      if (!act || !this.isPossible(act, here.known)) continue;
      for (const known of this.after(act.sets, here.known, act)) take(event, known);
    }
    // Service comes whenever it comes: that the document was ordered on every way to here is not followed.
    for (const event of listened) if (event.startsWith('served.')) take(event, here.known);
    for (const event of listened) {
      for (const known of this.afterSignature(event, here)) take(event, known);
    }
    for (const clock of this.runningClocks(here.value)) {
      const lapse = this.definition.clocks[clock]?.onLapse;
      if (!lapse) continue;
      const event = lapse.deem === undefined ? `lapsed.${clock}` : `deemed.${lapse.deem}`;
      for (const known of this.after(lapse.sets, here.known, undefined)) {
        if (listened.includes(event)) take(event, known, clock);
        else this.pass(here.index, event, { value: here.value, effects: [], basis: [] }, known, [], clock);
      }
    }
  }

  /** The known facts with which an open round may end in this result: after any of the acts that sign in it. */
  private afterSignature(event: string, { value, known }: Configuration): readonly KnownFacts[] {
    const signing = settledBy(event);
    if (signing === undefined || !roundsIn(this.definition, value).has(signing)) return [];
    const possible = signingActs(this.definition, signing).filter(([, act]) => this.isPossible(act, known));
    const results = possible.flatMap(([, act]) => this.after(act.sets, known, act));
    // Who leaves a round may settle it, too: then it is as the others have left it.
    return [...new Map([known, ...results].map((one) => [JSON.stringify(one), one])).values()];
  }

  /** Events that move nothing by themselves: with the same facts they all have the same consequences. */
  private stayingEvents(value: Step['value']): ReadonlySet<string> {
    const staying = new Set<string>();
    const moving = new Set<string>();
    for (const { state } of activeStates(this.definition, value)) {
      for (const [event, to] of Object.entries(state.on ?? {})) {
        (to === 'stay' ? staying : moving).add(event);
      }
    }
    return new Set([...staying].filter((event) => !moving.has(event)));
  }

  private pass(
    from: number | undefined,
    event: string,
    step: Step,
    known: KnownFacts,
    started: readonly string[],
    clock?: string,
  ): void {
    const to = this.indexOf(step, known);
    this.passages.push({ from, to, event, started, ...(clock === undefined ? {} : { clock }) });
    if (this.passages.length > this.limit * 50) throw new TooManyConfigurations(this.limit);
  }

  private indexOf(step: Step, known: KnownFacts): number {
    const key = `${JSON.stringify(step.value)} ${this.tracked.map((name) => String(known[name])).join(' ')}`;
    const seen = this.byKey.get(key);
    if (seen !== undefined) return seen;
    const index = this.configurations.length;
    if (index >= this.limit) throw new TooManyConfigurations(this.limit);
    this.configurations.push({ index, value: step.value, known, ended: step.outcome !== undefined });
    this.byKey.set(key, index);
    return index;
  }

  /** Not settled to be impossible: powers, inputs and days are somebody else's to judge. */
  private isPossible(act: ActDefinition, known: KnownFacts): boolean {
    return (act.requires ?? []).every(({ that }) => that === undefined || truthOf(that, known) !== false);
  }

  /** The known facts after `sets`, in every way in which unknown values may turn out. */
  private after(
    sets: ActDefinition['sets'],
    known: KnownFacts,
    act: ActDefinition | undefined,
  ): readonly KnownFacts[] {
    let results: readonly KnownFacts[] = [known];
    for (const [name, source] of Object.entries(sets ?? {})) {
      if (!this.tracked.includes(name)) continue;
      const values = this.valuesFor(name, source, known, act);
      results = results.flatMap((result) => values.map((value) => ({ ...result, [name]: value })));
    }
    return results;
  }

  private valuesFor(
    name: string,
    source: FactValue,
    known: KnownFacts,
    act: ActDefinition | undefined,
  ): readonly FactValue[] {
    if (typeof source !== 'string') return [source];
    const fact = this.definition.facts[name];
    const any: readonly FactValue[] = fact?.type === 'boolean' ? [false, true] : (fact?.values ?? []);
    return possibleValues(source, known, closedInputs(act)) ?? any;
  }

  /** Every step that the guards allow: one for each way in which unknown guards may turn out. */
  private outcomes<T>(event: string, known: KnownFacts, run: () => T | undefined): readonly T[] {
    const found: T[] = [];
    this.oracle.begin(known);
    do {
      const outcome = this.withoutLoop(event, run);
      if (outcome !== undefined) found.push(outcome);
    } while (this.oracle.next());
    return found;
  }

  /** A circle reaches no configuration. It is real only when no guard in it was guessed. */
  private withoutLoop<T>(event: string, run: () => T | undefined): T | undefined {
    try {
      return run();
    } catch (problem) {
      if (!(problem instanceof Defect) || !String(problem.cause).includes('Infinite loop')) throw problem;
      if (!this.oracle.guessed) this.loops.push(event);
      return undefined;
    }
  }

  private runningClocks(value: Step['value']): readonly string[] {
    return activeStates(this.definition, value).flatMap(({ state }) => state.clocks ?? []);
  }
}

function startedBy(step: Step): readonly string[] {
  return step.effects.flatMap((effect) => (effect.type === 'clock.start' ? [effect.clock] : []));
}

function closedInputs(act: ActDefinition | undefined): Readonly<Record<string, readonly FactValue[]>> {
  const closed: Record<string, readonly FactValue[]> = {};
  for (const [name, input] of Object.entries(act?.input ?? {})) {
    const values = input['enum'] ?? (input['const'] === undefined ? undefined : [input['const']]);
    if (!Array.isArray(values)) continue;
    closed[`input.${name}`] = input.optional ? [...(values as FactValue[]), null] : (values as FactValue[]);
  }
  return closed;
}
