import { later } from '../identity/wall-time.js';
import type { Ports } from '../ports.js';
import type { FileClaim, FileFinding, MaterialPorts, Upload } from './material-ports.js';

/** Every way in which the beginning of an upload can end. Nothing of it is in the ledger. */
export type BegunUpload =
  | { readonly outcome: 'begun'; readonly upload: Pick<Upload, 'id' | 'expiresAt'> }
  /** Its name, declared type or size alone is enough to refuse it. */
  | { readonly outcome: 'refused'; readonly findings: readonly FileFinding[] }
  | { readonly outcome: 'tooLarge'; readonly most: number }
  /** He has sent too much that is not filed yet. */
  | { readonly outcome: 'tooMuch'; readonly most: number };

/** Begins an upload 上传 of a file whose size is known beforehand. */
export function beginUpload(
  { ids }: Pick<Ports, 'ids'>,
  { uploads, inspector, limits, wall }: MaterialPorts,
): (claim: FileClaim, person: string) => Promise<BegunUpload> {
  return async (claim, person) => {
    if (claim.size > limits.file) return { outcome: 'tooLarge', most: limits.file };
    const findings = inspector.judgeClaim(claim);
    if (findings.length > 0) return { outcome: 'refused', findings };
    const upload = { id: ids.randomUuid(), expiresAt: later(wall(), limits.hours * 3_600) };
    const opened = await uploads.open({ ...claim, ...upload, person }, limits.bytes);
    return opened === 'opened' ? { outcome: 'begun', upload } : { outcome: 'tooMuch', most: limits.bytes };
  };
}
