import type { Unmet } from '../../engine/case/refusal.js';
import { recordActor, type Asker } from '../powers/power-facts.js';
import { carryOutRedaction } from './carry-out-redaction.js';
import { basisOf } from './grounds.js';
import { judgeTarget, officeOf } from './judge-target.js';
import type { RedactionPorts } from './redaction-ports.js';
import { redactionDenials } from './redaction-power.js';
import {
  transactRedaction,
  type RedactionAnswer,
  type RedactionPlace,
  type RedactionStep,
} from './redaction-records.js';
import type { RedactionState } from './redaction-state.js';

/** Somebody approves a request, or refuses it. */
export interface RedactionSettling {
  readonly by: Asker;
  /** Stream of the request. */
  readonly id: string;
  /** Kept as a part. */
  readonly reason: string;
  readonly key: string;
}

/**
 * Approves a request. With the last approval that it needs it is carried out at once; when that is interrupted, the
 * same wish again, or the job, ends it.
 */
export function approveRedaction(
  ports: RedactionPorts,
): (settling: RedactionSettling) => Promise<RedactionAnswer> {
  return async (settling) => {
    const answer = await settle(ports, settling, 'redaction.approved', async (state, head, { on }) =>
      judgeTarget(ports, head, { ...state, measure: state.measure ?? 'erase' }, on),
    );
    if (answer.outcome !== 'recorded' || answer.state.status !== 'approved') return answer;
    const state = await carryOutRedaction(ports, answer.id);
    return state ? { ...answer, state } : answer;
  };
}

/** Refuses a request, for good. One who may approve it is enough. */
export function refuseRedaction(
  ports: RedactionPorts,
): (settling: RedactionSettling) => Promise<RedactionAnswer> {
  return (settling) => settle(ports, settling, 'redaction.refused', () => Promise.resolve([]));
}

type Judge = (
  state: RedactionState,
  head: NonNullable<Awaited<ReturnType<RedactionPorts['ledger']['head']>>>,
  place: RedactionPlace,
) => Promise<readonly Unmet[]>;

function settle(
  ports: RedactionPorts,
  { by, id, reason, key }: RedactionSettling,
  type: 'redaction.approved' | 'redaction.refused',
  judge: Judge,
): Promise<RedactionAnswer> {
  const wish = {
    ...{ id, asked: { [type]: id, reason } },
    ...{ actor: recordActor(by), key: { key, actor: by.person } },
  };
  return transactRedaction(ports, wish, async (place): Promise<RedactionStep> => {
    const { state, on } = place;
    const head = state && (await ports.ledger.head(state.target.stream));
    const proposedBy = state?.requestedBy ?? '';
    const denied = await redactionDenials(
      ports,
      place,
      by,
      { action: 'approveRedaction', proposedBy },
      head ? officeOf(head) : undefined,
    );
    if (denied.length > 0) return { answer: { outcome: 'refused', unmet: denied } };
    if (!state || !head) return { answer: { outcome: 'unknown' } };
    const standing = unmetOf(state, by.person, type);
    const unmet = standing.length > 0 ? standing : await judge(state, head, place);
    if (unmet.length > 0) return { answer: { outcome: 'refused', unmet } };
    return {
      event: { type, on, by: by.person },
      basis: basisOf(state.ground, state.measure ?? 'erase'),
      parts: { reason },
    };
  });
}

const BASIS = ['正程 抹除审批'];

function unmetOf(
  { status, approvals }: RedactionState,
  person: string,
  type: 'redaction.approved' | 'redaction.refused',
): readonly Unmet[] {
  if (status !== 'open') {
    const say = { zh: '该申请已经办结', en: 'the request is settled' };
    return [{ code: 'not-in-this-state', say, basis: BASIS }];
  }
  if (type !== 'redaction.approved' || !approvals.some(({ by }) => by === person)) return [];
  const say = { zh: '您已经审批过，须由另一人审批', en: 'you have approved it; somebody else must as well' };
  return [{ code: 'separation-of-duties', say, basis: BASIS }];
}
