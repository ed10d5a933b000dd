import { addSigners, removeSigner, withdrawSignature } from '../../case/signing/decide-signers.js';
import type {
  AddSigners,
  RemoveSigner,
  SigningDecision,
  WithdrawSignature,
} from '../../case/signing/signing-command.js';
import type { SigningChange } from '../../case/signing/signing-state.js';
import type { Refusal } from '../../case/refusal.js';
import { stateOf } from '../earlier-state.js';
import type { Moment, Redo } from '../moment.js';

/** 撤回签署, 加签, 减签, without who asks. */
export type SigningWish =
  | ({ readonly do: 'withdraw' } & Omit<WithdrawSignature, 'actor'>)
  | ({ readonly do: 'add' } & Omit<AddSigners, 'actor'>)
  | ({ readonly do: 'remove' } & Omit<RemoveSigner, 'actor'>);

/** A change of a round of signatures. What the record leaves open (where the added stand) is tried in every way. */
export const redoSigning: Redo = (moment) => {
  const { event, told, record } = moment;
  const change = event.signings?.find(({ did }) => did !== 'opened');
  if (!change) return [];
  const reason = told.partOr('reason', '…') as string | undefined;
  const given = reason === undefined ? {} : { reason };
  return wishesOf(moment, change).map((wish) => () => ({
    answer: decideSigning(moment, { ...wish, ...given }),
    words: { ...wish, ...(record.actor && { person: record.actor.person }) },
  }));
};

/** Decides it as the pipeline does. */
export function decideSigning(moment: Moment, wish: SigningWish): SigningDecision | Refusal {
  const { procedure, world } = moment;
  const [state, actor] = [stateOf(moment), moment.actor()];
  if (wish.do === 'withdraw') return withdrawSignature(procedure, state, { ...wish, actor }, world);
  if (wish.do === 'add') return addSigners(procedure, state, { ...wish, actor }, world);
  return removeSigner(procedure, state, { ...wish, actor }, world);
}

const PLACES = [undefined, 'parallel', 'before', 'after'] as const;

function wishesOf(moment: Moment, { signing, did, person, after }: SigningChange): readonly SigningWish[] {
  if (did === 'withdrawn') {
    const signer = person === undefined ? {} : { signer: person };
    return [
      { do: 'withdraw', signing },
      { do: 'withdraw', signing, ...signer },
    ];
  }
  if (did === 'signerRemoved') return [{ do: 'remove', signing, person: person ?? '' }];
  const before = stateOf(moment).signings?.[signing]?.signers.map((one) => one.person) ?? [];
  const persons = after.signers.map((one) => one.person).filter((one) => !before.includes(one));
  return PLACES.map((place) => ({ do: 'add', signing, persons, ...(place && { place }) }));
}
