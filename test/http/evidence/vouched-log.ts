import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Composition } from '../../../src/app.module.js';
import { formatNoteKey } from '../../../src/engine/audit/log/note-key.js';
import { systemNow } from '../../../src/outside/clock/system-now.js';
import { LOG_HASHES } from '../../../src/outside/crypto/log-hashes.js';
import { checkSignature } from '../../../src/outside/crypto/note-keys.js';
import { openLogKeys, signedByKeysIn } from '../../../src/outside/log-keys/log-keys.js';
import { TrustedFile } from '../../../src/outside/log-keys/trusted-file.js';
import { nodeStampCrypto } from '../../../src/outside/stamps/node-stamp-crypto.js';
import { openWitness } from '../../../src/outside/witness/open-witness.js';
import { createWitnessKey, openWitnessKey } from '../../../src/outside/witness/witness-key.js';
import { createDataSource } from '../../../src/store/data-source.js';
import { PostgresCosignatures } from '../../../src/store/log/cosignatures.js';
import { PostgresLogStore } from '../../../src/store/log/log-store.js';
import { PostgresStamps } from '../../../src/store/log/stamps.js';
import { publishHeads } from '../../../src/usecases/log/publish-heads.js';
import { sealLog } from '../../../src/usecases/log/seal-log.js';
import { vouchForCheckpoints } from '../../../src/usecases/log/vouch-for-checkpoints.js';
import { addCheckpoint } from '../../../src/usecases/log/witness-service.js';
import { TestAuthority } from '../../support/test-authority.js';

/** The log of a service with its sequencer, an authority that stamps it and a witness that cosigns it. */
export interface VouchedLog {
  /** What a stranger trusts: the log's keys and the witness. */
  readonly policy: string;
  /** The same without the log's own keys: those of somebody else. */
  readonly otherPolicy: string;
  /** Certificate of the authority. */
  readonly root: Uint8Array;
  /** What went wrong outside. */
  readonly failures: readonly unknown[];
  seal(): Promise<void>;
  /** Has the latest checkpoint stamped (the first time) and cosigned. */
  vouch(): Promise<void>;
  /** Publishes where streams end, and seals that. */
  publish(): Promise<void>;
  close(): Promise<void>;
}

/** Opens it over the database of a service, with new keys. */
export async function vouchedLog({ ports, store }: Composition, databaseUrl: string): Promise<VouchedLog> {
  const folder = mkdtempSync(join(tmpdir(), 'vouched-log-'));
  const sealer = await createDataSource({
    ...{ url: databaseUrl, poolSize: 3, asApplication: false, asSealer: true },
  }).initialize();
  const { log } = ports.installation;
  const signers = openLogKeys(join(folder, 'keys'), log);
  const strangers = openLogKeys(join(folder, 'other-keys'), log);
  const sealing = sealLog({
    ...{ log, hashes: LOG_HASHES, signers, now: systemNow },
    trusted: new TrustedFile(join(folder, 'checkpoint.json')),
    signedByLog: signedByKeysIn(join(folder, 'keys')),
    store: new PostgresLogStore(sealer, LOG_HASHES),
  });
  const authority = new TestAuthority('tsa', () => new Date().toISOString());
  const key = join(folder, 'witness-key');
  const witnessKey = createWitnessKey('archive.example/w1', key);
  const logKeys = [formatNoteKey(signers.sha256.key)];
  const add = addCheckpoint(openWitness({ key, state: join(folder, 'witness'), logKeys }));
  const witness = {
    ...{ name: 'archive', key: openWitnessKey(key).key, collect: () => Promise.resolve([]) },
    last: () => Promise.resolve(undefined),
    ask: async (size: number, body: string) => [{ size, ...(await add(body)) }],
  };
  const failures: unknown[] = [];
  const vouch = vouchForCheckpoints(
    {
      stamping: {
        ...{ log: store.log, store: new PostgresStamps(sealer), authorities: [authority], now: systemNow },
        ...{ crypto: nodeStampCrypto([authority.root]), imprint: 'sha256', onlyTrusted: true },
        ...{ everyMs: 3_600_000, random: (bytes) => randomBytes(bytes) },
      },
      witnessing: {
        ...{ log: store.log, store: new PostgresCosignatures(sealer), hashes: LOG_HASHES, now: systemNow },
        ...{ check: checkSignature, everyMs: 0, witnesses: [witness] },
        own: { log, signedByLog: signedByKeysIn(join(folder, 'keys')), keep: () => Promise.resolve() },
      },
    },
    { info: () => undefined, error: (fields) => failures.push(fields) },
  );
  const trust = ({ sha256, sm3 }: typeof signers): string =>
    `${[sha256, sm3].map((one) => `log ${formatNoteKey(one.key)}\n`).join('')}` +
    `witness archive ${witnessKey}\nquorum archive\n`;
  const seal = async (): Promise<void> => void (await sealing());
  const heads = publishHeads({ ...ports, reads: store.log, hashes: LOG_HASHES });
  return {
    ...{ policy: trust(signers), otherPolicy: trust(strangers), root: authority.root, failures },
    ...{ seal, vouch },
    publish: async () => {
      await heads('now');
      await seal();
    },
    close: async () => {
      await sealer.destroy();
      rmSync(folder, { recursive: true });
    },
  };
}
