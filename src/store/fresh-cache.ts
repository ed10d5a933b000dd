/** How long an answer may lag behind what another process has written. This process's own writes show at once. */
const MAX_AGE_MS = 1_000;

/** Keeps the answer of one question for a short while, so that acts do not ask the database what hardly ever changes. */
export class FreshCache<T> {
  #answer: Promise<T> | undefined;
  #askedAt = 0;

  constructor(
    private readonly ask: () => Promise<T>,
    private readonly maxAgeMs = MAX_AGE_MS,
  ) {}

  get(): Promise<T> {
    // A monotonic clock: neither legal time nor a corrected wall clock has a say in how old an answer is.
    const now = performance.now();
    if (this.#answer === undefined || now - this.#askedAt > this.maxAgeMs) {
      const answer = this.ask();
      this.#answer = answer;
      this.#askedAt = now;
      // A failure is for those who asked; the next one asks again.
      answer.catch(() => this.#answer === answer && this.forget());
    }
    return this.#answer;
  }

  forget(): void {
    this.#answer = undefined;
  }
}
