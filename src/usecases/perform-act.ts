import type { Command } from '../engine/case/command.js';
import { decide } from '../engine/case/decide.js';
import type { ActAnswer, ActRequest } from './act-answer.js';
import { decisionEntry } from './act-records.js';
import { allKnown } from './known-people.js';
import type { Ports } from './ports.js';
import { workOnCase, type WishPlace } from './work-on-case.js';

/**
 * Performs one act of the procedure in one case (see `workOnCase` for what holds of everything done in a case).
 *
 * @throws Unavailable when the store cannot be reached; Defect for a bug (nothing is written).
 */
export function performAct(ports: Ports): (request: ActRequest) => Promise<ActAnswer> {
  return async (request) => {
    if (!(await allKnown(ports, Object.values(request.parties ?? {}).flat()))) {
      return { outcome: 'unknown', what: 'person' };
    }
    const { act, input, occurredOn, parties, ...wish } = request;
    const asked = { act, input, ...(occurredOn && { occurredOn }), ...(parties && { parties }) };
    return workOnCase(ports, { ...wish, asked }, ({ records, state, actor }: WishPlace) => {
      const command: Command = { ...asked, actor };
      const decision = decide(records.procedure, state, command, records.context.world);
      return decision.refused
        ? decision
        : { refused: false, entry: decisionEntry(records, decision, command) };
    });
  };
}
