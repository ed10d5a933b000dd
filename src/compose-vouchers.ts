import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type NoteKey, parseNoteKey } from './engine/audit/log/note-key.js';
import type { JobLog } from './jobs/job-log.js';
import { RepeatingJob } from './jobs/repeating-job.js';
import { wallClock } from './outside/clock/system-now.js';
import { LOG_HASHES } from './outside/crypto/log-hashes.js';
import { checkSignature, sha256Bytes } from './outside/crypto/note-keys.js';
import type { Settings, WitnessSetting } from './outside/settings/settings.js';
import { httpAuthority } from './outside/stamps/http-authority.js';
import { certificatesIn, nodeStampCrypto } from './outside/stamps/node-stamp-crypto.js';
import type { VoucherReach } from './outside/stamps/post-bytes.js';
import { folderWitness } from './outside/witness/folder-witness.js';
import { httpWitness } from './outside/witness/http-witness.js';
import { PostgresCosignatures } from './store/log/cosignatures.js';
import { PostgresLogReads } from './store/log/log-reads.js';
import { PostgresStamps } from './store/log/stamps.js';
import { vouchForCheckpoints } from './usecases/log/vouch-for-checkpoints.js';
import type { Witness } from './usecases/log/witness-checkpoint.js';

/** Seconds between two looks at what is due. */
const LOOK_EVERY = 2;
/** Milliseconds that an authority or a witness has for an answer. */
const TIMEOUT_MS = 10_000;

/** The database, connected as the sealer. */
type SealerSource = ConstructorParameters<typeof PostgresStamps>[0];

/** Work that goes on beside the sequencer until it is stopped. */
export interface Vouching {
  stop(): Promise<void>;
}

/**
 * Has checkpoints stamped and cosigned by whoever the settings name, beside the sequencer and never in its way.
 *
 * @param dataSource connected as the sealer
 * @throws Error when the file of the roots cannot be read
 */
export function startVouching(
  dataSource: SealerSource,
  { log: settings }: Pick<Settings, 'log'>,
  log: JobLog,
): Vouching {
  if (settings.stampAuthorities.length + settings.witnesses.length === 0)
    return { stop: () => Promise.resolve() };
  const ending = new AbortController();
  const reach: VoucherReach = { networks: settings.networks, timeoutMs: TIMEOUT_MS, signal: ending.signal };
  const now = { now: () => Promise.resolve(wallClock()) };
  const reads = new PostgresLogReads(dataSource, LOG_HASHES);
  const roots = settings.stampRoots === null ? [] : certificatesIn(readFileSync(settings.stampRoots, 'utf8'));
  const stamping = {
    ...{ log: reads, store: new PostgresStamps(dataSource), crypto: nodeStampCrypto(roots), now },
    authorities: settings.stampAuthorities.map(({ name, url }) => httpAuthority(name, new URL(url), reach)),
    ...{ imprint: settings.stampImprint, onlyTrusted: settings.stampRoots !== null },
    everyMs: settings.stampEvery * 60_000,
    random: (bytes: number) => randomBytes(bytes),
  };
  const witnessing = {
    ...{
      log: reads,
      store: new PostgresCosignatures(dataSource),
      hashes: LOG_HASHES,
      check: checkSignature,
      now,
    },
    witnesses: settings.witnesses.map((one) => witnessOf(one, reach)),
    everyMs: settings.witnessEvery * 1_000,
  };
  const job = new RepeatingJob(
    'vouching',
    LOOK_EVERY,
    vouchForCheckpoints({ stamping, witnessing }, log),
    log,
  );
  job.start();
  return {
    stop: () => {
      ending.abort();
      return job.stop();
    },
  };
}

function witnessOf({ name, key: text, url, folder }: WitnessSetting, reach: VoucherReach): Witness {
  // The settings have been checked: the key is one, and one of the two is there.
  const key = parseNoteKey(text, sha256Bytes) as NoteKey;
  return url === undefined
    ? folderWitness(name, key, folder as string)
    : httpWitness(name, key, new URL(url), reach);
}
