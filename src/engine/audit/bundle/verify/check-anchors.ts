import { fromBase64 } from '../../log/base64.js';
import { provesConsistency } from '../../log/verify-proof.js';
import { parseNote } from '../../log/signed-note.js';
import { stampText } from '../../stamp/stamp-text.js';
import type { RevocationState } from '../../stamp/revocation.js';
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
const MOST_OF_A_PATH = 64;

interface AnchorLine {
  readonly size: number;
  readonly sha256: readonly string[];
  readonly sm3: readonly string[];
  readonly signers: Readonly<Record<Suite, readonly string[]>>;
  readonly stamps: readonly string[];
  /** Lists of revoked certificates; absent: none. */
  readonly lists?: readonly string[];
}

type Notes = Readonly<Partial<Record<Suite, ReadNote>>>;

/** A time stamp that holds: it fits what it is over. */
export interface ReadStamp extends Omit<Extract<StampVerdict, { ok: true }>, 'ok'> {
  /** Name of its file. */
  readonly name: string;
  readonly token: Uint8Array;
  /** What it is over. */
  readonly text: string;
  readonly revocation: RevocationState;
}

/** An older checkpoint of the same log, and the time stamps that hold. */
export interface ReadAnchor {
  readonly size: number;
  readonly notes: Notes;
  readonly stamps: readonly ReadStamp[];
  /** Names of all its stamps, also of those that do not hold or were not looked at. */
  readonly listed: readonly string[];
}

/** Section 11: older checkpoints are fore-runners of the as-of checkpoint, and stamps are over them. @param now the as-of notes */
export function checkAnchors(evidence: ScopedEvidence, now: Notes): readonly ReadAnchor[] {
  const { found, files, present, scope } = evidence;
  if (!present.has(FILE)) return [];
  const anchors: ReadAnchor[] = [];
  const belonging = new Set<string>();
  let before = 0;
  for (const { value, place } of jsonLines(evidence, FILE, 'anchor-malformed')) {
    const isBehind = !isAnchorLine(value) || value.size <= before;
    if (!isBehind) before = value.size;
    if (isBehind || value.size > scope.size) {
      found.add('anchor-malformed', place);
      continue;
    }
    for (const name of ['sha256.note', 'sm3.note', ...value.stamps, ...(value.lists ?? [])])
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
    if (note && note.signers.join('\n') !== line.signers[suite].join('\n'))
      found.add('anchor-signers-differ', { file });
    if (!note || !path) continue;
    notes[suite] = note;
    const latest = now[suite]?.checkpoint;
    if (latest && !provesConsistency(note.checkpoint, latest, path, tools.hash[suite]))
      found.add('anchor-inconsistent', place, suite);
  }
  return { size: line.size, notes, stamps: checkStamps(evidence, line), listed: line.stamps };
}

/** A stamp is over both notes, so both must be at hand, whichever suite is computed. */
function checkStamps(evidence: ScopedEvidence, line: AnchorLine): readonly ReadStamp[] {
  const { size, stamps } = line;
  const { tools, found } = evidence;
  const texts = { sha256: signedText(evidence, size, 'sha256'), sm3: signedText(evidence, size, 'sm3') };
  const { sha256, sm3 } = texts;
  if (sha256 === undefined || sm3 === undefined) return [];
  const text = stampText({ sha256, sm3 });
  const holding = filesOf(evidence, size, stamps).flatMap(({ name, file, bytes: token }) => {
    const verdict: StampVerdict = token ? tools.judgeStamp(token, text) : { ok: false, problem: 'too large' };
    if (token && verdict.ok) return [{ ...verdict, name, token, text }];
    found.add('stamp-fails', { file }, verdict.ok ? undefined : verdict.problem);
    return [];
  });
  const lists = checkLists(
    evidence,
    line,
    holding.map(({ token }) => token),
  );
  return holding.map((stamp) => ({
    ...stamp,
    revocation: lists.length > 0 ? tools.revocationOf(stamp.token, lists) : 'unknown',
  }));
}

/** Lists of revoked certificates are of authorities of the stamps beside them. When a stamp does not hold, nothing is said of them. */
function checkLists(
  evidence: ScopedEvidence,
  { size, stamps, lists = [] }: AnchorLine,
  tokens: readonly Uint8Array[],
): readonly Uint8Array[] {
  if (tokens.length < stamps.length) return [];
  return filesOf(evidence, size, lists).flatMap(({ file, bytes }) => {
    const flaw = bytes ? evidence.tools.flawInList(bytes, tokens) : 'too large';
    if (flaw !== undefined) evidence.found.add('revocations-fail', { file }, flaw);
    return bytes && flaw === undefined ? [bytes] : [];
  });
}

/** Those of the files that are there. */
function filesOf({ files, present }: ScopedEvidence, size: number, names: readonly string[]) {
  return names
    .map((name) => ({ name, file: anchorFile(size, name) }))
    .filter(({ file }) => present.has(file))
    .map((one) => ({ ...one, bytes: readWhole(files.read(one.file), MOST_OF_A_STAMP) }));
}

function signedText(
  { files, present, tools }: ScopedEvidence,
  size: number,
  suite: Suite,
): string | undefined {
  const file = anchorFile(size, `${suite}.note`);
  const bytes = present.has(file) ? readWhole(files.read(file), MOST_OF_A_STAMP) : undefined;
  const source = bytes && tools.decode(bytes);
  return source === undefined ? undefined : parseNote(source)?.text;
}

/** The hashes of a proof; undefined when they are none. */
export function pathOf(encoded: readonly string[]): readonly Uint8Array[] | undefined {
  if (encoded.length > MOST_OF_A_PATH) return undefined;
  const path = encoded.map(fromBase64);
  return path.every((hash): hash is Uint8Array => hash?.length === 32) ? path : undefined;
}

/** The hashes of a proof, as they are written. */
export function isPath(value: unknown): value is readonly string[] {
  return areTexts(value) && pathOf(value) !== undefined;
}

/** A list of texts. */
function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isAnchorLine(value: unknown): value is AnchorLine {
  const members = ['sha256', 'signers', 'size', 'sm3', 'stamps'];
  if (!hasExactly(value, ...members) && !hasExactly(value, 'lists', ...members)) return false;
  const { sha256, signers, size, sm3, stamps, lists } = value;
  if (!hasExactly(signers, 'sha256', 'sm3')) return false;
  if (!areTexts(signers['sha256']) || !areTexts(signers['sm3'])) return false;
  if (!isCount(size) || !isPath(sha256) || !isPath(sm3)) return false;
  return areNames(stamps, 'tsr') && (lists === undefined || (areNames(lists, 'crl') && lists.length > 0));
}

const NAMES = { tsr: /^[A-Za-z0-9._-]+\.tsr$/, crl: /^[A-Za-z0-9._-]+\.crl$/ } as const;

/** Names of files beside an anchor, each once. */
export function areNames(value: unknown, ending: 'tsr' | 'crl'): value is readonly string[] {
  if (!areTexts(value) || new Set(value).size < value.length) return false;
  return value.every((name) => NAMES[ending].test(name));
}
