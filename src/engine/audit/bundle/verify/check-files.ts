import { BUNDLE_FILE, byName, contentFile } from '../write/bundle-files.js';
import type { BundleMaterial } from './bundle-record.js';
import { isCount, isHexDigest, isObject } from './bundle-text.js';
import { agrees, digestOf, jsonLines, type ScopedEvidence } from './evidence.js';
import type { RecordMemory } from './record-memory.js';
import type { ViolationPlace } from './violation.js';

const FILE = BUNDLE_FILE.files;
const FOLDER = 'data/files/';

type FileEntry = BundleMaterial &
  Readonly<Partial<{ withheld: true; apart: true; redacted: number; stream: string }>>;

/** What came of the materials. */
export interface FileCounts {
  /** Seen with their bytes, in the bundle or beside it. */
  readonly seen: number;
  readonly withheld: number;
  readonly redacted: number;
  /** Handed over beside the bundle, and not shown to this verifier. */
  readonly unseen: number;
}

/** Section 7: every material of every record has its line, and its content is the one received or is lawfully not here. */
export function checkFiles(evidence: ScopedEvidence, memory: RecordMemory): FileCounts {
  const { found, present, files } = evidence;
  const counts = { seen: 0, withheld: 0, redacted: 0, unseen: 0 };
  if (!present.has(FILE)) return counts;
  const disclosed = new Set<string>();
  const listed = new Set<string>();
  let before = '';
  for (const { value, place } of jsonLines(evidence, FILE, 'file-entry-malformed')) {
    if (!isEntry(value)) {
      found.add('file-entry-malformed', place);
      continue;
    }
    const material = memory.materials.get(value.sha256);
    const isBehind = value.sha256 <= before;
    if (!isBehind) before = value.sha256;
    if (!material || isBehind) {
      found.add('file-entry-surplus', place, value.sha256);
      continue;
    }
    listed.add(value.sha256);
    if (material.size !== value.size || material.sm3 !== value.sm3) found.add('file-entry-differs', place);
    const fate = fateOf(value);
    if (fate === 'seen') disclosed.add(value.sha256);
    if ((fate === 'seen' || fate === 'unseen') && memory.isFileRedacted(value.sha256))
      found.add('file-disclosed-though-redacted', place, value.sha256);
    counts[checkContent(evidence, memory, value, place)]++;
  }
  for (const sha256 of [...memory.materials.keys()].toSorted(byName))
    if (!listed.has(sha256)) found.add('file-entry-missing', { file: FILE }, sha256);
  for (const name of files.names())
    if (name.startsWith(FOLDER) && !disclosed.has(name.slice(FOLDER.length)))
      found.add('content-surplus', { file: name });
  return counts;
}

function checkContent(
  evidence: ScopedEvidence,
  memory: RecordMemory,
  entry: FileEntry,
  place: ViolationPlace,
): keyof FileCounts {
  const { found, present, files, options } = evidence;
  const fate = fateOf(entry);
  if (fate === 'redacted') {
    const { stream = '', redacted = -1, sha256 } = entry;
    if (!memory.redactsFile(stream, redacted, sha256))
      found.add('file-redacted-without-ground', place, sha256);
  }
  if (fate === 'seen') {
    const file = contentFile(entry.sha256);
    if (!present.has(file)) found.add('content-missing', { file }, `${FILE} line ${place.line ?? 0}`);
    else compareContent(evidence, entry, files.read(file), { file });
  }
  if (fate !== 'unseen') return fate;
  const content = options.beside?.(entry.sha256);
  if (!content) return 'unseen';
  compareContent(evidence, entry, content, place);
  return 'seen';
}

function compareContent(
  evidence: ScopedEvidence,
  entry: FileEntry,
  content: Iterable<Uint8Array>,
  place: ViolationPlace,
): void {
  const { size, hex } = digestOf(evidence, content);
  if (size !== entry.size || !agrees(evidence.options.suites, hex, entry))
    evidence.found.add('content-differs', place, entry.sha256);
}

function fateOf({ withheld, apart, redacted }: FileEntry): keyof FileCounts {
  if (withheld) return 'withheld';
  if (apart) return 'unseen';
  return redacted === undefined ? 'seen' : 'redacted';
}

function isEntry(value: unknown): value is FileEntry {
  if (!isObject(value)) return false;
  const { sha256, sm3, size, withheld, apart, redacted, stream } = value;
  if (!isHexDigest(sha256) || !isHexDigest(sm3) || !isCount(size)) return false;
  const more = Object.keys(value).length - 3;
  if (more === 0) return true;
  if (more === 1) return withheld === true || apart === true;
  return more === 2 && isCount(redacted) && typeof stream === 'string';
}
