import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import { knownCase } from '../reading/known-case.js';
import type { EvidenceMark } from './export-evidence.js';
import type { EvidencePorts } from './evidence-ports.js';

/** A bundle on its way to the person who asked for it. */
export interface TakenEvidence {
  readonly size: number;
  readonly manifest: string;
  readonly content: AsyncIterable<Uint8Array>;
}

/**
 * Hands out a bundle, for as long as the shelf has it, to the person whom its record names and who may still know of the case.
 *
 * @param seq of the record that says that he has it
 * @returns undefined when there is none for him, or it was cleared away: he asks for another one
 */
export async function takeEvidence(
  ports: Ports,
  { shelf }: Pick<EvidencePorts, 'shelf'>,
  { caseId, seq, by }: { readonly caseId: string; readonly seq: number; readonly by: Asker },
): Promise<TakenEvidence | undefined> {
  if (!(await knownCase(ports, caseId, by))) return undefined;
  const [found] = await ports.ledger.records(caseId, seq, 1);
  const { type, actor, data } = found?.record ?? {};
  if (found?.record.seq !== seq || type !== 'evidence.exported' || actor?.person !== by.person)
    return undefined;
  const { manifest } = (data as { readonly evidence: EvidenceMark }).evidence;
  const taken = await shelf.take(manifest.sha256);
  return taken && { ...taken, manifest: manifest.sha256 };
}
