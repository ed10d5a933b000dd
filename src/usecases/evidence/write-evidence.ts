import type { Unmet } from '../../engine/case/refusal.js';
import type { Ports } from '../ports.js';
import { exportEvidence, type EvidenceRequest } from './export-evidence.js';
import type { EvidencePorts } from './evidence-ports.js';
import type { UnfitPurpose } from './purpose.js';
import { takeEvidence } from './take-evidence.js';

/** What came of an export in one go. */
export type WrittenEvidence =
  | { readonly outcome: 'written'; readonly size: number; readonly manifest: string }
  | { readonly outcome: 'refused'; readonly unmet: readonly Unmet[] }
  | { readonly outcome: 'unfitPurpose'; readonly say: UnfitPurpose }
  | { readonly outcome: 'unknown' | 'unknownProfile' | 'notSealed' };

/** Exports the evidence of a case and writes it, on record before the first byte: for somebody without the service. */
export function writeEvidence(
  ports: Ports,
  evidence: EvidencePorts,
): (
  request: EvidenceRequest,
  write: (content: AsyncIterable<Uint8Array>) => Promise<void>,
) => Promise<WrittenEvidence> {
  const exported = exportEvidence(ports, evidence);
  return async (request, write) => {
    const answer = await exported(request);
    if (answer.outcome === 'unknownProfile' || answer.outcome === 'notSealed')
      return { outcome: answer.outcome };
    if (answer.outcome === 'unfitPurpose') return answer;
    if (answer.outcome === 'refused') return { outcome: 'refused', unmet: answer.refusal.unmet };
    if (answer.outcome !== 'recorded') return { outcome: 'unknown' };
    const { caseId, by } = request;
    const taken = await takeEvidence(ports, evidence, { caseId, seq: answer.receipt.seq, by });
    if (!taken) return { outcome: 'unknown' };
    await write(taken.content);
    return { outcome: 'written', size: taken.size, manifest: taken.manifest };
  };
}
