/** Throws of one seed: the same seed gives the same throws. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** A whole number from 0 to below `sides` (mulberry32). */
  roll(sides: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % sides;
  }

  /** True in so many of a hundred throws. */
  chance(percent: number): boolean {
    return this.roll(100) < percent;
  }

  oneOf<T>(choices: readonly T[]): T {
    return choices[this.roll(choices.length)] as T;
  }

  /** A whole number of the range, ends included. */
  within(from: number, to: number): number {
    return from + this.roll(to - from + 1);
  }
}
