/** So many requests from one place in a minute, counted in this process. */
export class RateLimit {
  #counts = new Map<string, number>();
  #minute = 0;

  constructor(
    private readonly perMinute: number,
    private readonly nowMs: () => number = Date.now,
  ) {}

  /** Counts a request; whether it is one too many. */
  isOver(place: string): boolean {
    const minute = Math.floor(this.nowMs() / 60_000);
    // All counts go with their minute, so that they never take more memory than a minute's requests.
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#counts = new Map();
    }
    const count = (this.#counts.get(place) ?? 0) + 1;
    this.#counts.set(place, count);
    return count > this.perMinute;
  }
}
