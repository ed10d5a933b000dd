import { Defect } from '../defect.js';
import type { Definition } from '../law/definition.js';
import { compileProcedure, initialScope } from './compile.js';
import type { CompiledProcedure, Step } from './compiled-procedure.js';
import { Oracle } from './oracle.js';
import { Parts } from './parts.js';
import { type PartMove, type Place, Places, valueAt } from './places.js';
import { type FactsRead, Remembered } from './remembered.js';
import { type KnownFacts, readIn, truthOf } from './truth.js';

/** Where a step ends, and the clocks that it starts. */
export interface Landing {
  readonly to: Place;
  readonly started: readonly string[];
}

/** Where parts of the chart stand after a step. */
interface PartLanding {
  readonly moves: readonly PartMove[];
  readonly started: readonly string[];
}

/**
 * Where events lead, in every way in which guards that the known facts do not settle may turn out. XState takes each step
 * once in each part of the chart that moves by itself, whatever stands beside it: of regions beside each other there are
 * as many places as their numbers multiplied, but only as many steps as their numbers added.
 */
export class Landings {
  readonly procedure: CompiledProcedure;
  /** Events on which automatic transitions run in a circle, whatever is not known. */
  readonly loops: string[] = [];
  private readonly places: Places;
  private readonly parts: Parts;
  private readonly oracle = new Oracle();
  private readonly unsettled = new Map<Place, Map<KnownFacts, readonly string[]>>();
  private readonly whole = new Remembered<readonly Landing[]>();
  /** Undefined: a part ends or is left, so that it matters what stands beside it. */
  private readonly local = new Remembered<readonly PartLanding[] | undefined>();

  constructor(private readonly definition: Definition) {
    const digest = { sha256: '', sm3: '' };
    this.procedure = compileProcedure(definition, digest, (when) => this.oracle.holds(when));
    this.places = new Places(definition);
    this.parts = new Parts(definition);
  }

  /** Where a case is when an act opens it. `passing`: is told every place in which it is before the act. */
  opened(act: string, known: KnownFacts, passing: (place: Place) => void): readonly Landing[] {
    const { procedure } = this;
    const scope = initialScope(this.definition, procedure.initialFacts);
    const entered = this.outcomes(act, known, () => procedure.initial(scope));
    return entered.flatMap((first): readonly Landing[] => {
      const landing = this.landing(first);
      passing(landing.to);
      if (!landing.to.listening.has(act)) return [landing];
      const still: Step = { value: first.value, effects: [], basis: [] };
      const steps = this.outcomes(act, known, () => procedure.step(first.value, {}, act) ?? still);
      return steps.map((step) => {
        const { to, started } = this.landing(step);
        return { to, started: [...landing.started, ...started] };
      });
    });
  }

  /** Where the event leads; empty: nothing takes it up. */
  after(place: Place, event: string, known: KnownFacts): readonly Landing[] {
    const restless = this.restless(place, known);
    const stays = place.staying.has(event);
    if (stays && restless.length === 0) return [{ to: place, started: [] }];
    const moved = this.parts.movedBy(event, place.listening.get(event) ?? [], restless);
    return (moved && this.inParts(moved, place, event, known)) ?? this.inWhole(place, event, known).value;
  }

  /** Active states whose automatic transitions may hold. */
  private restless(place: Place, known: KnownFacts): readonly string[] {
    const byFacts = this.unsettled.get(place) ?? new Map<KnownFacts, readonly string[]>();
    this.unsettled.set(place, byFacts);
    const states =
      byFacts.get(known) ?? place.automatic.flatMap((one) => (mayHold(one, known) ? [one.path] : []));
    byFacts.set(known, states);
    return states;
  }

  /** Where the event leads when the other parts stay as they are; undefined: they may not. */
  private inParts(
    parts: readonly string[],
    place: Place,
    event: string,
    known: KnownFacts,
  ): readonly Landing[] | undefined {
    const key = `${event} ${this.places.textAt(place, parts)}`;
    const { value } =
      this.local.recall(key, known) ??
      this.local.keep(key, known, this.partLandings(parts, place, event, known));
    return value?.map(({ moves, started }) => ({ to: this.places.moved(place, moves), started }));
  }

  private partLandings(
    parts: readonly string[],
    place: Place,
    event: string,
    known: KnownFacts,
  ): FactsRead<readonly PartLanding[] | undefined> {
    const { facts, value: landings } = this.inWhole(place, event, known);
    const inParts: PartLanding[] = [];
    for (const { to, started } of landings) {
      const moves = parts.flatMap((path) => {
        const value = valueAt(to.value, path);
        return value === undefined || this.parts.isAtEnd(path, value) ? [] : [{ path, value }];
      });
      if (moves.length < parts.length) return { facts, value: undefined };
      inParts.push({ moves, started });
    }
    return { facts, value: inParts };
  }

  private inWhole(place: Place, event: string, known: KnownFacts): FactsRead<readonly Landing[]> {
    const key = this.wholeKey(place, event);
    const before = this.whole.recall(key, known);
    if (before) return before;
    const steps = this.outcomes(event, known, () => this.procedure.step(place.value, {}, event));
    const facts = [...this.oracle.asked].flatMap(readIn).filter((name) => Object.hasOwn(known, name));
    const value = steps.map((step) => this.landing(step));
    return this.whole.keep(key, known, { facts: [...new Set(facts)], value });
  }

  /** What decides where an event leads, beside facts. */
  private wholeKey(place: Place, event: string): string {
    // Events that move nothing by themselves have the same consequences.
    if (place.staying.has(event)) return `${place.index}`;
    const listening = place.listening.get(event) ?? [];
    if (!this.parts.leaves(event, listening)) return `${place.index} ${event}`;
    // A clock that ran before goes on where the next state has it, too.
    return `${listening.join(' ')} ${event} ${place.clocks.toSorted().join(' ')}`;
  }

  private landing({ value, effects }: Step): Landing {
    const started = effects.flatMap((effect) => (effect.type === 'clock.start' ? [effect.clock] : []));
    return { to: this.places.at(value), started };
  }

  /** Every step that the guards allow: one for each way in which unknown guards may turn out. */
  private outcomes(event: string, known: KnownFacts, run: () => Step | undefined): readonly Step[] {
    const found: Step[] = [];
    this.oracle.begin(known);
    do {
      const outcome = this.withoutLoop(event, run);
      if (outcome !== undefined) found.push(outcome);
    } while (this.oracle.next());
    return found;
  }

  /** A circle reaches no configuration. It is real only when no guard in it was guessed. */
  private withoutLoop(event: string, run: () => Step | undefined): Step | undefined {
    try {
      return run();
    } catch (problem) {
      if (!(problem instanceof Defect) || !String(problem.cause).includes('Infinite loop')) throw problem;
      if (!this.oracle.guessed) this.loops.push(event);
      return undefined;
    }
  }
}

/** Whether one of the automatic transitions of a state may hold. */
function mayHold({ guards }: Place['automatic'][number], known: KnownFacts): boolean {
  return !guards.every((when) => when !== undefined && truthOf(when, known) === false);
}
