import { BUNDLE_FILE, RENEWALS_FILE } from '../../engine/audit/bundle/write/bundle-files.js';
import { scopeText } from '../../engine/audit/bundle/write/bundle-lines.js';
import type { DigestPair } from '../../engine/audit/record.js';
import type { Ports } from '../ports.js';
import type { BundleExtent } from './bundle-extent.js';
import { type Disclosure, partLines, putContents } from './bundle-content.js';
import { putLaw } from './bundle-law.js';
import { headLines, proofLines, putAnchors, renewalLines } from './bundle-proofs.js';
import type { BundleDraft, EvidencePorts } from './evidence-ports.js';
import { HOW_TO_CHECK } from './how-to-check.js';
import { pagesOf } from './sealed-streams.js';

/** A finished bundle on the shelf. */
export interface FinishedBundle {
  /** Digest of its tag manifest, which covers every file of it. */
  readonly manifest: DigestPair;
  /** Bytes. */
  readonly size: number;
}

/**
 * Puts the bundle together outside of memory, file by file, as docs/formats/evidence-bundle.md has them.
 *
 * @throws Defect when the ledger and its log do not fit each other; BrokenBlob when a content is not what it was
 */
export async function buildBundle(
  { ledger, installation }: Pick<Ports, 'ledger' | 'installation'>,
  evidence: EvidencePorts,
  extent: BundleExtent,
  disclosure: Disclosure,
): Promise<FinishedBundle> {
  const { checkpoint, stretches } = extent;
  const [subject] = stretches as readonly [BundleExtent['stretches'][number]];
  const draft = await evidence.shelf.begin();
  try {
    await draft.text(BUNDLE_FILE.scope, [scopeText(installation.log, checkpoint.size, stretches)]);
    await draft.text(BUNDLE_FILE.records, recordLines(ledger, stretches));
    await draft.text(BUNDLE_FILE.parts, partLines(ledger, evidence.reads, extent, disclosure));
    await putContents(ledger, evidence, extent, disclosure, draft);
    await putLaw(evidence, extent, draft);
    await putProofs(evidence, extent, draft);
    await draft.text(BUNDLE_FILE.heads, await headLines(evidence, extent));
    await draft.text('data/report/HOW-TO-CHECK.txt', [HOW_TO_CHECK]);
    return await draft.finish(subject.stream);
  } finally {
    await draft.discard();
  }
}

async function* recordLines(
  ledger: Ports['ledger'],
  stretches: BundleExtent['stretches'],
): AsyncGenerator<string> {
  for (const stretch of stretches)
    for await (const page of pagesOf(ledger, stretch)) yield page.map(({ text }) => `${text}\n`).join('');
}

async function putProofs(evidence: EvidencePorts, extent: BundleExtent, draft: BundleDraft): Promise<void> {
  const { notes } = extent.checkpoint;
  await draft.text(BUNDLE_FILE.proofsSha256, proofLines(evidence, extent, 'sha256'));
  await draft.text(BUNDLE_FILE.proofsSm3, proofLines(evidence, extent, 'sm3'));
  await draft.text(BUNDLE_FILE.checkpointSha256, [notes.sha256]);
  await draft.text(BUNDLE_FILE.checkpointSm3, [notes.sm3]);
  await putAnchors(evidence, extent, draft);
  if (extent.renewals.length > 0) await draft.text(RENEWALS_FILE, await renewalLines(evidence, extent));
}
