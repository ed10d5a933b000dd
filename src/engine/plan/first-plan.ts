import type { CivilDate } from '../clock/time.js';
import { attemptMove } from './attempt-move.js';
import { hasDecided, repeatsTooOften } from './decided.js';
import { movesFrom } from './moves.js';
import { nextDay, passTo } from './pass-days.js';
import { keyOf } from './position-key.js';
import { nameOf, type Move, type PlanContext, type Position, type Stride } from './position.js';
import { boundOf, type Bound } from './relaxation.js';
import type { EarliestEnd } from './relaxed-clocks.js';

/** A position on the way to a first plan. */
interface Place {
  readonly position: Position;
  readonly bound: Bound;
  readonly parent?: Place;
  readonly stride?: Stride;
  readonly decided: boolean;
}

/** What a first plan is looked for with. */
export interface FirstPlanSearch {
  readonly ends: EarliestEnd;
  /** Bound of the start. */
  readonly bound: Bound;
  /** Called for every move tried and every position judged; false: that is enough. */
  readonly spend: () => boolean;
}

/**
 * Goes straight for a decision: whatever leads there and can be done today is done today, for only waiting costs days;
 * a day passes when nothing that helps is left to do. Acts side by side are therefore tried in one order, not in all of them. Where
 * that does not lead on, it goes back to the last choice. The plan found need not be the earliest: whoever asks compares
 * its day with the bound. Yields after every piece of work.
 */
export function* firstPlan(
  context: PlanContext,
  start: Position,
  search: FirstPlanSearch,
): Generator<undefined, readonly Stride[] | undefined> {
  const tries = new Tries(context, start, search);
  const ways = [tries.waysOn({ position: start, bound: search.bound, decided: false })];
  for (let way = ways.at(-1); way; way = ways.at(-1)) {
    const next = way.next();
    if (next.done === true) ways.pop();
    else if (next.value === 'enough') return undefined;
    else if (next.value?.decided === true) return stridesTo(next.value);
    else if (next.value) ways.push(tries.waysOn(next.value));
    yield undefined;
  }
  return undefined;
}

class Tries {
  private readonly seen: Set<string>;

  constructor(
    private readonly context: PlanContext,
    private readonly start: Position,
    private readonly search: FirstPlanSearch,
  ) {
    this.seen = new Set([keyOf(context, start)]);
  }

  /** The positions that follow, the most promising first. Undefined: a move was tried in vain. */
  *waysOn(here: Place): Generator<Place | 'enough' | undefined, undefined> {
    const later: CivilDate[] = [];
    const moves = movesFrom(this.context, here.position);
    const helpful = moves.filter((move) => here.position.state === null || helps(here, move));
    const asGood: Place[] = [];
    const worse: Place[] = [];
    for (const move of helpful) {
      const place = this.tried(here, move, later);
      if (place === 'enough') yield place;
      else if (!place || place.decided || advances(here, place)) yield place;
      else (place.bound.day <= here.bound.day ? asGood : worse).push(place);
    }
    yield* byMoves(asGood);
    const passed = this.dayPassed(here, later);
    if (passed) yield passed;
    yield* byMoves(worse);
    for (const move of moves) if (!helpful.includes(move)) yield this.tried(here, move, []);
  }

  private tried(here: Place, move: Move, later: CivilDate[]): Place | 'enough' | undefined {
    if (!this.search.spend()) return 'enough';
    const attempted = attemptMove(this.context, here.position, move);
    if (!attempted.done) {
      later.push(...attempted.later);
      return undefined;
    }
    if (repeatsTooOften(this.context, this.start, here.position, move)) return undefined;
    return this.judged(attempted.position, here, { ...move, on: here.position.day });
  }

  private dayPassed(here: Place, later: readonly CivilDate[]): Place | undefined {
    const day = nextDay(this.context, here.position, later, this.start.day);
    return day === undefined
      ? undefined
      : this.judged(passTo(this.context, here.position, day).position, here);
  }

  private judged(position: Position, parent: Place, stride?: Stride): Place | undefined {
    const made = { position, parent, ...(stride && { stride }) };
    const decided = stride?.kind === 'act' && hasDecided(this.context, stride.act, position);
    if (decided) return { ...made, bound: parent.bound, decided };
    if (position.state?.status === 'ended') return undefined;
    const key = keyOf(this.context, position);
    if (this.seen.has(key)) return undefined;
    this.seen.add(key);
    this.search.spend();
    const bound = boundOf(this.context, position, this.search.ends);
    return bound && { ...made, bound, decided };
  }
}

function helps({ bound }: Place, move: Move): boolean {
  return bound.helpful.has(nameOf(move));
}

function advances({ bound, position }: Place, { bound: next }: Place): boolean {
  return next.day <= bound.day && (position.state === null || next.moves < bound.moves);
}

function byMoves(places: readonly Place[]): readonly Place[] {
  return places.toSorted((a, b) => a.bound.moves - b.bound.moves);
}

function stridesTo(place: Place): readonly Stride[] {
  const strides: Stride[] = [];
  for (let here: Place | undefined = place; here; here = here.parent)
    if (here.stride) strides.push(here.stride);
  return strides.toReversed();
}
