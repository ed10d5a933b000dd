import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type NoteKey, parseNoteKey } from '../engine/audit/log/note-key.js';
import type { JobLog } from '../jobs/job-log.js';
import { RepeatingJob } from '../jobs/repeating-job.js';
import { wallClock } from '../outside/clock/system-now.js';
import { LOG_HASHES } from '../outside/crypto/log-hashes.js';
import { checkSignature, sha256Bytes } from '../outside/crypto/note-keys.js';
import type { WitnessSetting } from '../outside/settings/settings.js';
import { httpAuthority } from '../outside/stamps/http-authority.js';
import { httpLists } from '../outside/stamps/http-lists.js';
import { certificatesIn, nodeStampCrypto } from '../outside/stamps/node-stamp-crypto.js';
import type { VoucherReach } from '../outside/stamps/post-bytes.js';
import { folderWitness } from '../outside/witness/folder-witness.js';
import { httpWitness } from '../outside/witness/http-witness.js';
import type { VoucherLaw } from '../store/fsck/voucher-check.js';
import { PostgresCosignatures } from '../store/log/cosignatures.js';
import { PostgresLogReads } from '../store/log/log-reads.js';
import { PostgresStamps } from '../store/log/stamps.js';
import { type LogSettings, standingPorts, witnessedFolder } from './standing.js';
import type { StampPorts } from '../usecases/log/stamp-checkpoint.js';
import { sayWitnessing, vouchForCheckpoints } from '../usecases/log/vouch-for-checkpoints.js';
import {
  compareWithWitnesses,
  type Witness,
  type WitnessingPorts,
} from '../usecases/log/witness-checkpoint.js';
import type { Now } from '../usecases/ports.js';

/** Seconds between two looks at what is due. */
const LOOK_EVERY = 2;
/** Milliseconds that an authority or a witness has for an answer. */
const TIMEOUT_MS = 10_000;

const WALL: Now = { now: () => Promise.resolve(wallClock()) };

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
export function startVouching(dataSource: SealerSource, settings: LogSettings, log: JobLog): Vouching {
  const { stampAuthorities, witnesses, networks } = settings.log;
  if (stampAuthorities.length + witnesses.length === 0) return { stop: () => Promise.resolve() };
  const ending = new AbortController();
  const reach: VoucherReach = { networks, timeoutMs: TIMEOUT_MS, signal: ending.signal };
  const ports = {
    stamping: stampPorts(dataSource, settings, reach),
    witnessing: witnessingPorts(dataSource, settings, reach),
  };
  const job = new RepeatingJob('vouching', LOOK_EVERY, vouchForCheckpoints(ports, log), log);
  job.start();
  return {
    stop: () => {
      ending.abort();
      return job.stop();
    },
  };
}

/**
 * Compares the database with what the witnesses of the settings have cosigned last, once; takes as long as one of them may
 * take to answer.
 *
 * @param dataSource connected as anybody who may read the log
 */
export async function compareWithEachWitness(
  dataSource: SealerSource,
  settings: LogSettings,
  log: JobLog,
): Promise<void> {
  const reach: VoucherReach = { networks: settings.log.networks, timeoutMs: TIMEOUT_MS };
  const witnessings = await compareWithWitnesses(witnessingPorts(dataSource, settings, reach))();
  for (const witnessing of witnessings) sayWitnessing(witnessing, log);
}

function stampPorts(
  dataSource: SealerSource,
  { log: settings }: LogSettings,
  reach: VoucherReach,
): StampPorts {
  const roots = settings.stampRoots === null ? [] : certificatesIn(readFileSync(settings.stampRoots, 'utf8'));
  return {
    log: new PostgresLogReads(dataSource, LOG_HASHES),
    store: new PostgresStamps(dataSource),
    crypto: nodeStampCrypto(roots),
    now: WALL,
    authorities: settings.stampAuthorities.map(({ name, url }) => httpAuthority(name, new URL(url), reach)),
    ...{ imprint: settings.stampImprint, onlyTrusted: settings.stampRoots !== null },
    everyMs: settings.stampEvery * 60_000,
    lists: httpLists(reach),
    random: (bytes) => randomBytes(bytes),
  };
}

function witnessingPorts(
  dataSource: SealerSource,
  settings: LogSettings,
  reach: VoucherReach,
): WitnessingPorts {
  const { log, signedByLog } = standingPorts(settings);
  const shown = witnessedFolder(settings);
  return {
    log: new PostgresLogReads(dataSource, LOG_HASHES),
    store: new PostgresCosignatures(dataSource),
    hashes: LOG_HASHES,
    check: checkSignature,
    own: { log, signedByLog, keep: (note) => shown.keep(note) },
    now: WALL,
    witnesses: settings.log.witnesses.map((one) => witnessOf(one, reach)),
    everyMs: settings.log.witnessEvery * 1_000,
  };
}

/** By what the cosignatures and stamps in a database are verified: by the witnesses of the settings, and by no root. */
export function voucherLaw({ log }: Pick<LogSettings, 'log'>): VoucherLaw {
  return {
    witnesses: log.witnesses.map(({ key }) => parseNoteKey(key, sha256Bytes) as NoteKey),
    check: checkSignature,
    stamps: nodeStampCrypto([]),
  };
}

function witnessOf({ name, key: text, url, folder }: WitnessSetting, reach: VoucherReach): Witness {
  // The settings have been checked: the key is one, and one of the two is there.
  const key = parseNoteKey(text, sha256Bytes) as NoteKey;
  return url === undefined
    ? folderWitness(name, key, folder as string)
    : httpWitness(name, key, new URL(url), reach);
}
