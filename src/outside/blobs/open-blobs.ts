import type { Blobs } from '../../usecases/materials/material-ports.js';
import { DiskBlobs } from './disk/disk-blobs.js';

/** Where contents are kept. */
export interface BlobPlace {
  readonly store: 'disk' | 's3';
  /** `disk`: the folder. */
  readonly folder: string;
  readonly bucket: string | null;
  readonly region: string;
  readonly endpoint: string | null;
}

/** The store that the settings name. The S3 client is loaded by whoever uses it alone. */
export async function openBlobs({ store, folder, bucket, region, endpoint }: BlobPlace): Promise<Blobs> {
  if (store === 'disk' || bucket === null) return new DiskBlobs(folder);
  const { S3Blobs } = await import('./s3/s3-blobs.js');
  return new S3Blobs({ bucket, region, endpoint });
}
