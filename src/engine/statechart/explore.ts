import type { ActDefinition, Definition } from '../law/definition.js';
import { settledBy, signingActs } from '../law/signing-events.js';
import type { CompiledProcedure, Step } from './compiled-procedure.js';
import { FollowedFacts } from './followed-facts.js';
import { type Landing, Landings } from './landings.js';
import type { Place } from './places.js';
import { type KnownFacts, truthOf } from './truth.js';

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
  /** What is known of them when a case opens. */
  readonly initial: KnownFacts;
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
  private readonly places: Place[] = [];
  private readonly indices = new Map<Place, Map<KnownFacts, number>>();
  private readonly passages: Passage[] = [];
  private readonly passed = new Set<string>();
  private readonly landings: Landings;
  private readonly facts: FollowedFacts;

  constructor(
    private readonly definition: Definition,
    private readonly tracked: readonly string[],
    private readonly limit: number,
  ) {
    this.landings = new Landings(definition);
    this.facts = new FollowedFacts(definition, tracked, this.landings.procedure.initialFacts);
  }

  run(): Exploration {
    this.open();
    for (let next = 0; next < this.configurations.length; next++) {
      const here = this.configurations[next];
      const place = this.places[next];
      if (here && place && !here.ended) this.visit(here, place);
    }
    const { configurations, passages, tracked, passed } = this;
    const { procedure, loops } = this.landings;
    return { procedure, configurations, passages, tracked, passed, loops, initial: this.facts.initial };
  }

  private open(): void {
    const { landings, facts, definition } = this;
    const passing = ({ value }: Place): void => {
      for (const path of landings.procedure.activePaths(value)) this.passed.add(path);
    };
    for (const [name, act] of Object.entries(definition.acts)) {
      if (!act.opens || !this.isPossible(act, facts.initial)) continue;
      for (const known of facts.after(act.sets, facts.initial, act)) {
        for (const landing of landings.opened(name, known, passing)) {
          this.pass(undefined, name, landing, known);
        }
      }
    }
  }

  private visit({ index, known: here }: Configuration, place: Place): void {
    const take = (event: string, known: KnownFacts, clock?: string): void => {
      for (const landing of this.landings.after(place, event, known)) {
        this.pass(index, event, landing, known, clock);
      }
    };
    const listened = [...place.listening.keys()];
    for (const event of listened) {
      const act = Object.hasOwn(this.definition.acts, event) ? this.definition.acts[event] : undefined;
      if (!act || !this.isPossible(act, here)) continue;
      for (const known of this.facts.after(act.sets, here, act)) take(event, known);
    }
    // Service comes whenever it comes: that the document was ordered on every way to here is not followed.
    for (const event of listened) if (event.startsWith('served.')) take(event, here);
    for (const event of listened) {
      for (const known of this.afterSignature(event, here, place)) take(event, known);
    }
    for (const clock of place.clocks) {
      const lapse = this.definition.clocks[clock]?.onLapse;
      if (!lapse) continue;
      const event = lapse.deem === undefined ? `lapsed.${clock}` : `deemed.${lapse.deem}`;
      for (const known of this.facts.after(lapse.sets, here, undefined)) {
        if (place.listening.has(event)) take(event, known, clock);
        else this.pass(index, event, { to: place, started: [] }, known, clock);
      }
    }
  }

  /** The known facts with which an open round may end in this result: after any of the acts that sign in it. */
  private afterSignature(event: string, known: KnownFacts, { rounds }: Place): readonly KnownFacts[] {
    const signing = settledBy(event);
    if (signing === undefined || !rounds.has(signing)) return [];
    const possible = signingActs(this.definition, signing).filter(([, act]) => this.isPossible(act, known));
    const results = possible.flatMap(([, act]) => this.facts.after(act.sets, known, act));
    // Who leaves a round may settle it, too: then it is as the others have left it.
    return [...new Set([known, ...results])];
  }

  private pass(
    from: number | undefined,
    event: string,
    { to: place, started }: Landing,
    known: KnownFacts,
    clock?: string,
  ): void {
    const to = this.indexOf(place, known);
    this.passages.push({ from, to, event, started, ...(clock === undefined ? {} : { clock }) });
    if (this.passages.length > this.limit * 50) throw new TooManyConfigurations(this.limit);
  }

  private indexOf(place: Place, known: KnownFacts): number {
    const indices = this.indices.get(place) ?? new Map<KnownFacts, number>();
    this.indices.set(place, indices);
    const seen = indices.get(known);
    if (seen !== undefined) return seen;
    const index = this.configurations.length;
    if (index >= this.limit) throw new TooManyConfigurations(this.limit);
    this.configurations.push({ index, value: place.value, known, ended: place.ended });
    this.places.push(place);
    indices.set(known, index);
    return index;
  }

  /** Not settled to be impossible: powers, inputs and days are somebody else's to judge. */
  private isPossible(act: ActDefinition, known: KnownFacts): boolean {
    return (act.requires ?? []).every(({ that }) => that === undefined || truthOf(that, known) !== false);
  }
}
