import { canonicalJson } from '../../canonical-form.js';
import { leafHash } from '../../log/tree-hash.js';
import { provesInclusion } from '../../log/verify-proof.js';
import type { DigestPair } from '../../record.js';
import { utf8 } from '../../utf8.js';
import { BUNDLE_FILE } from '../write/bundle-files.js';
import { isPath, pathOf } from './check-anchors.js';
import type { PublishedHeads } from './bundle-record.js';
import { fromHex, hasExactly, isCount, isDigestPair } from './bundle-text.js';
import { agrees, type Evidence, jsonLines, type ScopedEvidence } from './evidence.js';
import { leafKey, type RecordMemory } from './record-memory.js';
import type { ViolationPlace } from './violation.js';

const FILE = BUNDLE_FILE.heads;

interface HeadLine {
  readonly index: number;
  readonly leaf: { readonly count: number; readonly leaf: DigestPair; readonly stream: string };
  readonly record: number;
  readonly sha256: readonly string[];
  readonly sm3: readonly string[];
}

/** Heads that prove for a stream that nothing up to them was left out. */
export interface ProvenHead {
  readonly stream: string;
  readonly count: number;
  readonly heads: PublishedHeads;
}

type PlacedHead = HeadLine & { readonly place: ViolationPlace };

/** The lines of section 12. They are read before the records, so that the leaves that they name can be remembered. */
export function readHeads(evidence: Evidence): readonly PlacedHead[] {
  const lines: PlacedHead[] = [];
  for (const { value, place } of jsonLines(evidence, FILE, 'head-malformed')) {
    if (isHeadLine(value)) lines.push({ ...value, place: { ...place, stream: value.leaf.stream } });
    else evidence.found.add('head-malformed', place);
  }
  return lines;
}

/** Section 12: the last published heads have, of each whole stream, no record that is not here. */
export function checkHeads(
  evidence: ScopedEvidence,
  memory: RecordMemory,
  lines: readonly PlacedHead[],
): readonly ProvenHead[] {
  const { found, scope, present } = evidence;
  const latest = [...memory.heads.values()].reduce((most, { size }) => Math.max(most, size), 0);
  const whole = scope.streams.filter(({ role }) => role !== 'reference');
  const places = new Map(whole.map(({ stream }, at) => [stream, at]));
  const proven: ProvenHead[] = [];
  const covered = new Set<string>();
  let before = -1;
  for (const line of lines) {
    const at = places.get(line.leaf.stream) ?? -1;
    if (at <= before) {
      found.add('head-surplus', line.place);
      continue;
    }
    before = at;
    covered.add(line.leaf.stream);
    const lastSeq = whole[at]?.last ?? -1;
    const heads = memory.heads.get(line.record);
    if (heads?.size !== latest) found.add('head-fails', line.place, `record ${line.record}`);
    else if (checkHead(evidence, memory, line, heads, lastSeq))
      proven.push({ stream: line.leaf.stream, count: line.leaf.count, heads });
  }
  if (!present.has(FILE)) return proven;
  for (const { stream } of whole) {
    const first = memory.firstIndex.get(stream);
    if (first !== undefined && first < latest && !covered.has(stream))
      found.add('head-missing', { file: FILE, stream });
  }
  return proven;
}

function checkHead(
  { found, tools, options }: ScopedEvidence,
  memory: RecordMemory,
  line: PlacedHead,
  heads: PublishedHeads,
  lastSeq: number,
): boolean {
  const { leaf, index, place } = line;
  const bytes = utf8(canonicalJson(leaf));
  let fits = true;
  for (const suite of options.suites) {
    const path = pathOf(line[suite]);
    const claim = {
      ...{ index: BigInt(index), size: BigInt(heads.streams), root: fromHex(heads.root[suite]) },
      leaf: leafHash(tools.hash[suite], bytes),
    };
    if (path && provesInclusion(claim, path, tools.hash[suite])) continue;
    found.add('head-fails', place, suite);
    fits = false;
  }
  if (leaf.count > lastSeq + 1) {
    found.add('records-cut-off', place, `${leaf.count}`);
    return false;
  }
  const counted = leafKey(leaf.stream, leaf.count - 1);
  const kept = memory.leaves.get(counted);
  const isLast =
    (memory.indexes.get(counted) ?? -1) < heads.size &&
    (memory.indexes.get(leafKey(leaf.stream, leaf.count)) ?? heads.size) >= heads.size;
  if (!isLast) found.add('head-fails', place, `count ${leaf.count}`);
  // A record that is not here was reported as missing.
  if (kept && !agrees(options.suites, kept, leaf.leaf))
    found.add('head-fails', place, `record ${leaf.count - 1}`);
  return fits && isLast && kept !== undefined && agrees(options.suites, kept, leaf.leaf);
}

function isHeadLine(value: unknown): value is HeadLine {
  if (!hasExactly(value, 'index', 'leaf', 'record', 'sha256', 'sm3')) return false;
  const { index, leaf, record, sha256, sm3 } = value;
  if (!isCount(index) || !isCount(record) || !isPath(sha256) || !isPath(sm3)) return false;
  if (!hasExactly(leaf, 'count', 'leaf', 'stream')) return false;
  return (
    isCount(leaf['count']) &&
    leaf['count'] > 0 &&
    isDigestPair(leaf['leaf']) &&
    typeof leaf['stream'] === 'string'
  );
}
