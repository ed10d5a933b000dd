import type { Term } from './deadline.js';

/** A stretch of a term in one unit. A year is twelve months (民法典200, 202: both end on the corresponding day). */
export interface TermSegment {
  readonly n: number;
  readonly unit: 'workingDay' | 'calendarDay' | 'month' | 'hour';
}

/**
 * A term and its extensions as stretches to be counted one after the other. An extension lengthens the term before
 * the term has run out, so that a rest day at the original end lies in the middle of the whole and only the end of
 * the whole may roll; neighbouring stretches of one unit are therefore one stretch, whatever their order.
 */
export function termSegments(term: Term, extensions: readonly Term[] | undefined): readonly TermSegment[] {
  const first = segment(term);
  if (extensions === undefined || extensions.length === 0) return [first];
  const segments = [first];
  for (const extension of extensions) {
    if (extension.n === 0) continue;
    const next = segment(extension);
    const last = segments[segments.length - 1];
    if (last !== undefined && (last.unit === next.unit || last.n === 0)) {
      segments[segments.length - 1] = { n: last.n + next.n, unit: next.unit };
    } else {
      segments.push(next);
    }
  }
  return segments;
}

/** The unit in which what is left of the segments can be told: their own, or calendar days. */
export function remainingUnit(segments: readonly TermSegment[]): 'workingDay' | 'calendarDay' | 'hour' {
  const unit = segments[0]?.unit;
  if (unit === undefined || unit === 'month') return 'calendarDay';
  return segments.every((other) => other.unit === unit) ? unit : 'calendarDay';
}

function segment(term: Term): TermSegment {
  return term.unit === 'year' ? { n: term.n * 12, unit: 'month' } : { n: term.n, unit: term.unit };
}
