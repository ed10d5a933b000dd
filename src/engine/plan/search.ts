import type { CivilDate } from '../clock/time.js';
import { LAST_DAY } from '../clock/civil-date.js';
import { attemptMove } from './attempt-move.js';
import { hasDecided, repeatsTooOften } from './decided.js';
import { firstPlan } from './first-plan.js';
import { movesFrom } from './moves.js';
import { nextDay, passTo } from './pass-days.js';
import { keyOf } from './position-key.js';
import { nameOf, type PlanContext, type Position, type Stride } from './position.js';
import { boundOf } from './relaxation.js';
import { earliestEnds, type EarliestEnd } from './relaxed-clocks.js';

/** How far a search may go. Counted, not timed: the same question has the same answer on every machine. */
export interface SearchLimits {
  /** Moves tried and positions judged. */
  readonly effort: number;
}

/** What a search has found. */
export interface Found {
  /** The moves of the earliest plan known, each on its day. Absent: none was found. */
  readonly strides?: readonly Stride[];
  /** The limit was met: a plan that was found may not be the earliest, and one may exist where none was found. */
  readonly incomplete: boolean;
  /** No plan decides before this day, whatever the limit. Absent: no plan decides at all. */
  readonly notBefore?: CivilDate;
}

const NOTHING: ReadonlySet<string> = new Set();

interface Node {
  /** The bound is its own. Until it is looked at, a position is thought to be as good as the one before it. */
  readonly judged: boolean;
  readonly position: Position;
  readonly parent?: Node;
  readonly stride?: Stride;
  /** No plan through here decides before this day. */
  readonly bound: CivilDate;
  readonly moves: number;
  readonly helpful: ReadonlySet<string>;
  /** Moves on the way here that the bound did not count on. */
  readonly detours: number;
  readonly decided: boolean;
}

/**
 * Looks for a plan that decides on the earliest day. First it goes straight for a plan; if that decides on the day of the bound,
 * nothing is earlier. Else it looks on, always from the position that the bound promises most, until what is left
 * promises nothing earlier. The bound never promises too little, so the plan is then the earliest.
 */
export class PlanSearch {
  readonly #open: Node[] = [];
  readonly #seen = new Set<string>();
  readonly #ends: EarliestEnd;
  #effort = 0;
  /** What was left out might have decided from this day on. */
  #unseenFrom: CivilDate | undefined;
  #best: readonly Stride[] | undefined;

  constructor(
    private readonly context: PlanContext,
    private readonly start: Position,
    private readonly limits: SearchLimits,
  ) {
    this.#ends = earliestEnds(context.definition, context.calendar, context.settled);
  }

  /** The whole search; yields between pieces of work of some milliseconds. */
  *run(): Generator<undefined, Found> {
    const { context, start } = this;
    const bound = boundOf(context, start, this.#ends);
    if (!bound) return { incomplete: false };
    // Half of what may be spent is kept for making sure.
    const spend = (): boolean => this.#spend() <= this.limits.effort / 2;
    this.#best = yield* firstPlan(context, start, { ends: this.#ends, bound, spend });
    this.#put(start, undefined, undefined);
    for (;;) {
      const node = this.#open.pop();
      const notBefore = [node?.bound, this.#unseenFrom, this.#bestDay]
        .filter((day) => day !== undefined)
        .toSorted()[0];
      const settled = !node || node.decided || (this.#bestDay !== undefined && node.bound >= this.#bestDay);
      if (settled || this.#effort > this.limits.effort) {
        const strides = node?.decided === true ? stridesTo(node) : this.#best;
        const day = strides?.at(-1)?.on;
        // Inputs are tried from samples: that none of them leads on does not prove that nothing does.
        const incomplete =
          !settled || !strides || (this.#unseenFrom !== undefined && this.#unseenFrom < (day ?? LAST_DAY));
        return { ...(strides && { strides }), incomplete, ...(notBefore && { notBefore }) };
      }
      if (node.judged) yield* this.#expand(node);
      else {
        const judged = this.#judged(node);
        if (judged) this.#insert(judged);
      }
      yield undefined;
    }
  }

  get #bestDay(): CivilDate | undefined {
    return this.#best?.at(-1)?.on;
  }

  #spend(): number {
    this.#effort += 1;
    return this.#effort;
  }

  *#expand(node: Node): Generator<undefined, void> {
    const { context } = this;
    const { position } = node;
    const later: CivilDate[] = [];
    for (const move of movesFrom(context, position)) {
      this.#spend();
      const tried = attemptMove(context, position, move);
      if (tried.done && repeatsTooOften(context, this.start, position, move)) this.#leftOut(node);
      else if (tried.done) this.#put(tried.position, node, { ...move, on: position.day });
      else later.push(...tried.later);
      yield undefined;
    }
    const day = nextDay(context, position, later, this.start.day);
    if (day !== undefined) this.#put(passTo(context, position, day).position, node, undefined);
  }

  #put(position: Position, parent: Node | undefined, stride: Stride | undefined): void {
    const decided = stride?.kind === 'act' && hasDecided(this.context, stride.act, position);
    if (!decided && position.state?.status === 'ended') return;
    const key = `${decided ? '!' : ''}${keyOf(this.context, position)}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const direct = !parent || !stride || parent.helpful.has(nameOf(stride));
    this.#insert({
      ...{ position, decided, judged: false, helpful: parent?.helpful ?? NOTHING },
      bound: decided ? position.day : (parent?.bound ?? position.day),
      moves: decided ? 0 : Math.max(0, (parent?.moves ?? 0) - (stride && direct ? 1 : 0)),
      detours: (parent?.detours ?? 0) + (direct ? 0 : 1),
      ...(parent && { parent }),
      ...(stride && { stride }),
    });
  }

  /** The node with the bound of its own; undefined where no plan leads on from it. */
  #judged(node: Node): Node | undefined {
    this.#spend();
    const own = boundOf(this.context, node.position, this.#ends);
    if (!own) return undefined;
    const bound = node.bound > own.day ? node.bound : own.day;
    return { ...node, judged: true, bound, moves: own.moves, helpful: own.helpful };
  }

  #leftOut({ bound }: Node): void {
    if (this.#unseenFrom === undefined || bound < this.#unseenFrom) this.#unseenFrom = bound;
  }

  /** Keeps the open positions in order, the most promising last. */
  #insert(node: Node): void {
    let low = 0;
    let high = this.#open.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (promisesMore(this.#open[middle] as Node, node)) high = middle;
      else low = middle + 1;
    }
    this.#open.splice(low, 0, node);
  }
}

/** Whether the first of two positions is to be looked at before the second, which is newer. */
function promisesMore(a: Node, b: Node): boolean {
  if (a.bound !== b.bound) return a.bound < b.bound;
  if (a.moves !== b.moves) return a.moves < b.moves;
  return a.detours <= b.detours;
}

function stridesTo(node: Node): readonly Stride[] {
  const strides: Stride[] = [];
  for (let here: Node | undefined = node; here; here = here.parent)
    if (here.stride) strides.push(here.stride);
  return strides.toReversed();
}
