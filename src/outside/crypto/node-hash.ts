import { hash } from 'node:crypto';
import type { Hash } from '../../engine/audit/record.js';

/** SHA-256 and SM3 by OpenSSL, the only implementation used in production. One call a digest: twice as fast as a stream. */
export const nodeHash: Hash = {
  sha256: (data) => hash('sha256', data),
  sm3: (data) => hash('sm3', data),
};
