/** When a receiver is left alone. */
export interface BreakerRules {
  /** Failures in a row. */
  readonly failures: number;
  readonly seconds: number;
}

/**
 * Counts the failures of one receiver in a row. What it cannot take is not thrown at it again and again: after too many
 * it is left alone for a while, and then one probe decides.
 */
export class CircuitBreaker {
  #failures = 0;

  constructor(private readonly rules: BreakerRules) {}

  /** Takes a result; whether the receiver is to be left alone from now on. */
  note(delivered: boolean, probing: boolean): 'leaveAlone' | 'recovered' | undefined {
    if (delivered) {
      this.#failures = 0;
      return probing ? 'recovered' : undefined;
    }
    this.#failures += 1;
    if (!probing && this.#failures < this.rules.failures) return undefined;
    this.#failures = 0;
    return 'leaveAlone';
  }
}
