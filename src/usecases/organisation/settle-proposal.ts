import type { Queries } from '../queries.js';
import { recordActor, type Asker } from '../powers/power-facts.js';
import { checkWish } from './change-organisation.js';
import { demandOf, powerToChange, type ChangeWish } from './change-powers.js';
import type { OrganisationStanding } from './organisation-append.js';
import type { OrganisationAnswer } from './organisation-answer.js';
import { findProposal, type WaitingProposal } from './proposed-changes.js';
import {
  conflictOutcome,
  refusedOutcome,
  transactOrganisation,
  type OrganisationPorts,
  type Outcome,
} from './transact-organisation.js';

/** What settling a proposal needs beside the ports. */
export type SettlingPorts = OrganisationPorts & { readonly queries: Pick<Queries, 'records'> };

/** Which proposal, by whom, and why. */
export interface SettlingRequest {
  readonly by: Asker;
  readonly proposal: string;
  /** Kept as a part. */
  readonly reason?: string;
  readonly key: string;
}

/**
 * The security administrator confirms a proposal of another: it is checked again as the organisation stands now, and
 * then in force at once. When something stands against it by now, it goes on waiting.
 */
export function confirmProposal(
  ports: SettlingPorts,
): (request: SettlingRequest) => Promise<OrganisationAnswer> {
  return (request) =>
    settle(ports, request, 'confirm', async (standing, found) => {
      const { by } = request;
      const wishes = confirmingWishes(standing, found, by.person);
      const power = powerToChange(ports, standing, by, wishes);
      if (!power.allowed) return refusedOutcome(standing, by, { confirm: found.id }, power.reasons);
      const { conflicts, names } = await checkWish(ports, standing, found);
      if (conflicts.length > 0) return conflictOutcome(by, { confirm: found.id }, conflicts);
      const { changes, basis } = found;
      return {
        event: {
          type: 'organisation.changed',
          changes: [...changes, { change: 'proposal.settled', id: found.id }],
          data: {
            power: { policies: power.policies },
            proposal: { id: found.id, by: found.proposal.by, digest: found.proposal.digest },
          },
          parts: basis === undefined ? {} : { basis },
          names,
          actor: recordActor(by),
        },
        answer: (receipt) => ({ outcome: 'changed', receipt, changes: changes.length }),
      };
    });
}

/** The security administrator rejects a proposal, or who made it takes it back. It is settled, and changed nothing. */
export function rejectProposal(
  ports: SettlingPorts,
): (request: SettlingRequest) => Promise<OrganisationAnswer> {
  return (request) =>
    settle(ports, request, 'reject', async (standing, found) => {
      const { by, reason } = request;
      const { by: proposedBy } = found.proposal;
      const own = proposedBy === by.person;
      const power = powerToChange(ports, standing, by, [
        own ? { action: 'proposeGrant' } : { action: 'confirmGrant', concerned: { proposedBy } },
      ]);
      if (!power.allowed) return refusedOutcome(standing, by, { reject: found.id }, power.reasons);
      return {
        event: {
          type: 'organisation.changeRejected',
          changes: [{ change: 'proposal.settled', id: found.id }],
          data: { power: { policies: power.policies } },
          parts: reason === undefined ? {} : { reason },
          actor: recordActor(by),
        },
        answer: (receipt) => ({ outcome: 'rejected', receipt, proposal: found.id }),
      };
    });
}

function settle(
  ports: SettlingPorts,
  { by, proposal, reason, key }: SettlingRequest,
  how: 'confirm' | 'reject',
  decide: (standing: OrganisationStanding, found: WaitingProposal) => Promise<Outcome>,
): Promise<OrganisationAnswer> {
  const asked = { [how]: proposal, ...(reason !== undefined && { reason }) };
  return transactOrganisation(ports, { by, key, asked }, async (standing) => {
    const found = await findProposal(ports, standing.snapshot.organisation, proposal);
    if (found) return decide(standing, found);
    // Whether there is such a proposal is for administrators to know.
    const power = powerToChange(ports, standing, by, [
      { action: 'confirmGrant', concerned: { proposedBy: '' } },
    ]);
    if (!power.allowed) return refusedOutcome(standing, by, asked, power.reasons);
    return { answer: { outcome: 'unknown', what: 'proposal' } };
  });
}

/** Confirming is asked about everybody who gains by it, and about who proposed it. */
function confirmingWishes(
  standing: OrganisationStanding,
  { changes, proposal }: WaitingProposal,
  asker: string,
): readonly ChangeWish[] {
  const concerned = demandOf(changes, standing, asker, false).wishes.map((wish) => wish.concerned?.person);
  const persons = new Set(concerned);
  if (persons.size === 0) persons.add(undefined);
  return [...persons].map((person) => ({
    action: 'confirmGrant',
    concerned: { ...(person !== undefined && { person }), proposedBy: proposal.by },
  }));
}
