import type { CivilDate } from '../clock/time.js';
import { openRound } from '../case/signing/round.js';
import { attemptMove } from './attempt-move.js';
import { movesFrom } from './moves.js';
import { nextDay, passTo } from './pass-days.js';
import { keyOf } from './position-key.js';
import { nameOf, type Move, type PlanContext, type Position, type Stride } from './position.js';
import { boundOf } from './relaxation.js';
import { earliestEnds, type EarliestEnd } from './relaxed-clocks.js';

/** An act is not repeated more often than this in one plan; signatures are as many as the law wants. */
const MAX_REPEATS = 3;

/** How far a search may go. Counted, not timed: the same question has the same answer on every machine. */
export interface SearchLimits {
  /** Positions from which every move is tried. */
  readonly positions: number;
}

/** What a search has found. */
export interface Found {
  /** The moves of an earliest plan, each on its day. Absent: none was found. */
  readonly strides?: readonly Stride[];
  /** The limit was met: a plan that was found may not be the earliest, and one may exist where none was found. */
  readonly incomplete: boolean;
  readonly positions: number;
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
 * Looks for a plan that decides on the earliest day: always from the position that the bound promises most. The bound
 * never promises too little, so the first plan found is the earliest. The search can be done in slices.
 */
export class PlanSearch {
  readonly #open: Node[] = [];
  readonly #seen = new Set<string>();
  readonly #ends: EarliestEnd;
  readonly #from: CivilDate;
  readonly #performed: Readonly<Record<string, number>>;
  #positions = 0;
  /** What was left out might have decided from this day on. */
  #unseenFrom: CivilDate | undefined;
  #found: Found | undefined;

  constructor(
    private readonly context: PlanContext,
    start: Position,
    private readonly limits: SearchLimits,
  ) {
    this.#ends = earliestEnds(context.definition, context.calendar, context.never);
    this.#from = start.day;
    this.#performed = start.state?.performed ?? {};
    this.#put(start, undefined, undefined);
  }

  /** Goes on for so many positions; the answer once there is one. */
  advance(positions: number): Found | undefined {
    for (let count = 0; count < positions && !this.#found; count += 1) this.#step();
    return this.#found;
  }

  /** Goes on to the end. */
  finish(): Found {
    for (;;) {
      const found = this.advance(this.limits.positions);
      if (found) return found;
    }
  }

  #step(): void {
    const node = this.#take();
    const positions = this.#positions;
    if (!node) {
      this.#found = { incomplete: this.#unseenFrom !== undefined, positions };
    } else if (node.decided) {
      const incomplete = this.#unseenFrom !== undefined && this.#unseenFrom < node.position.day;
      this.#found = { strides: stridesTo(node), incomplete, positions };
    } else if (positions >= this.limits.positions) {
      const strides = this.#hurried(node);
      this.#found = { ...(strides && { strides }), incomplete: true, positions: this.#positions };
    } else if (node.judged) {
      this.#expand(node);
    } else {
      const judged = this.#judged(node);
      if (judged) this.#insert(judged);
    }
  }

  #expand(node: Node): void {
    this.#positions += 1;
    const { context } = this;
    const { position } = node;
    const later: CivilDate[] = [];
    for (const move of movesFrom(context, position)) {
      const tried = attemptMove(context, position, move);
      if (tried.done && this.#repeats(node, move)) this.#leftOut(node);
      else if (tried.done) this.#put(tried.position, node, { ...move, on: position.day });
      else later.push(...tried.later);
    }
    const day = nextDay(context, position, later, this.#from);
    if (day !== undefined) this.#put(passTo(context, position, day).position, node, undefined);
  }

  #put(position: Position, parent: Node | undefined, stride: Stride | undefined): void {
    const decided = stride?.kind === 'act' && this.#hasDecided(stride.act, position);
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
    const own = boundOf(this.context, node.position, this.#ends);
    if (!own) return undefined;
    const bound = node.bound > own.day ? node.bound : own.day;
    return { ...node, judged: true, bound, moves: own.moves, helpful: own.helpful };
  }

  /** The act has been repeated as often as plans are tried with: once more would only multiply what is looked at. */
  #repeats({ position }: Node, move: Move): boolean {
    if (move.kind !== 'act' || this.context.definition.acts[move.act]?.signs !== undefined) return false;
    return (position.state?.performed[move.act] ?? 0) - (this.#performed[move.act] ?? 0) >= MAX_REPEATS;
  }

  #leftOut({ bound }: Node): void {
    if (this.#unseenFrom === undefined || bound < this.#unseenFrom) this.#unseenFrom = bound;
  }

  /** A deciding act that signs decides with the signature that settles its round; what was assumed must have come true. */
  #hasDecided(act: string, { state }: Position): boolean {
    const { deciding, definition, assumptions } = this.context;
    if (!state || !deciding.has(act)) return false;
    const { signs } = definition.acts[act] ?? {};
    const asAssumed = Object.entries(assumptions.facts ?? {}).every(
      ([fact, value]) => state.facts[fact] === value,
    );
    return asAssumed && (signs === undefined || !openRound(state, signs));
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

  #take(): Node | undefined {
    return this.#open.pop();
  }

  /** Beyond the limit: the plan that is nearest to its end, whichever day it leads to. */
  #hurried(first: Node): readonly Stride[] | undefined {
    this.#open.push(first);
    for (let more = 0; more < this.limits.positions * 4; more += 1) {
      this.#open.sort((a, b) => b.moves - a.moves || b.detours - a.detours);
      const node = this.#open.pop();
      if (!node) return undefined;
      if (node.decided) return stridesTo(node);
      const judged = node.judged ? node : this.#judged(node);
      if (judged && (node.judged || judged.moves <= node.moves)) this.#expand(judged);
      else if (judged) this.#open.push(judged);
    }
    return undefined;
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
