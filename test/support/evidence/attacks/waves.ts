import type { BundleReport } from '../../../../src/engine/audit/bundle/verify/bundle-report.js';
import type { ViolationPlace } from '../../../../src/engine/audit/bundle/verify/violation.js';
import type { Files, Tally } from './attack.js';
import { type Flip, flipsIn } from './bits.js';
import { PARTS, RECORDS, type RecordPlace, valuesIn } from './cut-bundle.js';
import type { Judge } from './judge.js';

const NEWLINE = 0x0a;
/** Lines in a wave at most: a report lists a hundred violations of a kind, and only what is listed counts. */
const AT_ONCE = 60;

/** A byte of a line, and the bit of it that is flipped. */
interface Spot {
  readonly line: number;
  readonly at: number;
  readonly bit: number;
}

/** What is flipped in waves. */
interface Waves {
  readonly files: Files;
  readonly name: string;
  /** One in so many bytes of a line is flipped; each, unless told. */
  readonly every?: number;
}

/**
 * Flips a bit of every byte of a file of lines, in waves: one byte of each line at a time. A flip counts as detected in a wave only
 * when its own line is accused, by what nothing but that line can cause: a record by its own proof, a line of another file when no line
 * is accused that was left alone. Where a wave tells less, each of its flips is tried alone.
 *
 * @returns how many runs of the verifier it took
 */
export function flipInWaves({ files, name, every = 1 }: Waves, judge: Judge, tally: Tally): number {
  const bytes = files.get(name) as Uint8Array;
  const flip = flipsIn(files, name);
  const { lines, alone } = spotsIn(bytes);
  const lineOf = lineFinder(files, name);
  let runs = 0;
  const tryAlone = (spots: readonly Spot[]): void => {
    for (const { at, bit } of spots) judge.try(flip(at, bit), tally);
    runs += spots.length;
  };
  tryAlone(alone);
  const groups = Math.ceil(lines.length / AT_ONCE);
  for (let first = 0; first < groups; first++) {
    const queues = lines.filter((_, at) => at % groups === first);
    const longest = Math.max(0, ...queues.map(({ length }) => length));
    for (let n = 0; n < longest; n += every) {
      const wave = queues.flatMap((queue) => queue[n] ?? []);
      const report = judge.report(together(files, name, wave, flip));
      runs++;
      const accused = accusedBy(report, name, lineOf);
      const isApart = name === RECORDS || [...accused].every((one) => wave.some(({ line }) => line === one));
      for (const spot of wave)
        if (!isApart || !accused.has(spot.line)) tryAlone([spot]);
        else tally.add('bits-rebuilt', `${name} byte ${spot.at}`, report.exitCode, undefined);
    }
  }
  return runs;
}

/** A bit for each byte: of ends of lines, and where lines would be cut in two, alone. */
function spotsIn(bytes: Uint8Array): { readonly lines: readonly Spot[][]; readonly alone: readonly Spot[] } {
  const lines: Spot[][] = [[]];
  const alone: Spot[] = [];
  for (let at = 0; at < bytes.length; at++) {
    const [byte, bit] = [bytes[at] as number, at % 8];
    const spot = { line: lines.length, at, bit };
    const isAlone = byte === NEWLINE || (byte ^ (1 << bit)) === NEWLINE;
    if (isAlone) alone.push(spot);
    else lines.at(-1)?.push(spot);
    if (byte === NEWLINE) lines.push([]);
  }
  return { lines, alone };
}

function together(files: Files, name: string, wave: readonly Spot[], flip: ReturnType<typeof flipsIn>): Flip {
  const edited = Buffer.from(files.get(name) as Uint8Array);
  for (const { at, bit } of wave) edited[at] = (edited[at] as number) ^ (1 << bit);
  const [{ at, bit }] = wave as readonly [Spot];
  return { ...flip(at, bit), given: new Map(files).set(name, edited) };
}

/** Which of the flipped lines a report accuses for itself; undefined when it accuses one that was left alone. */
function accusedBy(
  { violations, unlisted }: BundleReport,
  name: string,
  lineOf: (place: ViolationPlace) => number | undefined,
): ReadonlySet<number | undefined> {
  const accused = new Set<number | undefined>();
  for (const { code, place } of violations) {
    // The proof of a record rests on its bytes and its line of proofs alone; what follows it in the stream names it as well.
    if (name === RECORDS ? code === 'proof-fails' : place.file === name) accused.add(lineOf(place));
  }
  return unlisted > 0 ? new Set() : accused;
}

/** The line that a place is about: a part that is missing is named by what it is, for it has no line of its own. */
function lineFinder(files: Files, name: string): (place: ViolationPlace) => number | undefined {
  if (name !== PARTS) return ({ line }) => line;
  const nameOf = ({ stream, seq, part }: Partial<ViolationPlace>): string => `${stream} ${seq} ${part}`;
  const lines = valuesIn<RecordPlace & { readonly name: string }>(files, name);
  const byPart = new Map(lines.map((one, at) => [nameOf({ ...one, part: one.name }), at + 1]));
  return (place) => byPart.get(nameOf(place)) ?? place.line;
}
