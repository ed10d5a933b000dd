import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type NoteKey, parseNoteKey } from '../../engine/audit/log/note-key.js';
import { addCheckpoint, type WitnessPorts, witnessedCheckpoint } from '../../usecases/log/witness-service.js';
import { nodeHash } from '../crypto/node-hash.js';
import { checkSignature, sha256Bytes, sm3Bytes } from '../crypto/note-keys.js';
import { openWitnessKey, WitnessKeyError } from './witness-key.js';
import { WitnessFolder } from './witness-memory.js';
import { witnessServer } from './witness-server.js';

/** Where a witness has its key and its memory, and whom it witnesses. */
export interface WitnessPlaces {
  readonly key: string;
  readonly state: string;
  readonly logKeys: readonly string[];
}

/**
 * A witness out of its files.
 *
 * @throws WitnessKeyError for a key that is none
 */
export function openWitness({ key, state, logKeys }: WitnessPlaces): WitnessPorts {
  const signer = openWitnessKey(key);
  return {
    means: {
      logs: logKeys.map(logKeyOf),
      check: checkSignature,
      hashOf: { ed25519: sha256Bytes, sm2: sm3Bytes },
    },
    memory: new WitnessFolder(state),
    sign: (text, time) => signer.sign(text, time),
    now: () => BigInt(Math.floor(Date.now() / 1_000)),
  };
}

/** Runs a witness over HTTP until it is told to stop. @param failed is told what went wrong */
export async function serveWitness(
  ports: WitnessPorts,
  { host, port }: { readonly host: string; readonly port: number },
  failed: (problem: unknown) => void,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const desk = {
    addCheckpoint: addCheckpoint(ports),
    witnessedCheckpoint: witnessedCheckpoint(ports, (origin) => nodeHash.sha256(origin)),
  };
  const server = witnessServer(desk, failed);
  server.listen(port, host);
  await once(server, 'listening');
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}/`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function logKeyOf(text: string): NoteKey {
  const key = parseNoteKey(text, sha256Bytes);
  if (!key || key.algorithm === 'ed25519-cosignature')
    throw new WitnessKeyError(`${text}: 不是日志的公钥 is no key of a log`);
  return key;
}
