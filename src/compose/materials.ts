import { join } from 'node:path';
import { openBlobs } from '../outside/blobs/open-blobs.js';
import { wallClock } from '../outside/clock/system-now.js';
import { fileInspector } from '../outside/files/file-inspector.js';
import { openScanner } from '../outside/scanner/open-scanner.js';
import type { Settings } from '../outside/settings/settings.js';
import { DiskUploads } from '../outside/uploads/disk-uploads.js';
import { StoredBlobs } from '../store/materials/stored-blobs.js';
import { StoredUploads } from '../store/materials/stored-uploads.js';
import type { Store } from '../store/open-store.js';
import { postgresMaterials } from '../store/queries/materials.js';
import type { MaterialPorts } from '../usecases/materials/material-ports.js';

/** What the use-cases of materials are given: rows in the database, bytes in a folder or bucket. */
export async function composeMaterials(
  { dataSource }: Pick<Store, 'dataSource'>,
  { materials, data }: Pick<Settings, 'materials' | 'data'>,
): Promise<MaterialPorts> {
  const { store, bucket, region, endpoint, kinds, scanner } = materials;
  const folder = materials.folder ?? join(data.directory, 'materials');
  return {
    uploads: new StoredUploads(dataSource),
    files: new DiskUploads(materials.uploads ?? join(data.directory, 'uploads')),
    inspector: fileInspector(kinds),
    blobs: await openBlobs({ store, folder, bucket, region, endpoint }),
    book: new StoredBlobs(dataSource),
    scanner: openScanner(scanner),
    reads: postgresMaterials(dataSource),
    limits: {
      file: materials.fileBytes,
      bytes: materials.caseBytes,
      count: materials.caseFiles,
      hours: materials.uploadHours,
    },
    wall: wallClock,
  };
}
