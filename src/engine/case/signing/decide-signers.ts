import type { CompiledProcedure } from '../../statechart/compiled-procedure.js';
import type { CaseState } from '../case-state.js';
import { against, HANDOVER } from '../desk/desk-place.js';
import { MAX_REASON } from '../desk/desk-command.js';
import type { Refusal, Unmet } from '../refusal.js';
import type { World } from '../world.js';
import { onTurn, settled, signsFor, unsigned, withoutSignature, withoutSigners } from './round.js';
import {
  concluded,
  powerOverRound,
  powerToSignFor,
  refused,
  roundPlace,
  type RoundPlace,
} from './round-place.js';
import { isParty } from './sign.js';
import { lawfulSigners } from './signers.js';
import type { AddSigners, RemoveSigner, SigningDecision, WithdrawSignature } from './signing-command.js';
import type { Signer } from './signing-state.js';
import { isLawfulNumber } from './tally.js';
import {
  hasSigned,
  laterSigned,
  signerNotEligible,
  signersFixed,
  signersNeeded,
  signersNumber,
  unmetSigning,
} from './unmet-signing.js';
import { isVacantRound } from './vacant-round.js';

/**
 * 撤回签署: takes a signature back while its round is open, which leaves the round as if it had not been given. Where they
 * sign in turn only the last signature can be taken back: what came after rests on it.
 */
export function withdrawSignature(
  procedure: CompiledProcedure,
  state: CaseState,
  command: WithdrawSignature,
  world: World,
): SigningDecision | Refusal {
  const place = roundPlace(procedure, state, command, world);
  if ('refused' in place) return place;
  const { actor, rules, open } = place;
  const { round } = open;
  const given = Object.entries(round.signatures).filter(
    ([person, { by }]) => person === actor.person || by === actor.person,
  );
  const mine = given.map(([person]) => person).filter((one) => (command.signer ?? one) === one);
  const signer = mine.find((person) => person === actor.person) ?? mine[0];
  if (signer === undefined) return refused(place, [unmetSigning('not-signed', rules)]);
  const power = powerToSignFor(place, [signer]);
  const later = round.inTurn && lastSigned(place) !== signer ? [laterSigned(rules)] : [];
  const unmet = [...('unmet' in power ? power.unmet : []), ...later];
  if ('unmet' in power || unmet.length > 0) return refused(place, unmet);
  const after = withoutSignature(round, signer);
  return concluded(place, { signing: open.signing, did: 'withdrawn', person: signer, after }, power);
}

/**
 * 加签: asks further persons to sign, each of whom must lawfully be able to. Where the procedure does not provide for it
 * (`mayAdd`), only to fill a vacancy 补位. The number of signers must be lawful afterwards.
 */
export function addSigners(
  procedure: CompiledProcedure,
  state: CaseState,
  command: AddSigners,
  world: World,
): SigningDecision | Refusal {
  const place = roundPlace(procedure, state, command, world);
  if ('refused' in place) return place;
  const { definition, rules, open, actor } = place;
  const power = powerOverRound(place);
  const fixed = rules.mayAdd !== true && !isVacantRound(definition, state, open, world);
  const lawful = lawfulSigners(definition, rules, open.task, state, world);
  const { signers } = open.round;
  const number = signers.length + new Set(command.persons).size;
  const unmet = [
    ...('unmet' in power ? power.unmet : []),
    ...(fixed ? [signersFixed(rules, 'add')] : []),
    ...unmetReason(command.reason),
    ...(command.persons.length === 0 ? [signersNeeded(open.signing, rules)] : []),
    ...unmetPersons(place, command.persons, lawful),
    ...(isLawfulNumber(rules.count, number) ? [] : [signersNumber(open.signing, rules, number)]),
  ];
  if ('unmet' in power || unmet.length > 0) return refused(place, unmet);
  const added = command.persons.map((person) => ({ person, ...lawful.get(person), addedBy: actor.person }));
  const at = placeFor(place, command.place ?? 'parallel');
  const all = [...signers.slice(0, at), ...added, ...signers.slice(at)];
  const after = settled(rules, { ...open.round, signers: all });
  return concluded(place, { signing: open.signing, did: 'signerAdded', after }, power);
}

