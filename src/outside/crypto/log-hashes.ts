import type { LogHashes } from '../../usecases/log/log-ports.js';
import { sha256Bytes, sm3Bytes } from './note-keys.js';

/** The hashes of the log's two trees. */
export const LOG_HASHES: LogHashes = { sha256: sha256Bytes, sm3: sm3Bytes };
