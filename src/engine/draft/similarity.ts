/** How often each pair of neighbouring characters, the ends included, stands in a text. */
type Pairs = ReadonlyMap<number, number>;

/** Of a text so many of its rarest pairs are looked up, and so many texts that share most of them are measured. */
const RAREST = 32;
const CLOSEST = 8;

function pairsOf(text: string): Pairs {
  const pairs = new Map<number, number>();
  for (let i = 0; i <= text.length; i++) {
    const before = i === 0 ? 0 : text.charCodeAt(i - 1);
    const after = i === text.length ? 0 : text.charCodeAt(i);
    const pair = before * 0x1_0000 + after;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

interface Known {
  readonly pairs: Pairs;
  readonly length: number;
}

/** Texts that others are compared with. Each is measured only against the few that it has most in common with. */
export class LikenessIndex {
  readonly #texts: readonly Known[];
  /** Places of the texts that have a pair. */
  readonly #having = new Map<number, number[]>();

  constructor(texts: readonly string[]) {
    this.#texts = texts.map((text) => ({ pairs: pairsOf(text), length: text.length }));
    this.#texts.forEach(({ pairs }, at) => {
      for (const pair of pairs.keys()) {
        const having = this.#having.get(pair);
        if (having) having.push(at);
        else this.#having.set(pair, [at]);
      }
    });
  }

  /**
   * How alike a text is to the closest of them and to those at `besides`, by place: Dice's coefficient of their pairs,
   * in thousandths, 1000 for the same pairs.
   */
  likenesses(text: string, besides: readonly number[]): ReadonlyMap<number, number> {
    const pairs = pairsOf(text);
    const places = new Set([...this.#closest(pairs), ...besides]);
    return new Map([...places].map((at) => [at, this.#likeness({ pairs, length: text.length }, at)]));
  }

  #closest(pairs: Pairs): readonly number[] {
    const known = [...pairs.keys()].flatMap((pair) => {
      const having = this.#having.get(pair);
      return having ? [having] : [];
    });
    const rarest = known.sort((a, b) => a.length - b.length).slice(0, RAREST);
    const shared = new Map<number, number>();
    for (const having of rarest) {
      for (const at of having) shared.set(at, (shared.get(at) ?? 0) + 1);
    }
    const closest = [...shared].sort(([a, m], [b, n]) => n - m || a - b).slice(0, CLOSEST);
    return closest.map(([at]) => at);
  }

  #likeness({ pairs, length }: Known, at: number): number {
    const other = this.#texts[at];
    if (!other) return 0;
    let shared = 0;
    for (const [pair, count] of pairs) shared += Math.min(count, other.pairs.get(pair) ?? 0);
    return Math.floor((2000 * shared) / (length + other.length + 2));
  }
}
