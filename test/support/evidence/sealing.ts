import { join } from 'node:path';
import { formatNoteKey } from '../../../src/engine/audit/log/note-key.js';
import { systemNow } from '../../../src/outside/clock/system-now.js';
import { LOG_HASHES } from '../../../src/outside/crypto/log-hashes.js';
import { openLogKeys, signedByKeysIn } from '../../../src/outside/log-keys/log-keys.js';
import { TrustedFile } from '../../../src/outside/log-keys/trusted-file.js';
import { createDataSource } from '../../../src/store/data-source.js';
import { PostgresLogStore } from '../../../src/store/log/log-store.js';
import { sealLog } from '../../../src/usecases/log/seal-log.js';

/** Seals the log of a database once, with keys of its own in a folder. @returns the policy that trusts these keys */
export async function sealOnce(databaseUrl: string, log: string, folder: string): Promise<string> {
  const sealer = await createDataSource({
    ...{ url: databaseUrl, poolSize: 3, asApplication: false, asSealer: true },
  }).initialize();
  try {
    const signers = openLogKeys(join(folder, 'keys'), log);
    await sealLog({
      ...{ log, hashes: LOG_HASHES, signers, now: systemNow },
      signedByLog: signedByKeysIn(join(folder, 'keys')),
      trusted: new TrustedFile(join(folder, 'checkpoint.json')),
      store: new PostgresLogStore(sealer, LOG_HASHES),
    })();
    const vouched = [signers.sha256, signers.sm3].map(({ key }) => `log ${formatNoteKey(key)}\n`);
    return `${vouched.join('')}quorum none\n`;
  } finally {
    await sealer.destroy();
  }
}
