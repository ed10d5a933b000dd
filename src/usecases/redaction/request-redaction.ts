import type { NamedPart } from '../../engine/audit/redaction.js';
import { recordActor, type Asker } from '../power-facts.js';
import { groundOf, type GroundCode } from './grounds.js';
import { isErasable, judgeTarget } from './judge-target.js';
import type { RedactionPorts } from './redaction-ports.js';
import { redactionDenials } from './redaction-power.js';
import { transactRedaction, type RedactionAnswer } from './redaction-records.js';

/** Somebody asks that recorded content be erased 抹除. */
export interface RedactionRequest {
  readonly by: Asker;
  readonly stream: string;
  readonly parts: readonly NamedPart[];
  /** SHA-256 of contents of materials. */
  readonly files: readonly string[];
  readonly ground: GroundCode;
  /** Kept as a part. */
  readonly reason: string;
  /** `Idempotency-Key`. */
  readonly key: string;
}

/**
 * Opens a request in a stream of its own. Nothing is erased by it: two others must approve. A request that could not be
 * carried out is refused at once, with everything that stands against it, and is no record.
 */
export function requestRedaction(
  ports: RedactionPorts,
): (request: RedactionRequest) => Promise<RedactionAnswer> {
  return ({ by, stream, parts, files, ground, reason, key }) => {
    const asked = {
      request: { stream, parts: parts.map(({ seq, name }) => ({ seq, name })), files, ground, reason },
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
      const target = { ...{ stream, kind: head.kind, files }, parts: asked.request.parts };
      const unmet = await judgeTarget(ports, head, { target, ground }, place.on);
      if (unmet.length > 0) return { answer: { outcome: 'refused', unmet } };
      return {
        event: {
          ...{ type: 'redaction.requested', on: place.on, target, ground },
          ...{ by: by.person, needed: ports.redactionRules.approvals },
        },
        basis: groundOf(ground).basis,
        parts: { reason },
      };
    });
  };
}
