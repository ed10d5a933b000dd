import type { NamedPart } from '../../engine/audit/redaction.js';
import { repeatsAny, wordsOf } from '../../engine/audit/repeated-words.js';
import type { RedactionReads } from './redaction-ports.js';
import type { RedactionTarget } from './redaction-state.js';

/**
 * Issued documents 文书 of the same case, and what was answered for them, that repeat to the letter what is to go: their
 * own retention is longer, so that they stay, but nobody reads in them what was erased elsewhere.
 */
export async function repeatingDocuments(
  reads: Pick<RedactionReads, 'said' | 'documents'>,
  { stream, kind, parts }: RedactionTarget,
): Promise<readonly NamedPart[]> {
  if (kind !== 'case' || parts.length === 0) return [];
  const [said, documents] = await Promise.all([reads.said(stream, parts), reads.documents(stream)]);
  const words = wordsOf(said.map(({ value }) => value));
  const named = new Set(parts.map(({ seq, name }) => `${seq} ${name}`));
  return documents
    .filter(({ seq, name, value }) => !named.has(`${seq} ${name}`) && repeatsAny(value, words))
    .map(({ seq, name }) => ({ seq, name }));
}
