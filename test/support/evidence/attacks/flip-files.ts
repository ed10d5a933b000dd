import { type Files, Tally } from './attack.js';
import { flips } from './bits.js';
import type { Judge } from './judge.js';
import { bundle } from './target.js';

/** A stretch of bytes of a file, both ends included. */
export interface Bytes {
  readonly file: string;
  readonly from: number;
  readonly to: number;
}

/** What came of flipping every bit of these files, each alone. */
export interface Flipped {
  readonly tally: Tally;
  /** Bytes that can be changed so that the bundle still passes. */
  readonly loose: readonly Bytes[];
}

/** Flips every bit of these files, with manifests rebuilt each time, and asks the verifier. */
export function flipAll(names: readonly string[], judge: Judge, files: Files = bundle): Flipped {
  const tally = new Tally();
  const loose: { file: string; from: number; to: number }[] = [];
  for (const file of names) {
    for (const flip of flips(file, files)) {
      if (judge.try(flip, tally).exitCode !== 0) continue;
      const last = loose.at(-1);
      if (last?.file === file && flip.at - last.to <= 1) last.to = flip.at;
      else loose.push({ file, from: flip.at, to: flip.at });
    }
  }
  return { tally, loose };
}

/** Bits of these files. */
export function bitsOf(names: readonly string[], files: Files = bundle): number {
  return names.reduce((sum, name) => sum + (files.get(name)?.length ?? 0) * 8, 0);
}
