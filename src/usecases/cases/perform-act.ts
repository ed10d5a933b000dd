import { alongWith } from '../../engine/case/beside-act.js';
import type { Command } from '../../engine/case/command.js';
import { decide } from '../../engine/case/decide.js';
import type { Decision } from '../../engine/case/decision.js';
import { circulatedBy } from '../../engine/case/desk/circulated.js';
import { individualConsideration, withMoreUnmet } from '../../engine/case/explain/more-unmet.js';
import type { Refusal } from '../../engine/case/refusal.js';
import type { ActAnswer, ActRequest } from './act-answer.js';
import { decisionEntry } from './act-records.js';
import { allKnown } from './known-people.js';
import type { Ports } from '../ports.js';
import { againstOpinion, markOf, partsBeside } from '../work/spoken-opinion.js';
import { workOnCase, type WishDecision, type WishPlace } from './work-on-case.js';

/**
 * Performs one act of the procedure in one case, with the opinion and the fields that come with it (see `workOnCase` for
 * what holds of everything done in a case).
 *
 * @throws Unavailable when the store cannot be reached; Defect for a bug (nothing is written).
 */
export function performAct(ports: Ports): (request: ActRequest) => Promise<ActAnswer> {
  return async (request) => {
    const named = [...Object.values(request.parties ?? {}), ...Object.values(request.signers ?? {})].flat();
    if (!(await allKnown(ports, named))) {
      return { outcome: 'unknown', what: 'person' };
    }
    const { act, input, occurredOn, parties, signers, fields, opinion, oneOfMany, ...wish } = request;
    const asked = {
      ...{ act, input },
      ...(occurredOn && { occurredOn }),
      ...(parties && { parties }),
      ...(signers && { signers }),
      ...(fields && { fields }),
      ...(opinion && { opinion }),
    };
    return workOnCase(ports, { ...wish, asked, ...(oneOfMany && { oneOfMany: true }) }, (place) =>
      decided(ports, place, { ...asked, actor: place.actor }, oneOfMany === true),
    );
  };
}

async function decided(
  ports: Ports,
  { records, state, actor }: WishPlace,
  command: Command,
  oneOfMany: boolean,
): Promise<WishDecision> {
  const { procedure, context, head } = records;
  const { fields, opinion } = command;
  const place = { caseId: head.stream, state, person: actor.person };
  const against = [
    ...(oneOfMany ? individualConsideration(procedure, command.act) : []),
    ...(await againstOpinion(ports, place, opinion)),
  ];
  const decision: Decision | Refusal = decide(procedure, state, command, context.world);
  const answer = withMoreUnmet(procedure, state, decision, against);
  if (answer.refused) return answer;
  const filled = Object.keys(fields ?? {});
  const desk = circulatedBy(procedure, actor, answer, context.world);
  const readers = Object.values(desk?.referrals ?? {}).map(({ to }) => to);
  const whole = alongWith(
    answer,
    {
      ...markOf(ports, opinion, answer.state),
      ...(filled.length > 0 && { form: { filled, record: records.nextSeq } }),
      ...(desk && { desk }),
    },
    desk ? [{ type: 'desk.notify', did: 'referred', to: readers, on: answer.event.on }] : [],
  );
  return {
    refused: false,
    entry: decisionEntry(records, whole, command, partsBeside({ opinion, fields })),
  };
}
