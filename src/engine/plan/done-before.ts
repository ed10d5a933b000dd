import type { Definition } from '../law/definition.js';
import { ANY_ACTS, type ActBits } from './possible-values.js';
import type { RelaxedAction } from './relaxed-procedure.js';

/**
 * Which acts can have been done by the time a state is active. Whoever is in a state after an act that left it has come back
 * by another act: without that, a bound would let one conclude the participation of the public on the day on which it began.
 */
export class DoneBefore {
  readonly #before = new Map<string, ActBits>();
  readonly #bits: ReadonlyMap<string, ActBits>;

  constructor({ acts }: Definition) {
    this.#bits = new Map(Object.keys(acts).map((name, index) => [name, 1n << BigInt(index)]));
  }

  /** The act as a set of one; any, where the law itself did it. */
  bitOf(act: string): ActBits {
    return this.#bits.get(act) ?? ANY_ACTS;
  }

  /** Acts that can have been done since planning began; any, where no state is asked about. */
  before(state: string | undefined): ActBits {
    return state === undefined ? ANY_ACTS : (this.#before.get(state) ?? 0n);
  }

  /**
   * Acts that can have been done when an action's own guard is looked at: those before it, and its own.
   */
  within({ from, act, name }: RelaxedAction): ActBits {
    return this.before(from) | (act ? this.bitOf(name) : 0n);
  }

  /** Follows what can have been done from state to state. True: more can than was known. */
  spread(taken: Iterable<RelaxedAction>, active: ReadonlyMap<string, unknown>): boolean {
    const actions = [...taken];
    let more = false;
    for (let changed = true; changed;) {
      changed = false;
      for (const action of actions) {
        const within = action.from === undefined ? this.bitOf(action.name) : this.within(action);
        for (const path of action.enters) changed = this.#add(path, within) || changed;
        if (!action.act) continue;
        const own = this.bitOf(action.name);
        for (const path of action.carries) {
          if (active.has(path)) changed = this.#add(path, own) || changed;
        }
      }
      more ||= changed;
    }
    return more;
  }

  #add(path: string, acts: ActBits): boolean {
    const before = this.#before.get(path) ?? 0n;
    if ((before | acts) === before) return false;
    this.#before.set(path, before | acts);
    return true;
  }
}
