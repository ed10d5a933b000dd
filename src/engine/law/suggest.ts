/**
 * The candidate that the author most likely meant, or undefined when none is near: at most a third of the letters
 * may differ (a swap of neighbours counts as one), or only the case, or the last dotted segment is the same.
 */
export function suggest(wrong: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const distance = nearness(wrong, candidate);
    if (distance <= allowance(wrong, candidate) && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function nearness(wrong: string, candidate: string): number {
  if (wrong.toLowerCase() === candidate.toLowerCase()) return 0.5;
  if (candidate.endsWith(`.${wrong}`)) return 0.8;
  return editDistance(wrong, candidate);
}

function allowance(wrong: string, candidate: string): number {
  return Math.max(1, Math.floor(Math.max(wrong.length, candidate.length) / 3));
}

/** Damerau-Levenshtein distance (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, at(beforeLast, j - 2) + 1);
      }
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