/**
 * 减签: takes somebody out who has not signed: by who added him, or because he may no longer lawfully sign. What he leaves
 * may be enough to settle the round; with a number that the law does not want it waits for others to be added.
 */
export function removeSigner(
  procedure: CompiledProcedure,
  state: CaseState,
  command: RemoveSigner,
  world: World,
): SigningDecision | Refusal {
  const place = roundPlace(procedure, state, command, world);
  if ('refused' in place) return place;
  const { definition, rules, open, actor } = place;
  const { person } = command;
  const signer = open.round.signers.find((one) => one.person === person);
  if (!signer) return refused(place, [signerNotAsked(place)]);
  const power = powerOverRound(place);
  const lawful = lawfulSigners(definition, rules, open.task, state, world);
  const able = lawful.has(person);
  const number = open.round.signers.length - 1;
  const unmet = [
    ...('unmet' in power ? power.unmet : []),
    ...(signer.addedBy !== actor.person && able ? [signersFixed(rules, 'remove')] : []),
    ...unmetReason(command.reason),
    ...(unsigned(open.round).includes(person) ? [] : [hasSigned(rules)]),
    ...(able && !isLawfulNumber(rules.count, number) ? [signersNumber(open.signing, rules, number)] : []),
  ];
  if ('unmet' in power || unmet.length > 0) return refused(place, unmet);
  const after = settled(rules, withoutSigners(open.round, [person]));
  return concluded(place, { signing: open.signing, did: 'signerRemoved', person, after }, power);
}

function lastSigned({ open }: RoundPlace): string | undefined {
  const { signers, signatures } = open.round;
  return signers.findLast(({ person }) => Object.hasOwn(signatures, person))?.person;
}

function signerNotAsked({ rules }: RoundPlace): Unmet {
  const { basis } = unmetSigning('not-a-signer', rules);
  return against('not-a-signer', basis, '该人员不在本轮签署人员之列', 'he is not asked to sign', '/person');
}

function unmetPersons(
  { open, rules }: RoundPlace,
  persons: readonly string[],
  lawful: ReadonlyMap<string, Signer>,
): readonly Unmet[] {
  const asked = new Set(open.round.signers.map(({ person }) => person));
  return persons.flatMap((person, index): Unmet[] => {
    const at = `/persons/${index}`;
    if (asked.has(person) || persons.indexOf(person) !== index)
      return [signerNotEligible(at, person, rules, 'twice')];
    return lawful.has(person) ? [] : [signerNotEligible(at, person, rules)];
  });
}

/** Where the added stand in the order; never before somebody who has signed. */
function placeFor({ definition, open, actor }: RoundPlace, wished: 'before' | 'after' | 'parallel'): number {
  const { signers } = open.round;
  if (wished === 'parallel') return signers.length;
  const { post } = open.task;
  const mine = signsFor(actor, post, isParty(definition, post));
  const own = signers.findIndex(({ person }) => mine.includes(person));
  const turn = signers.findIndex(({ person }) => onTurn(open.round).includes(person));
  const here = own >= 0 ? own : Math.max(turn, 0);
  const earliest = signers.findLastIndex(({ person }) => Object.hasOwn(open.round.signatures, person)) + 1;
  return Math.max(earliest, wished === 'before' ? here : here + 1);
}

function unmetReason(reason: string | undefined): readonly Unmet[] {
  if (!reason?.trim())
    return [against('invalid-input', HANDOVER, '须说明理由', 'a reason must be given', '/reason')];
  if (reason.length <= MAX_REASON) return [];
  const en = `the reason is longer than ${MAX_REASON} characters`;
  return [against('invalid-input', HANDOVER, `理由不得超过 ${MAX_REASON} 字`, en, '/reason')];
}
