import type { Stretch } from '../write/bundle-lines.js';

/** Where a record of the bundle was found to belong: the place that was expected, or a later one. */
export interface Visit {
  readonly stretch: Stretch;
  /** Place of the stretch in the scope. */
  readonly at: number;
  /** It is the first record of its stretch. */
  readonly begins: boolean;
  /** Records of its stretch are missing before it. */
  readonly isAhead: boolean;
}

/** Finds the stretch of the scope that a record belongs to. */
export class StretchPlaces {
  readonly #byStream = new Map<string, number[]>();

  constructor(private readonly stretches: readonly Stretch[]) {
    for (const [at, { stream }] of stretches.entries()) {
      const all = this.#byStream.get(stream) ?? [];
      all.push(at);
      this.#byStream.set(stream, all);
    }
  }

  /** Its place in the scope. Undefined: none has the record. */
  find(stream: string, seq: number): number | undefined {
    // Stretches of one stream stand by their first record and do not overlap.
    const all = this.#byStream.get(stream) ?? [];
    let [low, high] = [0, all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const { last } = this.stretches[all[middle] as number] as Stretch;
      if (last < seq) low = middle + 1;
      else high = middle;
    }
    const found = all[low];
    return found !== undefined && (this.stretches[found] as Stretch).first <= seq ? found : undefined;
  }
}

/**
 * Which record is to come next by the scope (section 5). After a record that is ahead it goes on from there, so that one missing line is
 * reported once and not by every line behind it; a line that belongs nowhere or behind changes nothing.
 */
export class Itinerary {
  readonly #places: StretchPlaces;
  #at = 0;
  #seq: number;

  /** @param missing is told of records that did not come, from and to inclusive */
  constructor(
    private readonly stretches: readonly Stretch[],
    private readonly missing: (stretch: Stretch, from: number, to: number) => void,
  ) {
    this.#places = new StretchPlaces(stretches);
    this.#seq = stretches[0]?.first ?? 0;
  }

  /** The place that the next line has; undefined after the last. */
  get expected(): { readonly stretch: Stretch; readonly seq: number } | undefined {
    const stretch = this.stretches[this.#at];
    return stretch && { stretch, seq: this.#seq };
  }

  /** A line whose own words are not known is taken for the one that was expected. */
  skip(): void {
    const stretch = this.stretches[this.#at];
    if (stretch) this.#goBehind(this.#at, this.#seq);
  }

  /** A record that says it is this one. A stretch ends where a line begins a later one: that line is in its place. */
  visit(stream: string, seq: number): Visit | 'nowhere' | 'behind' {
    const at = this.#places.find(stream, seq);
    const stretch = at === undefined ? undefined : this.stretches[at];
    if (at === undefined || !stretch) return 'nowhere';
    const isBehind = at < this.#at || (at === this.#at && seq < this.#seq);
    if (isBehind) return 'behind';
    const begins = seq === stretch.first;
    const isExpected = at === this.#at && seq === this.#seq;
    if (!isExpected) this.#reportUpTo(at, seq);
    this.#goBehind(at, seq);
    return { stretch, at, begins, isAhead: !isExpected && !begins };
  }

  /** No line comes any more. */
  end(): void {
    this.#reportUpTo(this.stretches.length, 0);
  }

  #reportUpTo(at: number, seq: number): void {
    for (let one = this.#at; one <= at && one < this.stretches.length; one++) {
      const stretch = this.stretches[one] as Stretch;
      const from = one === this.#at ? this.#seq : stretch.first;
      const to = one === at ? seq - 1 : stretch.last;
      if (from <= to) this.missing(stretch, from, to);
    }
  }

  #goBehind(at: number, seq: number): void {
    const isLast = seq === this.stretches[at]?.last;
    this.#at = isLast ? at + 1 : at;
    this.#seq = isLast ? (this.stretches[at + 1]?.first ?? 0) : seq + 1;
  }
}
