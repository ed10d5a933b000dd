import { join } from 'node:path';
import { clearBundles } from '../jobs/clear-bundles.js';
import type { JobLog } from '../jobs/job-log.js';
import { RepeatingJob } from '../jobs/repeating-job.js';
import { LOG_HASHES } from '../outside/crypto/log-hashes.js';
import { nodeHash } from '../outside/crypto/node-hash.js';
import { BundleFolder } from '../outside/evidence/bundle-folder.js';
import { readProfiles } from '../outside/evidence/read-profiles.js';
import type { Settings } from '../outside/settings/settings.js';
import { StoredEvidence } from '../store/evidence/evidence-reads.js';
import type { Store } from '../store/open-store.js';
import type { EvidencePorts } from '../usecases/evidence/evidence-ports.js';
import { LIBRARY_STREAMS } from '../usecases/law/library-streams.js';
import type { MaterialPorts } from '../usecases/materials/material-ports.js';

/** What exporting evidence is given: the log, the law as it was applied, contents of materials, a folder for bundles. */
export function composeEvidence(
  { store, materials }: { readonly store: Store; readonly materials: Pick<MaterialPorts, 'blobs'> },
  { evidence, data }: Pick<Settings, 'evidence' | 'data'>,
): EvidencePorts {
  return {
    log: store.log,
    hashes: LOG_HASHES,
    headsStream: LIBRARY_STREAMS.log,
    reads: new StoredEvidence(store.dataSource, store.documents, nodeHash),
    documents: store.documents,
    blobs: materials.blobs,
    shelf: shelfOf({ evidence, data }),
    profiles: readProfiles(evidence.profiles),
    limits: { file: evidence.fileBytes, whole: evidence.wholeBytes, atOnce: evidence.atOnce },
  };
}

/** Clears the shelf of bundles, also of an installation of which nobody asks for evidence any more. */
export function evidenceJob(
  settings: Pick<Settings, 'evidence' | 'data' | 'materials'>,
  log: JobLog,
): RepeatingJob {
  const shelf = shelfOf(settings);
  return new RepeatingJob('bundles', settings.materials.expireEvery, clearBundles(shelf, log), log);
}

function shelfOf({ evidence, data }: Pick<Settings, 'evidence' | 'data'>): BundleFolder {
  return new BundleFolder(evidence.folder ?? join(data.directory, 'evidence'));
}
