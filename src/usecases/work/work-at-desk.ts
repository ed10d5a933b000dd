import { alongWith } from '../../engine/case/beside-act.js';
import { decideDesk } from '../../engine/case/desk/decide-desk.js';
import type { DeskCommand } from '../../engine/case/desk/desk-command.js';
import { withMoreUnmet } from '../../engine/case/explain/more-unmet.js';
import type { GivenOpinion } from '../../engine/case/opinion/opinion.js';
import type { ActAnswer } from '../cases/act-answer.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import { workOnCase, type WishDecision, type WishPlace } from '../cases/work-on-case.js';
import { againstOpinion, markOf, partsBeside } from './spoken-opinion.js';
import { workEntry } from './work-entry.js';

/** Somebody does something with the work in hand: 签收, 转办, 加签, 催办 ... */
export interface DeskRequest {
  readonly caseId: string;
  /** The text of an answer is that of `opinion`. */
  readonly command: DeskCommand;
  /** What is said with it: the answer to 加签 and 委派. */
  readonly opinion?: GivenOpinion;
  readonly by: Asker;
  /** `Idempotency-Key`. */
  readonly key: string;
  /** `If-Match`: the version the person saw. Absent: not checked. */
  readonly expectedVersion?: number;
}

/** Does one thing at a desk: on record with its own type and its reason, refused attempts too. */
export function workAtDesk(ports: Ports): (request: DeskRequest) => Promise<ActAnswer> {
  return (request) => {
    const { caseId, command, opinion, by, key, expectedVersion } = request;
    const { do: word, ...rest } = command;
    const asked = { act: `desk.${word}`, input: { ...rest }, ...(opinion && { opinion }) };
    const wish = {
      ...{ caseId, by, key, asked, hidden: true as const },
      ...(expectedVersion !== undefined && { expectedVersion }),
    };
    return workOnCase(ports, wish, (place) => decided(ports, place, request));
  };
}

async function decided(
  ports: Ports,
  { records, state, actor }: WishPlace,
  { caseId, command, opinion }: DeskRequest,
): Promise<WishDecision> {
  const { procedure, context } = records;
  const said = opinion && command.do === 'answer' ? { ...command, text: opinion.text } : command;
  const against = await againstOpinion(ports, { caseId, state, person: actor.person }, opinion);
  const decision = decideDesk(procedure, state, { ...said, actor }, context.world);
  const answer = withMoreUnmet(procedure, state, decision, against);
  if (answer.refused) return answer;
  const whole = alongWith(answer, markOf(ports, opinion, answer.state));
  const { reason, ...words } = command;
  const parts = { ...(reason !== undefined && { reason }), ...partsBeside({ opinion }) };
  return { refused: false, entry: workEntry(whole, actor, words, parts) };
}
