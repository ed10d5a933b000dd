import type { ViolationPlace } from '../../../../src/engine/audit/bundle/verify/violation.js';
import { textIn } from '../edited-bundle.js';
import type { Attack } from './attack.js';
import { bundle, namesUnder } from './target.js';

const RECORDS = 'data/records.jsonl';
const PROOFS = ['data/proofs/sha256.jsonl', 'data/proofs/sm3.jsonl'];

/** Files under `data/`, in two halves of about the same size for two cores. */
export const HALVES: readonly (readonly string[])[] = [
  namesUnder('data/').filter((name) => [RECORDS, PROOFS[0]].includes(name)),
  namesUnder('data/').filter((name) => ![RECORDS, PROOFS[0]].includes(name)),
];

/** Every bit of a file, each flipped alone; the editor rebuilds the manifests. */
export function* flips(name: string): Generator<Attack & { readonly at: number }> {
  const bytes = bundle.get(name) as Uint8Array;
  const placesAt = placesIn(name, bytes);
  const loose = looseBytes(name);
  for (let at = 0; at < bytes.length; at++) {
    const places = placesAt(at);
    for (let bit = 0; bit < 8; bit++) {
      const edited = Buffer.from(bytes);
      edited[at] = (edited[at] as number) ^ (1 << bit);
      yield {
        ...{ kind: 'bits-rebuilt', how: `${name} byte ${at} bit ${bit}`, at, rebuild: true },
        given: new Map(bundle).set(name, edited),
        ...(places && { places }),
        ...(loose.has(at) && { lesser: loose.get(at) as string }),
      };
    }
  }
}

/** Where a change of a byte must be found; undefined for the scope, which nothing but everything else vouches for. */
function placesIn(
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
  return (at) => placesOfLine(name, lines[at] as number);
}

function placesOfLine(name: string, line: number): readonly Partial<ViolationPlace>[] {
  if (name === RECORDS) {
    const { stream, seq } = JSON.parse(textIn(bundle, RECORDS).split('\n')[line - 1] as string) as {
      readonly stream: string;
      readonly seq: number;
    };
    return [RECORDS, ...PROOFS].map((file) => ({ file, line, stream, seq }));
  }
  if (name !== 'data/anchors.jsonl') return [{ file: name, line }];
  // A line of another size or stamp speaks of files that are not there; its own then belong to nobody.
  const { size, stamps } = JSON.parse(textIn(bundle, name).split('\n')[line - 1] as string) as {
    readonly size: number;
    readonly stamps: readonly string[];
  };
  const files = ['sha256.note', 'sm3.note', ...stamps].map((file) => ({
    file: `data/anchors/${size}/${file}`,
  }));
  return [{ file: name, line }, ...files];
}

/** Bytes of a file that prove nothing: what is for reading. */
function looseBytes(name: string): ReadonlyMap<number, string> {
  const loose = new Map<number, string>();
  const text = textIn(bundle, name);
  if (name.startsWith('data/report/'))
    for (let at = 0; at < Buffer.byteLength(text); at++) loose.set(at, 'report');
  return loose;
}
