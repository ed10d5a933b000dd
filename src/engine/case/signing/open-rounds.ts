import type { Definition } from '../../law/definition.js';
import type { SigningDefinition } from '../../law/work-definition.js';
import type { CaseState, TaskState } from '../case-state.js';
import type { Unmet } from '../refusal.js';
import { newRound } from './round.js';
import { signingRules } from './sign.js';
import { lawfulSigners, type SignersWorld } from './signers.js';
import type { Signer, SigningChange } from './signing-state.js';
import { isLawfulNumber } from './tally.js';
import { signerNotEligible, signersNeeded, signersNotAsked, signersNumber } from './unmet-signing.js';

/** Signers by the name of the round that they are to sign in. */
export type NamedSigners = Readonly<Record<string, readonly string[]>>;

/** Rounds that begin, and what stands against those who were named for them. */
export interface OpenedRounds {
  readonly changes: readonly SigningChange[];
  readonly unmet: readonly Unmet[];
}

/**
 * Begins the rounds of the tasks that open. The signers are all who may lawfully hold the task, or those named, each of
 * whom must be one of them; the named must be as many as the law wants. With `byLaw` nobody could name them: the round
 * waits without signers, which is a vacancy.
 *
 * @param after the case after the event
 */
export function openRounds(
  definition: Definition,
  tasksOpened: Readonly<Record<string, TaskState>>,
  after: CaseState,
  world: SignersWorld,
  named: NamedSigners | 'byLaw',
): OpenedRounds {
  const changes: SigningChange[] = [];
  const unmet: Unmet[] = [];
  const asked = new Set<string>();
  for (const task of Object.values(tasksOpened)) {
    if (task.signing === undefined) continue;
    const { signing } = task;
    const rules = signingRules(definition, signing);
    const lawful = lawfulSigners(definition, rules, task, after, world);
    let signers = [...lawful.values()];
    if (rules.signers === 'named') {
      asked.add(signing);
      const chosen = named === 'byLaw' ? [] : (named[signing] ?? []);
      if (named !== 'byLaw') unmet.push(...unmetNames(signing, rules, chosen, lawful));
      signers = chosen.map((person) => lawful.get(person)).filter((one): one is Signer => one !== undefined);
    }
    const round = newRound(rules.mode, signers, after.signings?.[signing]);
    changes.push({ signing, did: 'opened', after: round });
  }
  if (named !== 'byLaw') {
    const surplus = Object.keys(named).filter((signing) => !asked.has(signing));
    unmet.push(...surplus.map(signersNotAsked));
  }
  return { changes, unmet };
}

function unmetNames(
  signing: string,
  rules: SigningDefinition,
  chosen: readonly string[],
  lawful: ReadonlyMap<string, Signer>,
): readonly Unmet[] {
  if (chosen.length === 0) return [signersNeeded(signing, rules)];
  const unmet = chosen.flatMap((person, index): Unmet[] => {
    const at = `/signers/${signing}/${index}`;
    if (chosen.indexOf(person) !== index) return [signerNotEligible(at, person, rules, 'twice')];
    return lawful.has(person) ? [] : [signerNotEligible(at, person, rules)];
  });
  const number = new Set(chosen).size;
  return isLawfulNumber(rules.count, number) ? unmet : [...unmet, signersNumber(signing, rules, number)];
}
