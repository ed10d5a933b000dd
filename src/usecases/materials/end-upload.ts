import type { MaterialPorts } from './material-ports.js';
import { ownUpload } from './own-upload.js';

/** Ends an upload for good and forgets what came of it, unless it was filed by then. False: he has no such upload. */
export function endUpload(materials: MaterialPorts): (id: string, person: string) => Promise<boolean> {
  return async (id, person) => {
    if (!(await ownUpload(materials, id, person))) return false;
    await clearedAway(materials, id);
    return true;
  };
}

/** Clears away what is past its day: in rounds of so many, the number of those that are gone. */
export function expireUploads(materials: MaterialPorts): (limit: number) => Promise<number> {
  return async (limit) => {
    const ids = await materials.uploads.expired(materials.wall(), limit);
    for (const id of ids) await clearedAway(materials, id);
    return ids.length;
  };
}

/** The file goes first: a row without a file is found again, a file without a row is not. */
async function clearedAway({ uploads, files, blobs, book }: MaterialPorts, id: string): Promise<void> {
  await files.stop(id);
  await files.remove(id);
  const upload = await uploads.find(id);
  await uploads.remove(id);
  const sha256 = upload?.digest?.sha256;
  if (sha256 !== undefined && (await book.forget(sha256))) await blobs.remove(sha256);
}
