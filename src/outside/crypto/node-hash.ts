import { hash } from 'node:crypto';
import type { Hash } from '../../engine/audit/record.js';

// Both suites are asked for the same text one after the other: it is turned into bytes once.
let lastText = '';
let lastBytes = Buffer.alloc(0);

function bytesOf(data: string | Uint8Array): Uint8Array {
  if (typeof data !== 'string') return data;
  if (data !== lastText) {
    lastText = data;
    lastBytes = Buffer.from(data, 'utf8');
  }
  return lastBytes;
}

/** SHA-256 and SM3 by OpenSSL, the only implementation used in production. One call a digest: twice as fast as a stream. */
export const nodeHash: Hash = {
  sha256: (data) => hash('sha256', bytesOf(data)),
  sm3: (data) => hash('sm3', bytesOf(data)),
};
