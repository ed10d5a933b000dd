import { BUNDLE_FILE } from '../write/bundle-files.js';
import type { Stretch } from '../write/bundle-lines.js';
import { type BundleReport, reportOf } from './bundle-report.js';
import type { BundleFiles, Suite, VerifierOptions, VerifierTools } from './bundle-source.js';
import { checkAnchors } from './check-anchors.js';
import { checkBag, checkIdentifier } from './check-bag.js';
import { checkFiles, type FileCounts } from './check-files.js';
import { checkHeads, readHeads } from './check-heads.js';
import { checkLaw } from './check-law.js';
import { checkNote, type ReadNote } from './check-notes.js';
import { checkRedactedParts, PartsCheck } from './check-parts.js';
import { ProofsCheck } from './check-proofs.js';
import { checkRenewals } from './check-renewals.js';
import { RecordsCheck } from './check-records.js';
import type { Evidence, ScopedEvidence } from './evidence.js';
import { readScope } from './read-scope.js';
import { RecordMemory } from './record-memory.js';
import { judgeStamps } from './stamps-that-count.js';
import { type Learnt, notProvenBy, provenBy } from './state-findings.js';
import { Violations } from './violation.js';

/**
 * Checks an evidence bundle whose container was read (docs/formats/evidence-bundle.md, sections 3 to 13). The bundle is untrusted: whatever
 * is wrong with it is a violation of the report, never an exception. Records, parts and proofs go by line by line, so that memory does not
 * grow with their number.
 *
 * @param found what reading the container found already (section 2)
 */
export function verifyBundle(
  files: BundleFiles,
  tools: VerifierTools,
  options: VerifierOptions,
  found: Violations = new Violations(),
): BundleReport {
  const evidence: Evidence = { files, present: new Set(files.names()), tools, options, found };
  let said: Said = { proven: [], notProven: [] };
  try {
    said = check(evidence);
  } catch (problem) {
    // The disk failed, or a check has a flaw: what was found stands, and nothing is said to be proven.
    found.add('not-readable', { file: '' }, (problem as Error).message);
  }
  return reportOf(found, said);
}

/** The report on something that is not read as a bundle at all. */
export function unreadableBundle(problem: string): BundleReport {
  const found = new Violations();
  found.add('container-malformed', { file: '' }, problem);
  return reportOf(found, { proven: [], notProven: [] });
}

type Said = Pick<BundleReport, 'proven' | 'notProven' | 'at'>;

function check(evidence: Evidence): Said {
  checkPolicy(evidence);
  checkBag(evidence);
  const scope = readScope(evidence);
  if (!scope) return { proven: [], notProven: [] };
  checkIdentifier(evidence, (scope.streams[0] as Stretch).stream);
  const learnt = checkScoped({ ...evidence, scope });
  const { at } = evidence.options;
  const isAsOf = at !== undefined && learnt.stamps.length > 0;
  return { proven: provenBy(learnt), notProven: notProvenBy(learnt), ...(isAsOf && { at }) };
}

const NO_PARTS = { disclosed: 0, withheld: 0, redacted: 0 };
const NO_FILES: FileCounts = { seen: 0, withheld: 0, redacted: 0, unseen: 0 };

function checkScoped(evidence: ScopedEvidence): Learnt {
  const { scope, options, present } = evidence;
  const notes: Partial<Record<Suite, ReadNote>> = {};
  for (const suite of options.suites) {
    const file = `data/checkpoint/${suite}.note`;
    const note = checkNote(evidence, file, { suite, size: scope.size, wantsQuorum: suite === 'sha256' });
    if (note) notes[suite] = note;
  }
  const anchors = checkAnchors(evidence, notes);
  const memory = new RecordMemory(evidence);
  for (const { size, stamps } of anchors) if (stamps.length > 0) memory.lastBelow.set(size, -1);
  const { tools } = evidence;
  const learnt = { evidence, memory, notes, anchors };
  // Without records, whose absence was reported, nothing can be said of what rests on them.
  if (!present.has(BUNDLE_FILE.records))
    return {
      ...{ ...learnt, heads: [], parts: NO_PARTS, files: NO_FILES, law: 0 },
      stamps: judgeStamps(anchors, [], tools, options.at),
    };
  const headLines = readHeads(evidence);
  for (const { leaf } of headLines) memory.want(leaf.stream, leaf.count - 1, leaf.count);
  const parts = new PartsCheck(evidence);
  const proofs = new ProofsCheck(evidence, memory, rootsOf(notes));
  new RecordsCheck(evidence, memory, parts, proofs).run();
  parts.end();
  proofs.end();
  checkRedactedParts(evidence, memory, parts);
  const files = checkFiles(evidence, memory);
  const law = checkLaw(evidence, memory);
  const heads = checkHeads(evidence, memory, headLines);
  const renewals = checkRenewals(evidence, memory, anchors);
  return {
    ...learnt,
    heads,
    parts: parts.counts,
    files,
    law,
    stamps: judgeStamps(anchors, renewals, tools, options.at),
  };
}

function checkPolicy({ options: { policy }, found }: Evidence): void {
  if (!policy) found.add('policy-missing', { file: '' });
  else if ('malformed' in policy) found.add('policy-malformed', { file: '' }, policy.malformed);
}

function rootsOf(
  notes: Readonly<Partial<Record<Suite, ReadNote>>>,
): Readonly<Partial<Record<Suite, Uint8Array>>> {
  return Object.fromEntries(Object.entries(notes).map(([suite, { checkpoint }]) => [suite, checkpoint.root]));
}
