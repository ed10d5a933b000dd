import { lawFile, type LawKind } from '../../../src/engine/audit/bundle/write/bundle-files.js';
import { checkLaw } from '../../../src/engine/audit/bundle/verify/check-law.js';
import type { ScopedEvidence } from '../../../src/engine/audit/bundle/verify/evidence.js';
import { RecordMemory } from '../../../src/engine/audit/bundle/verify/record-memory.js';
import { Violations } from '../../../src/engine/audit/bundle/verify/violation.js';
import { documentDigest, textDigest } from '../../../src/engine/audit/digest.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { filesInMemory, nodeTools } from '../../../src/verifier/node-tools.js';
import { type Attack, Dice, type Files, Tally } from './attacks/attack.js';
import { flipsIn } from './attacks/bits.js';
import { otherFiles, redactedParts } from './attacks/content.js';
import { HEADS, PARTS, PROOFS, RECORDS } from './attacks/cut-bundle.js';
import { Judge } from './attacks/judge.js';
import { additions, drops, swaps, truncations } from './attacks/lines.js';
import type { Target } from './attacks/target.js';
import { flipInWaves } from './attacks/waves.js';

/** Every n-th of them. */
export function* each<T>(all: Iterable<T>, n: number): Generator<T> {
  let at = 0;
  for (const one of all) if (at++ % n === 0) yield one;
}

/** Edits of a bundle that a service made: every class that needs no key of the log. */
export function* editsOf(target: Target): Generator<Attack> {
  const dice = new Dice(6);
  yield* drops(target);
  yield* swaps(dice, target);
  yield* additions(dice, target);
  yield* truncations(dice, target);
  yield* otherFiles(dice, target);
  yield* redactedParts(target);
}

/** Files whose lines stand for themselves, so that one byte of each can be flipped at once. */
const IN_WAVES: readonly string[] = [RECORDS, PARTS, HEADS, ...PROOFS];

/** Whether the bits of a file are judged by the one check that it has: it is a document of the law. */
const isLaw = (name: string): boolean => name.startsWith('data/law/');

/** How the bytes of a bundle are flipped. */
interface Flipping {
  readonly judge: Judge;
  readonly tally: Tally;
  /** Another bundle that is attacked: files that are the same there are left to it. */
  readonly known?: Files;
  /** One in so many bytes of a line is flipped; each, unless told. */
  readonly every?: number;
}

/**
 * Flips a bit of every byte of every file under `data/`, with manifests rebuilt; of the law one in so many.
 *
 * @returns how many bytes are in the files whose every byte, or one in `every`, was flipped
 */
export function flipBytes(files: Files, { judge, tally, known, every = 1 }: Flipping): number {
  let bytes = 0;
  for (const [name, content] of files) {
    if (!name.startsWith('data/')) continue;
    if (known && Buffer.from(content).equals(known.get(name) ?? Buffer.alloc(0))) continue;
    if (isLaw(name)) {
      flipLaw(files, name, judge, tally);
      continue;
    }
    bytes += content.length;
    if (IN_WAVES.includes(name)) flipInWaves({ files, name, every }, judge, tally);
    else {
      const flip = flipsIn(files, name);
      for (let at = 0; at < content.length; at++) judge.try(flip(at, at % 8), tally);
    }
  }
  return bytes;
}

/** One in so many bytes of a document of the law is flipped: it is all under one digest, so that any byte proves what each does. */
const LAW = 7;

/** One in so many of these is flipped before the whole verifier as well. */
const WHOLE_VERIFIER = 150;

/**
 * A document of the law is long, and one check alone looks at its bytes: this check is asked, under SHA-256, and the whole
 * verifier for some of them.
 */
function flipLaw(files: Files, name: string, judge: Judge, tally: Tally): void {
  const bytes = Buffer.from(files.get(name) as Uint8Array);
  const flip = flipsIn(files, name);
  const kind = name.split('/')[2] as LawKind;
  const text = bytes.toString();
  const digest = kind === 'organisations' ? textDigest(text, nodeHash) : documentDigest(text, nodeHash);
  const isDetected = (): boolean => {
    const found = new Violations();
    const evidence: ScopedEvidence = {
      ...{ files: filesInMemory(new Map([[name, bytes]])), present: new Set([name]), found },
      ...{ tools: nodeTools([]), options: { suites: ['sha256'] }, scope: { log: '', size: 0, streams: [] } },
    };
    const memory = new RecordMemory(evidence);
    memory.refersTo(kind, digest, true, { file: lawFile(kind, digest.sha256) });
    checkLaw(evidence, memory);
    return found.list.some(({ code, place }) => code === 'law-differs' && place.file === name);
  };
  if (isDetected()) throw new Error(`${name} is not what its name says`);
  for (let at = 0; at < bytes.length; at += LAW) {
    const was = bytes[at] as number;
    bytes[at] = was ^ (1 << (at % 8));
    tally.add('bits-rebuilt', `${name} byte ${at}`, 1, isDetected() ? undefined : 'not detected');
    bytes[at] = was;
    if (at % (LAW * WHOLE_VERIFIER) === 0) judge.try(flip(at, at % 8), tally);
  }
}

/** Bits all over the container, given to the whole program. */
export function* bitsOfContainer(bytes: Uint8Array, many: number): Generator<Attack> {
  const step = Math.floor((bytes.length * 8) / many);
  for (let bit = 0; bit < bytes.length * 8; bit += step) {
    const given = Buffer.from(bytes);
    given[bit >> 3] = (given[bit >> 3] as number) ^ (1 << (bit & 7));
    yield { kind: 'bits', how: `bit ${bit}`, given, rebuild: false };
  }
}

/** Some edits, and a bit at both ends and in the middle of each file: what a quick suite has time for. */
export function sampleOfAttacks(
  target: Target,
  { policy, root }: { readonly policy: string; readonly root: Uint8Array },
): Tally {
  const judge = new Judge(policy, [root]);
  const tally = new Tally();
  for (const edit of each(editsOf(target), 60)) judge.try(edit, tally);
  for (const [name, { length }] of target.files) {
    if (!name.startsWith('data/') || length === 0) continue;
    const flip = flipsIn(target.files, name);
    for (const at of new Set([0, length >> 1, length - 1])) judge.try(flip(at, at % 8), tally);
  }
  judge.close();
  return tally;
}
