import { decideMaterials, type MaterialWish } from '../../engine/case/materials/decide-materials.js';
import type { ActAnswer } from '../cases/act-answer.js';
import { powerOf } from '../cases/act-records.js';
import type { Ports } from '../ports.js';
import { recordActor, type Asker } from '../powers/power-facts.js';
import { workOnCase } from '../cases/work-on-case.js';

/** Somebody judges a material 核对, or lets the applicant off it 免交. */
export interface JudgementRequest {
  readonly caseId: string;
  readonly by: Asker;
  readonly key: string;
  readonly expectedVersion?: number;
  readonly wish: Extract<MaterialWish, { readonly do: 'judge' | 'waive' }>;
  /** Why; of a defective one what is wrong with it. */
  readonly reason?: string;
}

/** Judges or waives one material, on record with the reason as a part. */
export function judgeMaterial(ports: Ports): (request: JudgementRequest) => Promise<ActAnswer> {
  return ({ caseId, by, key, expectedVersion, wish, reason }) => {
    const { do: doing, ...what } = wish;
    const why = reason === undefined ? {} : { reason };
    return workOnCase(
      ports,
      {
        ...{ caseId, by, key, hidden: true as const },
        ...(expectedVersion !== undefined && { expectedVersion }),
        asked: { act: `material.${doing}`, input: { ...what, ...why } },
      },
      ({ records, state, actor }) => {
        const { procedure, context } = records;
        const decision = decideMaterials(procedure, state, { ...wish, actor }, context.world);
        if (decision.refused) return decision;
        return {
          refused: false,
          entry: {
            ...decision,
            actor: recordActor(actor, powerOf(decision.event)),
            command: { ...wish, person: actor.person },
            parts: why,
          },
        };
      },
    );
  };
}
