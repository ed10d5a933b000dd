import type { Exploration, Passage } from '../statechart/explore.js';

/**
 * One step of an alignment. `sync`: the log and the procedure agree. `log`: the log has what the procedure does not allow
 * there. `model`: the procedure needs it and the log does not have it. `silent`: the law's own step (a lapse, a service, a
 * result of signatures), which logs of acts do not show.
 */
export type Move =
  | { readonly kind: 'sync'; readonly at: number; readonly act: string; readonly passage: Passage }
  | { readonly kind: 'log'; readonly at: number; readonly act: string | undefined }
  | { readonly kind: 'model'; readonly act: string; readonly passage: Passage }
  | { readonly kind: 'silent'; readonly passage: Passage };

export interface Alignment {
  readonly moves: readonly Move[];
  /** Moves in the log or the procedure alone. */
  readonly cost: number;
  /** 1 where everything agrees, 0 where nothing does. */
  readonly fitness: number;
  /** The case came to an end that the procedure knows. */
  readonly ended: boolean;
}

/** The alignment would take more steps than the limit: the case is too long for the procedure's size. */
export class AlignmentTooLarge extends Error {
  override readonly name = 'AlignmentTooLarge';

  constructor(limit: number) {
    super(`no alignment was found within ${limit} steps`);
  }
}

interface Node {
  /** -1: before the case is opened. */
  readonly place: number;
  readonly at: number;
  readonly cost: number;
  /** Silent moves weigh next to nothing, so that of equal alignments the one with fewest is taken. */
  readonly silent: number;
  readonly move?: Move;
  readonly from?: Node;
}

/** Steps of one alignment at most. */
const LIMIT = 2_000_000;

/**
 * Cheapest alignments of cases with a procedure: Dijkstra over where the procedure is and how far the log has been read. An
 * unfinished case may stop anywhere. What guards decide by facts may turn out either way: a log of acts does not tell them.
 */
export class Aligner {
  private readonly leaving = new Map<number, readonly Passage[]>();
  private shortest: number | undefined;

  constructor(
    private readonly exploration: Exploration,
    private readonly acts: ReadonlySet<string>,
  ) {
    const leaving = new Map<number, Passage[]>();
    for (const passage of exploration.passages) {
      const from = passage.from ?? -1;
      const known = leaving.get(from) ?? [];
      // Of passages alike in all that an alignment sees one is enough.
      if (known.some((other) => other.to === passage.to && other.event === passage.event)) continue;
      leaving.set(from, [...known, passage]);
    }
    this.leaving = leaving;
  }

  /**
   * @param acts the acts of the log in order; undefined for an activity that is none
   * @throws AlignmentTooLarge
   */
  align(acts: readonly (string | undefined)[]): Alignment {
    const last = this.search(acts);
    const moves: Move[] = [];
    for (let node: Node | undefined = last; node?.move; node = node.from) moves.unshift(node.move);
    const worst = acts.length + this.shortestRun();
    return {
      moves,
      cost: last.cost,
      fitness: worst === 0 ? 1 : 1 - last.cost / worst,
      ended: this.isEnd(last.place),
    };
  }

  /** Acts of the shortest lawful case: what an empty log would lack. */
  private shortestRun(): number {
    this.shortest ??= this.search([], true).cost;
    return this.shortest;
  }

  private search(acts: readonly (string | undefined)[], toTheEnd = false): Node {
    const queue = new Buckets();
    const done = new Set<number>();
    queue.push({ place: -1, at: 0, cost: 0, silent: 0 });
    for (let steps = 0; ; steps++) {
      const node = queue.pop();
      if (!node || steps > LIMIT) throw new AlignmentTooLarge(LIMIT);
      const key = (node.place + 1) * (acts.length + 1) + node.at;
      if (done.has(key)) continue;
      done.add(key);
      if (node.at === acts.length && (toTheEnd ? this.isEnd(node.place) : true)) return node;
      for (const next of this.after(node, acts)) queue.push(next);
    }
  }

  private isEnd(place: number): boolean {
    return this.exploration.configurations[place]?.ended ?? false;
  }

  private *after(node: Node, acts: readonly (string | undefined)[]): Generator<Node> {
    const { place, at, cost, silent } = node;
    const isLeft = at < acts.length;
    const act = acts[at];
    if (isLeft)
      yield { place, at: at + 1, cost: cost + 1, silent, move: { kind: 'log', at, act }, from: node };
    for (const passage of this.leaving.get(place) ?? []) {
      const { event, to } = passage;
      if (!this.acts.has(event)) {
        yield { place: to, at, cost, silent: silent + 1, move: { kind: 'silent', passage }, from: node };
        continue;
      }
      if (isLeft && act === event) {
        yield { place: to, at: at + 1, cost, silent, move: { kind: 'sync', at, act, passage }, from: node };
      }
      yield {
        place: to,
        at,
        cost: cost + 1,
        silent,
        move: { kind: 'model', act: event, passage },
        from: node,
      };
    }
  }
}

/** A queue by small whole costs, within a cost by silent moves. */
class Buckets {
  private readonly buckets: Node[][][] = [];
  private lowest = 0;

  push(node: Node): void {
    const bySilent = (this.buckets[node.cost] ??= []);
    (bySilent[node.silent] ??= []).push(node);
    this.lowest = Math.min(this.lowest, node.cost);
  }

  pop(): Node | undefined {
    for (; this.lowest < this.buckets.length; this.lowest++) {
      for (const same of this.buckets[this.lowest] ?? []) {
        const node = same?.pop();
        if (node) return node;
      }
    }
    return undefined;
  }
}
