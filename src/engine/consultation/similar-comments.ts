/** 相似意见: suggestions of what belongs together. They group nothing by themselves. Pure. */

/** Characters of a comment that are compared; what comes after them is not looked at. */
const COMPARED = 1_000;

/** Length of the pieces by which texts are compared. */
const SHINGLE = 2;

/** Share of pieces in common from which two comments count as similar. */
export const SIMILAR = 0.6;

/** The words of a comment without what does not change them: case, width, blanks, punctuation. */
export function normalText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}\p{Z}\p{C}]/gu, '');
}

/** One comment that is compared. */
export interface Compared {
  readonly n: number;
  readonly text: string;
}

/**
 * Clusters of similar comments, each of two or more, in the order of their first ones. A comment belongs to a cluster
 * when it is similar to any in it. Every pair is compared: for the comments of one page, not for all there are.
 *
 * @param threshold share of common pieces (Jaccard), 0 to 1
 */
export function similarClusters(
  comments: readonly Compared[],
  threshold = SIMILAR,
): readonly (readonly number[])[] {
  const pieces = comments.map(({ text }) => shingles(normalText(text)));
  const root = comments.map((_, i) => i);
  const find = (i: number): number => {
    let at = i;
    while (root[at] !== at) at = root[at] ?? at;
    return at;
  };
  for (let a = 0; a < comments.length; a++) {
    for (let b = a + 1; b < comments.length; b++) {
      if (find(a) !== find(b) && alike(pieces[a], pieces[b], threshold)) root[find(b)] = find(a);
    }
  }
  const clusters = new Map<number, number[]>();
  comments.forEach(({ n }, i) => {
    const at = find(i);
    clusters.set(at, [...(clusters.get(at) ?? []), n]);
  });
  return [...clusters.values()].filter((cluster) => cluster.length > 1);
}

function shingles(text: string): ReadonlySet<string> {
  const characters = [...text].slice(0, COMPARED);
  if (characters.length <= SHINGLE) return new Set(characters.length > 0 ? [characters.join('')] : []);
  const found = new Set<string>();
  for (let i = 0; i + SHINGLE <= characters.length; i++) found.add(characters.slice(i, i + SHINGLE).join(''));
  return found;
}

function alike(
  a: ReadonlySet<string> | undefined,
  b: ReadonlySet<string> | undefined,
  threshold: number,
): boolean {
  if (!a || !b || a.size === 0 || b.size === 0) return false;
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  // What cannot be enough even if every piece of the smaller one is in the larger one.
  if (small.size < threshold * large.size) return false;
  let common = 0;
  for (const piece of small) if (large.has(piece)) common += 1;
  return common >= threshold * (a.size + b.size - common);
}
