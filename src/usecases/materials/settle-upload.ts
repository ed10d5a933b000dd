import type { DigestPair } from '../../engine/audit/record.js';
import type { BlobFacts, LocalFile, MaterialPorts, Upload } from './material-ports.js';

/**
 * Looks at an upload that is whole: computes its digests, inspects it, keeps it under its digest, scans it. Whatever
 * broke off half-way is done again; twice is once.
 */
export async function settleUpload(materials: MaterialPorts, upload: Upload): Promise<Upload> {
  const { uploads, files } = materials;
  try {
    const settled = await looked(materials, upload);
    await uploads.settle(upload.id, settled);
    await files.remove(upload.id);
    return { ...upload, ...settled, state: settled.findings.length > 0 ? 'refused' : 'settled' };
  } catch (problem) {
    // Somebody else may have settled it meanwhile, and taken the file away.
    const now = await uploads.find(upload.id);
    if (now && now.state !== 'open') return now;
    throw problem;
  }
}

type Settled = Pick<Upload, 'findings' | 'digest' | 'trueType'>;

async function looked(materials: MaterialPorts, { id, name, mediaType, size }: Upload): Promise<Settled> {
  const { uploads, files, inspector } = materials;
  const file = files.file(id, size);
  const inspected = await inspector.inspect(file, { name, mediaType, size });
  if (!inspected.accepted) return { findings: inspected.findings };
  const digest = await files.digest(id, size);
  await uploads.digested(id, digest);
  const facts = await kept(materials, digest, file, inspected.mediaType);
  await scanBlob(materials, facts);
  return { findings: [], digest, trueType: inspected.mediaType };
}

async function kept(
  { blobs, book, wall }: MaterialPorts,
  digest: DigestPair,
  file: LocalFile,
  mediaType: string,
): Promise<BlobFacts> {
  await blobs.put(digest, file);
  const facts = await book.note({ digest, size: file.size, mediaType }, wall());
  // What nobody filed is cleared away; that may have happened to this very content between the two.
  if ((await blobs.size(digest.sha256)) === undefined) await blobs.put(digest, file);
  return facts;
}

/**
 * Has a content scanned that nobody has found clean yet. What is infected, or cannot be scanned, stays in quarantine.
 *
 * @returns how it stands now
 */
export async function scanBlob(
  { blobs, book, scanner }: Pick<MaterialPorts, 'blobs' | 'book' | 'scanner'>,
  { digest, standing }: BlobFacts,
): Promise<BlobFacts['standing']> {
  if (standing !== 'quarantined') return standing;
  const { found } = await scanner.scan(blobs.read(digest.sha256));
  if (found === 'unknown') return 'quarantined';
  await book.judge(digest.sha256, found);
  return found;
}
