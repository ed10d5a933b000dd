import type { Hash } from '../../engine/audit/record.js';

/**
 * The id of something that a person enters for himself: made of the key of his request, so that the request sent again
 * is the same one. Half of a digest is plenty to be used once only.
 */
export function ownEntryId(kind: 's' | 'b', person: string, key: string, hash: Pick<Hash, 'sha256'>): string {
  return `${kind}-${hash.sha256(`own/v1\n${person}\n${key}`).slice(0, 32)}`;
}
