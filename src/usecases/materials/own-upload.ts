import type { MaterialPorts, Upload } from './material-ports.js';

/** A person's own upload while it lives. To anybody else there is none. */
export async function ownUpload(
  { uploads, wall }: Pick<MaterialPorts, 'uploads' | 'wall'>,
  id: string,
  person: string,
): Promise<Upload | undefined> {
  const found = await uploads.find(id);
  return found?.person === person && found.expiresAt > wall() ? found : undefined;
}
