/** When a message that failed is tried again. */
export interface RetrySchedule {
  /** Tries in all, the first included. */
  readonly attempts: number;
  /** Seconds before the second one; each further pause is four times the one before, up to the longest. */
  readonly firstSeconds: number;
  readonly longestSeconds: number;
}

const GROWTH = 4;
/** A pause differs by up to a fifth, so that what failed together does not come back together. */
const JITTER = 0.2;

/**
 * Seconds until the next try, or undefined when there is none: the schedule's own pause, or what the receiver asked for
 * where that is longer.
 *
 * @param attempt which try has failed, from 1
 * @param chance from 0 to 1
 */
export function pauseAfter(
  { attempts, firstSeconds, longestSeconds }: RetrySchedule,
  attempt: number,
  chance: number,
  askedSeconds = 0,
): number | undefined {
  if (attempt >= attempts) return undefined;
  const pause = Math.min(firstSeconds * GROWTH ** (attempt - 1), longestSeconds);
  return Math.max(pause * (1 - JITTER + 2 * JITTER * chance), askedSeconds);
}

/** Seconds from the first try to the last, without chance. */
export function scheduleSeconds({ attempts, firstSeconds, longestSeconds }: RetrySchedule): number {
  let sum = 0;
  for (let n = 0; n < attempts - 1; n++) sum += Math.min(firstSeconds * GROWTH ** n, longestSeconds);
  return sum;
}
