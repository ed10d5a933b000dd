import { canonicalJson } from '../engine/audit/canonical-form.js';
import { textDigest } from '../engine/audit/digest.js';
import type { DigestPair, Hash } from '../engine/audit/record.js';

/** What was asked, as one digest: it ties a record to its request and tells whether a key is used for another. */
export function commandDigest(command: Readonly<Record<string, unknown>>, hash: Hash): DigestPair {
  return textDigest(`command/v1\n${canonicalJson(command)}`, hash);
}
