/**
 * Places of a longest rising run of numbers that are all different: what stayed in order when the rest was moved. Of
 * several longest ones always the same.
 */
export function inOrder(numbers: readonly number[]): readonly number[] {
  // ends[n]: place of the smallest last number of a run of n + 1; before[i]: what stands before it in its run.
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  numbers.forEach((number, at) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[ends[middle] as number] as number) < number) low = middle + 1;
      else high = middle;
    }
    before[at] = low === 0 ? undefined : ends[low - 1];
    ends[low] = at;
  });
  const run: number[] = [];
  for (let at = ends.at(-1); at !== undefined; at = before[at]) run.push(at);
  return run.toReversed();
}
