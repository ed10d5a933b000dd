import type { MaterialPorts, Upload } from './material-ports.js';
import { ownUpload } from './own-upload.js';

/**
 * How far an upload is. Who asks sends nothing any more: whoever is still writing for him in this process comes to an
 * end first, so that the answer is where he may go on. Undefined: he has no such upload.
 */
export function uploadOffset(
  materials: MaterialPorts,
): (id: string, person: string) => Promise<Upload | undefined> {
  return async (id, person) => {
    if (!(await ownUpload(materials, id, person))) return undefined;
    await materials.files.stop(id);
    return ownUpload(materials, id, person);
  };
}

/** What is known of an upload and of its content. Undefined: he has no such upload. */
export function readUpload(
  materials: MaterialPorts,
): (
  id: string,
  person: string,
) => Promise<
  { readonly upload: Upload; readonly standing?: 'quarantined' | 'clean' | 'infected' } | undefined
> {
  return async (id, person) => {
    const upload = await ownUpload(materials, id, person);
    if (!upload) return undefined;
    const facts = upload.digest && (await materials.book.find(upload.digest.sha256));
    return { upload, ...(facts && { standing: facts.standing }) };
  };
}
