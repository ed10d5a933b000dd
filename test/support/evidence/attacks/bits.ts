import type { ViolationPlace } from '../../../../src/engine/audit/bundle/verify/violation.js';
import type { Attack, Files } from './attack.js';
import { ANCHORS, linesIn, PARTS, PROOFS, RECORDS, type RecordPlace } from './cut-bundle.js';
import { bundle, namesUnder } from './target.js';

/** Files under `data/`, in two halves of about the same size for two cores. */
export const HALVES: readonly (readonly string[])[] = [
  namesUnder('data/').filter((name) => [RECORDS, PROOFS[0]].some((one) => one === name)),
  namesUnder('data/').filter((name) => ![RECORDS, PROOFS[0]].some((one) => one === name)),
];

/** A bit of a file that is flipped alone. */
export type Flip = Attack & { readonly at: number };

/** Every bit of a file, each flipped alone; the editor rebuilds the manifests. */
export function* flips(name: string, files: Files = bundle): Generator<Flip> {
  const flip = flipsIn(files, name);
  const { length } = files.get(name) as Uint8Array;
  for (let at = 0; at < length; at++) for (let bit = 0; bit < 8; bit++) yield flip(at, bit);
}

/** Flips any bit of a file of a bundle; the editor rebuilds the manifests. */
export function flipsIn(files: Files, name: string): (at: number, bit: number) => Flip {
  const bytes = files.get(name) as Uint8Array;
  const placesAt = placesIn(files, name, bytes);
  // What is for reading proves nothing.
  const isLoose = name.startsWith('data/report/');
  return (at, bit) => {
    const edited = Buffer.from(bytes);
    edited[at] = (edited[at] as number) ^ (1 << bit);
    const places = placesAt(at);
    return {
      ...{ kind: 'bits-rebuilt', how: `${name} byte ${at} bit ${bit}`, at, rebuild: true },
      given: new Map(files).set(name, edited),
      ...(places && { places }),
      ...(isLoose && { lesser: 'report' }),
    };
  };
}

/** Where a change of a byte must be found; undefined for the scope, which nothing but everything else vouches for. */
function placesIn(
  files: Files,
  name: string,
  bytes: Uint8Array,
): (at: number) => readonly Partial<ViolationPlace>[] | undefined {
  if (name === 'data/scope.json') return () => undefined;
  if (!name.endsWith('.jsonl')) return () => [{ file: name }];
  const lines: number[] = [];
  for (let at = 0, line = 1; at < bytes.length; at++) {
    lines.push(line);
    if (bytes[at] === 0x0a) line++;
  }
  const texts = linesIn(files, name);
  return (at) => placesOfLine(name, texts, lines[at] as number);
}

function placesOfLine(
  name: string,
  texts: readonly string[],
  line: number,
): readonly Partial<ViolationPlace>[] {
  const text = texts[line - 1] as string;
  if (name === RECORDS) {
    const { stream, seq } = JSON.parse(text) as RecordPlace;
    return [RECORDS, ...PROOFS].map((file) => ({ file, line, stream, seq }));
  }
  if (name === PARTS) {
    // A line that now speaks of another withheld part may stand there well: then the part that it spoke of has none.
    const { stream, seq, name: part } = JSON.parse(text) as RecordPlace & { readonly name: string };
    return [
      { file: name, line },
      { file: name, stream, seq, part },
    ];
  }
  if (name !== ANCHORS) return [{ file: name, line }];
  // A line of another size or stamp speaks of files that are not there; its own then belong to nobody.
  const { size, stamps } = JSON.parse(text) as { readonly size: number; readonly stamps: readonly string[] };
  const own = ['sha256.note', 'sm3.note', ...stamps].map((file) => ({
    file: `data/anchors/${size}/${file}`,
  }));
  return [{ file: name, line }, ...own];
}
