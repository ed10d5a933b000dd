import { checkChanges } from '../../engine/organisation/check-changes.js';
import { entryOf } from '../../engine/organisation/entries.js';
import type { OrganisationChange } from '../../engine/organisation/organisation-change.js';
import type { Organisation } from '../../engine/organisation/organisation.js';
import { recordActor, type Asker } from '../powers/power-facts.js';
import { demandOf, powerToChange, type ChangeWish } from './change-powers.js';
import type { NewName, OrganisationStanding } from './organisation-append.js';
import type { OrganisationAnswer } from './organisation-answer.js';
import { codeOfThePublic, newcomers, newNames, type ChangeConflict, type GivenName } from './person-names.js';
import { PROPOSAL_PART, proposalDigest, proposalId, type ProposedChanges } from './proposed-changes.js';
import {
  conflictOutcome,
  refusedOutcome,
  transactOrganisation,
  type OrganisationPorts,
  type Outcome,
} from './transact-organisation.js';

/** A wish to change the organisation. */
export interface ChangeRequest {
  readonly by: Asker;
  readonly changes: readonly OrganisationChange[];
  /** Names of people who come in or are renamed. */
  readonly names?: readonly GivenName[];
  /** The document on which all of it rests, or why it is done. Kept as a part. */
  readonly basis?: string;
  readonly key: string;
}

/**
 * Changes the organisation by a list of changes, all or none. What gives nobody power is in force at once; a list
 * that gives power to somebody becomes a proposal, which a second administrator confirms or rejects. What stands
 * against it, and missing powers, are answers; both are on record.
 *
 * @throws Unavailable, Defect as `performAct`.
 */
export function changeOrganisation(
  ports: OrganisationPorts,
): (request: ChangeRequest) => Promise<OrganisationAnswer> {
  return ({ by, changes, names = [], basis, key }) => {
    const wish = { changes, names, ...(basis !== undefined && { basis }) };
    return transactOrganisation(ports, { by, key, asked: wish }, (standing) =>
      decideChange(ports, standing, by, wish),
    );
  };
}

/** What a wish comes to as the organisation stands: powers first, then what stands against it. */
export async function decideChange(
  ports: OrganisationPorts,
  standing: OrganisationStanding,
  by: Asker,
  wish: ProposedChanges,
): Promise<Outcome> {
  const { changes, names } = wish;
  const byName = demandOf(changes, standing, by.person, false);
  const maybe = powerToChange(ports, standing, by, [...byName.wishes, ...renaming(names)]);
  if (!maybe.allowed) return refusedOutcome(standing, by, { ...wish }, maybe.reasons);
  const checked = await checkWish(ports, standing, wish);
  if (checked.conflicts.length > 0) return conflictOutcome(by, { ...wish }, checked.conflicts);
  // Only now can it be seen which changes of units and posts shift somebody's power.
  const { wishes, grants } = demandOf(changes, standing, by.person, true);
  const power = powerToChange(ports, standing, by, [...wishes, ...renaming(names)]);
  if (!power.allowed) return refusedOutcome(standing, by, { ...wish }, power.reasons);
  return grants
    ? proposed(ports, standing, by, wish, power.policies)
    : changed(by, wish, checked.names, power.policies);
}

/** Names are of the structure: they say who somebody is, and give nobody power. */
function renaming(names: readonly GivenName[]): readonly ChangeWish[] {
  return names.length > 0 ? [{ action: 'changeStructure' }] : [];
}

/** Everything that stands against a wish as the organisation stands, and the names that it brings in. */
export async function checkWish(
  ports: Pick<OrganisationPorts, 'directory'>,
  { snapshot: { organisation }, today }: OrganisationStanding,
  { changes, names: given }: ProposedChanges,
): Promise<{ readonly conflicts: readonly ChangeConflict[]; readonly names: readonly NewName[] }> {
  const entering = newcomers(organisation, changes);
  const known = await ports.directory.names([...entering.keys()]);
  const ofThePublic = [...entering]
    .filter(([person]) => known.has(person))
    .map(([person, index]) => codeOfThePublic(index, person));
  const { names, conflicts } = newNames(organisation, changes, given);
  const all = [...checkChanges(organisation, changes, today), ...conflicts, ...ofThePublic];
  if (all.length > 0) return { conflicts: all.toSorted((a, b) => a.index - b.index), names };
  return { conflicts: [], names: [...names, ...(await rekinded(ports, organisation, changes, names))] };
}

/** People whose kind changes enter the directory anew, under the name that they have. */
async function rekinded(
  ports: Pick<OrganisationPorts, 'directory'>,
  { people }: Organisation,
  changes: readonly OrganisationChange[],
  names: readonly NewName[],
): Promise<readonly NewName[]> {
  const kinds = new Map<string, NewName['kind']>();
  for (const change of changes) {
    if (change.change !== 'person.put' || names.some(({ person }) => person === change.id)) continue;
    const before = entryOf(people, change.id);
    if (before && before.kind !== change.person.kind) kinds.set(change.id, change.person.kind);
  }
  const known = await ports.directory.names([...kinds.keys()]);
  return [...kinds].map(([person, kind]) => ({ person, name: known.get(person) ?? person, kind }));
}

function changed(
  by: Asker,
  { changes, basis }: ProposedChanges,
  names: readonly NewName[],
  policies: readonly string[],
): Outcome {
  return {
    event: {
      type: 'organisation.changed',
      changes,
      data: { power: { policies } },
      parts: basis === undefined ? {} : { basis },
      names,
      actor: recordActor(by),
    },
    answer: (receipt) => ({ outcome: 'changed', receipt, changes: changes.length }),
  };
}

/** The list waits as a part of the record at this place of the stream, which the proposal's id names. */
function proposed(
  ports: Pick<OrganisationPorts, 'hash'>,
  { head, today }: OrganisationStanding,
  by: Asker,
  wish: ProposedChanges,
  policies: readonly string[],
): Outcome {
  const { changes } = wish;
  const id = proposalId(head.seq);
  const digest = proposalDigest(changes, ports.hash);
  const proposal = { by: by.person, on: today, digest, changes: changes.length };
  return {
    event: {
      type: 'organisation.changeProposed',
      changes: [{ change: 'proposal.made', id, proposal }],
      data: { power: { policies }, counts: countsOf(changes) },
      parts: { [PROPOSAL_PART]: wish },
      actor: recordActor(by),
    },
    answer: (receipt) => ({ outcome: 'proposed', receipt, proposal: id, changes: changes.length }),
  };
}

function countsOf(changes: readonly OrganisationChange[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { change } of changes) counts[change] = (counts[change] ?? 0) + 1;
  return counts;
}
