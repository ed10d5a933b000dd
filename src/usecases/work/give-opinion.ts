import { decideOpinion } from '../../engine/case/opinion/decide-opinion.js';
import type { GivenOpinion } from '../../engine/case/opinion/opinion.js';
import type { ActAnswer } from '../cases/act-answer.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import { workOnCase } from '../cases/work-on-case.js';
import { authorOfOpinion, partsBeside } from './spoken-opinion.js';
import { workEntry } from './work-entry.js';

/** Somebody speaks in a case, or corrects what he said: 沟通, 更正意见. */
export interface OpinionRequest {
  readonly caseId: string;
  readonly opinion: GivenOpinion;
  readonly by: Asker;
  /** `Idempotency-Key`. */
  readonly key: string;
}

/** Gives an opinion by itself. It is another record; what was said before stays as it is. */
export function giveOpinion(ports: Ports): (request: OpinionRequest) => Promise<ActAnswer> {
  return ({ caseId, opinion, by, key }) => {
    const { text: _text, signature: _signature, ...said } = opinion;
    const asked = { act: 'opinion.give', input: {}, opinion };
    return workOnCase(ports, { caseId, by, key, hidden: true, asked }, async ({ records, state, actor }) => {
      const { corrects } = opinion;
      const corrected = corrects === undefined ? undefined : await authorOfOpinion(ports, caseId, corrects);
      const command = { actor, opinion, ...(corrected && { corrected }) };
      const { world } = records.context;
      const decision = decideOpinion(records.procedure, state, command, world, ports.hash);
      if (decision.refused) return decision;
      const words = { opinion: said };
      return { refused: false, entry: workEntry(decision, actor, words, partsBeside({ opinion })) };
    });
  };
}
