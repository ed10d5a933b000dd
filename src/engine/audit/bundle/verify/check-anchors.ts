import { fromBase64 } from '../../log/base64.js';
import { provesConsistency } from '../../log/verify-proof.js';
import { stampText } from '../../stamp/stamp-text.js';
import type { StampVerdict } from '../../stamp/stamp-verdict.js';
import { anchorFile, BUNDLE_FILE } from '../write/bundle-files.js';
import { hasExactly, isCount, readWhole } from './bundle-text.js';
import type { Suite } from './bundle-source.js';
import { checkNote, type ReadNote } from './check-notes.js';
import { jsonLines, type ScopedEvidence } from './evidence.js';
import type { ViolationPlace } from './violation.js';

const FILE = BUNDLE_FILE.anchors;
const FOLDER = 'data/anchors/';
const MOST_OF_A_STAMP = 1_000_000;
const MOST_OF_A_PATH = 130;

interface AnchorLine {
  readonly size: number;
  readonly sha256: readonly string[];
  readonly sm3: readonly string[];
  readonly signers: Readonly<Record<Suite, readonly string[]>>;
  readonly stamps: readonly string[];
}

type Notes = Readonly<Partial<Record<Suite, ReadNote>>>;

/** An older checkpoint of the same log, and the time stamps that hold. */
export interface ReadAnchor {
  readonly size: number;
  readonly notes: Notes;
  readonly stamps: readonly Extract<StampVerdict, { ok: true }>[];
}

/** Section 11: older checkpoints are fore-runners of the as-of checkpoint, and stamps are over them. @param now the as-of notes */
export function checkAnchors(evidence: ScopedEvidence, now: Notes): readonly ReadAnchor[] {
  const { found, files, present, scope } = evidence;
  if (!present.has(FILE)) return [];
  const anchors: ReadAnchor[] = [];
  const belonging = new Set<string>();
  let before = -1;
  for (const { value, place } of jsonLines(evidence, FILE, 'anchor-malformed')) {
    if (!isAnchorLine(value) || value.size <= before || value.size > scope.size) {
      found.add('anchor-malformed', place);
      continue;
    }
    before = value.size;
    for (const name of ['sha256.note', 'sm3.note', ...value.stamps])
      belonging.add(anchorFile(value.size, name));
    anchors.push(checkAnchor(evidence, value, now, place));
  }
  for (const file of files.names())
    if (file.startsWith(FOLDER) && !belonging.has(file)) found.add('anchor-file-surplus', { file });
  for (const file of belonging) if (!present.has(file)) found.add('anchor-file-missing', { file });
  return anchors;
}

function checkAnchor(
  evidence: ScopedEvidence,
  line: AnchorLine,
  now: Notes,
  place: ViolationPlace,
): ReadAnchor {
  const { options, found, tools } = evidence;
  const notes: Partial<Record<Suite, ReadNote>> = {};
  for (const suite of options.suites) {
    const file = anchorFile(line.size, `${suite}.note`);
    const note = checkNote(evidence, file, { suite, size: line.size, wantsQuorum: false });
    const path = pathOf(line[suite]);
    if (!path) found.add('anchor-malformed', place, suite);
    if (note && note.signers.join('\n') !== line.signers[suite].join('\n'))
      found.add('anchor-signers-differ', { file });
    if (!note || !path) continue;
    notes[suite] = note;
    const latest = now[suite]?.checkpoint;
    if (latest && !provesConsistency(note.checkpoint, latest, path, tools.hash[suite]))
      found.add('anchor-inconsistent', place, suite);
  }
  return { size: line.size, notes, stamps: checkStamps(evidence, line) };
}

/** A stamp is over both notes, so both must be at hand, whichever suite is computed. */
function checkStamps(evidence: ScopedEvidence, { size, stamps }: AnchorLine): ReadAnchor['stamps'] {
  const { files, present, tools, found } = evidence;
  const texts = { sha256: signedText(evidence, size, 'sha256'), sm3: signedText(evidence, size, 'sm3') };
  const { sha256, sm3 } = texts;
  if (sha256 === undefined || sm3 === undefined) return [];
  return stamps.flatMap((name) => {
    const file = anchorFile(size, name);
    if (!present.has(file)) return [];
    const token = readWhole(files.read(file), MOST_OF_A_STAMP);
    const verdict: StampVerdict = token
      ? tools.judgeStamp(token, stampText({ sha256, sm3 }))
      : { ok: false, problem: 'too large' };
    if (verdict.ok) return [verdict];
    found.add('stamp-fails', { file }, verdict.problem);
    return [];
  });
}

function signedText(
  { files, present, tools }: ScopedEvidence,
  size: number,
  suite: Suite,
): string | undefined {
  const file = anchorFile(size, `${suite}.note`);
  const bytes = present.has(file) ? readWhole(files.read(file), MOST_OF_A_STAMP) : undefined;
  const source = bytes && tools.decode(bytes);
  const end = source?.lastIndexOf('\n\n') ?? -1;
  return source === undefined || end < 0 ? undefined : source.slice(0, end + 1);
}

/** The hashes of a proof; undefined when they are none. */
export function pathOf(encoded: readonly string[]): readonly Uint8Array[] | undefined {
  if (encoded.length > MOST_OF_A_PATH) return undefined;
  const path = encoded.map(fromBase64);
  return path.every((hash): hash is Uint8Array => hash?.length === 32) ? path : undefined;
}

/** A list of texts. */
export function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isAnchorLine(value: unknown): value is AnchorLine {
  if (!hasExactly(value, 'sha256', 'signers', 'size', 'sm3', 'stamps')) return false;
  const { sha256, signers, size, sm3, stamps } = value;
  if (!hasExactly(signers, 'sha256', 'sm3')) return false;
  if (!areTexts(signers['sha256']) || !areTexts(signers['sm3'])) return false;
  if (!isCount(size) || !areTexts(sha256) || !areTexts(sm3) || !areTexts(stamps)) return false;
  const areNames = stamps.every((name) => /^[A-Za-z0-9._-]+\.tsr$/.test(name));
  return areNames && new Set(stamps).size === stamps.length;
}
