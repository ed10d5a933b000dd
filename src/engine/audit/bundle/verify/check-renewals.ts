import { provesInclusion } from '../../log/verify-proof.js';
import { renewalLeaf } from '../../stamp/renewal.js';
import { BUNDLE_FILE, RENEWALS_FILE } from '../write/bundle-files.js';
import { fromHex, hasExactly, isCount } from './bundle-text.js';
import { areNames, isPath, pathOf, type ReadAnchor, type ReadStamp } from './check-anchors.js';
import { jsonLines, type ScopedEvidence } from './evidence.js';
import type { RecordMemory } from './record-memory.js';

/** A stamp that was renewed. */
export interface ProvenRenewal {
  readonly stamp: ReadStamp;
  /** Index in the log of the record that renewed it: whatever stamps the log beyond it is over the stamp too. */
  readonly index: number;
}

interface RenewalLine {
  readonly index: number;
  readonly name: string;
  readonly record: number;
  readonly sha256: readonly string[];
  readonly size: number;
  readonly sm3: readonly string[];
}

/** Section 11: stamps that records of the bundle renewed. */
export function checkRenewals(
  evidence: ScopedEvidence,
  memory: RecordMemory,
  anchors: readonly ReadAnchor[],
): readonly ProvenRenewal[] {
  const { found, present } = evidence;
  // The stamps are named in anchors.jsonl, whose absence was reported.
  if (!present.has(BUNDLE_FILE.anchors)) return [];
  const renewals: ProvenRenewal[] = [];
  let before: RenewalLine | undefined;
  for (const { value, place } of jsonLines(evidence, RENEWALS_FILE, 'renewal-malformed')) {
    if (!isRenewalLine(value)) {
      found.add('renewal-malformed', place);
      continue;
    }
    const anchor = anchors.find(({ size }) => size === value.size);
    const isBehind = before !== undefined && !isAfter(value, before);
    if (!isBehind) before = value;
    if (isBehind || !anchor?.listed.includes(value.name)) {
      found.add('renewal-surplus', place, `${value.size} ${value.name}`);
      continue;
    }
    const stamp = anchor.stamps.find(({ name }) => name === value.name);
    // What is wrong with the stamp itself was reported.
    if (!stamp) continue;
    const flaw = flawIn(evidence, memory, value, stamp);
    const index = memory.referenceIndex.get(value.record);
    if (flaw !== undefined) found.add('renewal-fails', place, flaw);
    else if (index !== undefined) renewals.push({ stamp, index });
  }
  return renewals;
}

function isAfter(a: RenewalLine, b: RenewalLine): boolean {
  if (a.size !== b.size) return a.size > b.size;
  return a.name === b.name ? a.record > b.record : a.name > b.name;
}

function flawIn(
  { options, tools }: ScopedEvidence,
  memory: RecordMemory,
  line: RenewalLine,
  stamp: ReadStamp,
): string | undefined {
  const renewed = memory.renewals.get(line.record);
  if (!renewed) return `record ${line.record}`;
  // A stamp over the record cannot be renewed by it.
  if ((memory.referenceIndex.get(line.record) ?? line.size) < line.size) return 'renewed before it was made';
  return options.suites.find((suite) => {
    const hash = tools.hash[suite];
    const path = pathOf(line[suite]);
    const claim = {
      ...{ index: BigInt(line.index), size: BigInt(renewed.stamps), root: fromHex(renewed.root[suite]) },
      leaf: renewalLeaf({ ...stamp, size: line.size }, hash),
    };
    return !path || !provesInclusion(claim, path, hash);
  });
}

function isRenewalLine(value: unknown): value is RenewalLine {
  if (!hasExactly(value, 'index', 'name', 'record', 'sha256', 'size', 'sm3')) return false;
  const { index, name, record, sha256, size, sm3 } = value;
  if (!isCount(index) || !isCount(record) || !isCount(size) || !areNames([name], 'tsr')) return false;
  return isPath(sha256) && isPath(sm3);
}
