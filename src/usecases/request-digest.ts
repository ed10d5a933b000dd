import { canonicalJson } from '../engine/audit/canonical-form.js';
import type { Hash } from '../engine/audit/record.js';

/** SHA-256 of a request, by which a repeated `Idempotency-Key` is told from one used for something else. */
export function requestDigest(request: Readonly<Record<string, unknown>>, hash: Hash): string {
  return hash.sha256(`request/v1\n${canonicalJson(request)}`);
}
