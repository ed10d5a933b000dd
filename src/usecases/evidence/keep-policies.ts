import { civilDayOf } from '../../engine/clock/civil-date.js';
import type { Ports } from '../ports.js';
import type { DocumentStore } from '../queries.js';

/**
 * Keeps the policy set that decides powers from now on: records name it by its digest, and what was applied must be there
 * for as long as they are. One that is kept already changes nothing.
 *
 * @param text canonical text of which `rules` is the digest
 */
export async function keepPolicies(
  { rules, now, installation }: Pick<Ports, 'rules' | 'now' | 'installation'>,
  documents: Pick<DocumentStore, 'get' | 'put'>,
  text: string,
): Promise<void> {
  if (await documents.get(rules.sha256)) return;
  const at = await now.now();
  const from = civilDayOf(at, installation.zone);
  const named = { kind: 'policies' as const, name: 'powers', title: '权限规则' };
  await documents.put({ ...named, digest: rules, from, text, storedAt: at });
}
