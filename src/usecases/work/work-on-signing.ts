import { addSigners, removeSigner, withdrawSignature } from '../../engine/case/signing/decide-signers.js';
import type {
  AddSigners,
  RemoveSigner,
  SigningDecision,
  WithdrawSignature,
} from '../../engine/case/signing/signing-command.js';
import type { Refusal } from '../../engine/case/refusal.js';
import type { ActAnswer } from '../cases/act-answer.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import { workOnCase, type WishPlace } from '../cases/work-on-case.js';
import { workEntry } from './work-entry.js';

/** 撤回签署, 加签, 减签 in an open round of signatures. */
export type SigningWish =
  | ({ readonly do: 'withdraw'; readonly reason?: string } & Omit<WithdrawSignature, 'actor'>)
  | ({ readonly do: 'add' } & Omit<AddSigners, 'actor'>)
  | ({ readonly do: 'remove' } & Omit<RemoveSigner, 'actor'>);

/** Somebody changes an open round of signatures. */
export interface SigningRequest {
  readonly caseId: string;
  readonly wish: SigningWish;
  readonly by: Asker;
  /** `Idempotency-Key`. */
  readonly key: string;
  /** `If-Match`: the version the person saw. Absent: not checked. */
  readonly expectedVersion?: number;
}

/** Changes a round: on record with its reason and with what it means for the result; it may settle the round. */
export function workOnSigning(ports: Ports): (request: SigningRequest) => Promise<ActAnswer> {
  return ({ caseId, wish, by, key, expectedVersion }) => {
    const { do: word, ...input } = wish;
    const asked = { act: `signing.${word}`, input: { ...input } };
    const whole = {
      ...{ caseId, by, key, asked, hidden: true as const },
      ...(expectedVersion !== undefined && { expectedVersion }),
    };
    return workOnCase(ports, whole, (place) => {
      const decision = decided(place, wish);
      if (decision.refused) return decision;
      const { reason, ...words } = wish;
      const parts = reason === undefined ? {} : { reason };
      return { refused: false, entry: workEntry(decision, place.actor, words, parts), round: decision.round };
    });
  };
}

function decided({ records, state, actor }: WishPlace, wish: SigningWish): SigningDecision | Refusal {
  const { procedure, context } = records;
  if (wish.do === 'withdraw') return withdrawSignature(procedure, state, { ...wish, actor }, context.world);
  if (wish.do === 'add') return addSigners(procedure, state, { ...wish, actor }, context.world);
  return removeSigner(procedure, state, { ...wish, actor }, context.world);
}
