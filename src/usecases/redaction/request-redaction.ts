import type { NamedPart } from '../../engine/audit/redaction.js';
import { recordActor, type Asker } from '../powers/power-facts.js';
import { basisOf, type GroundCode, type Measure } from './grounds.js';
import { isErasable, judgeTarget } from './judge-target.js';
import type { RedactionPorts } from './redaction-ports.js';
import { repeatingDocuments } from './repeating-documents.js';
import { redactionDenials } from './redaction-power.js';
import { transactRedaction, type RedactionAnswer } from './redaction-records.js';

/** Somebody asks that recorded content be erased 抹除, or restricted 限制处理, or that a restriction end. */
export interface RedactionRequest {
  readonly by: Asker;
  readonly stream: string;
  readonly parts: readonly NamedPart[];
  /** SHA-256 of contents of materials. */
  readonly files: readonly string[];
  readonly ground: GroundCode;
  /** Absent: it is to be erased. */
  readonly measure?: Measure;
  /** Kept as a part. */
  readonly reason: string;
  /** `Idempotency-Key`. */
  readonly key: string;
}

/**
 * Opens a request in a stream of its own. Nothing is done by it: two others must approve. A request that could not be
 * carried out is refused at once, with everything that stands against it, and is no record.
 */
export function requestRedaction(
  ports: RedactionPorts,
): (request: RedactionRequest) => Promise<RedactionAnswer> {
  return ({ by, stream, parts, files, ground, measure = 'erase', reason, key }) => {
    const named = parts.map(({ seq, name }) => ({ seq, name }));
    const other = measure === 'erase' ? undefined : measure;
    const asked = {
      request: { ...{ stream, parts: named, files, ground, reason }, ...(other && { measure: other }) },
    };
    const wish = {
      ...{ id: ports.ids.randomUuid(), create: true as const, asked },
      ...{ actor: recordActor(by), key: { key, actor: by.person } },
    };
    return transactRedaction(ports, wish, async (place) => {
      const denied = await redactionDenials(ports, place, by, { action: 'requestRedaction' });
      if (denied.length > 0) return { answer: { outcome: 'refused', unmet: denied } };
      const head = await ports.ledger.head(stream);
      if (!head || !isErasable(head.kind)) return { answer: { outcome: 'unknown' } };
      const target = { stream, kind: head.kind, files, parts: named };
      const unmet = await judgeTarget(ports, head, { target, ground, measure }, place.on);
      if (unmet.length > 0) return { answer: { outcome: 'refused', unmet } };
      const repeated = measure === 'release' ? [] : await repeatingDocuments(ports.redactions, target);
      return {
        event: {
          ...{ type: 'redaction.requested', on: place.on, target, ground },
          ...(other && { measure: other }),
          ...(repeated.length > 0 && { repeated }),
          ...{ by: by.person, needed: ports.redactionRules.approvals },
        },
        basis: basisOf(ground, measure),
        parts: { reason },
      };
    });
  };
}
