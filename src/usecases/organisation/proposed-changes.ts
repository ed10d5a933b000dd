import { canonicalJson } from '../../engine/audit/canonical-form.js';
import type { Hash } from '../../engine/audit/record.js';
import { Defect } from '../../engine/defect.js';
import type { OrganisationChange } from '../../engine/organisation/organisation-change.js';
import type { Organisation, Proposal } from '../../engine/organisation/organisation.js';
import { LIBRARY_STREAMS } from '../law/library-streams.js';
import type { Queries } from '../queries.js';
import type { GivenName } from './person-names.js';

/** What a proposal holds beside its digest: kept as a part of its record, for it has names. */
export interface ProposedChanges {
  readonly changes: readonly OrganisationChange[];
  readonly names: readonly GivenName[];
  readonly basis?: string;
}

/** A proposal that waits for a second administrator, with everything that it would change. */
export interface WaitingProposal extends ProposedChanges {
  readonly id: string;
  readonly proposal: Proposal;
}

/** The part of the record that holds the list. */
export const PROPOSAL_PART = 'changes';

/** The id of a proposal names the place of its record. */
export function proposalId(seq: number): string {
  return `proposal-${seq}`;
}

/** Digest of a list of changes. Names are not in it: the digest is in the record and must not be guessable. */
export function proposalDigest(changes: readonly OrganisationChange[], hash: Pick<Hash, 'sha256'>): string {
  return hash.sha256(`proposal/v1\n${canonicalJson(changes)}`);
}

/**
 * A proposal that still waits, with its list as it was made. Undefined: there is none of that id, or it is settled.
 *
 * @throws Defect when what is kept is not what was proposed.
 */
export async function findProposal(
  tools: { readonly queries: Pick<Queries, 'records'>; readonly hash: Pick<Hash, 'sha256'> },
  organisation: Organisation,
  id: string,
): Promise<WaitingProposal | undefined> {
  const proposal = Object.hasOwn(organisation.proposals, id) ? organisation.proposals[id] : undefined;
  const seq = Number(/^proposal-(\d{1,9})$/.exec(id)?.[1]);
  if (!proposal || proposal.settled || !(seq > 0)) return undefined;
  const page = await tools.queries.records(LIBRARY_STREAMS.organisation, { limit: 1, afterSeq: seq - 1 });
  const list = page.items[0]?.parts[PROPOSAL_PART] as ProposedChanges | undefined;
  if (!list || proposalDigest(list.changes, tools.hash) !== proposal.digest) {
    throw new Defect(`what ${id} proposes is not kept as it was proposed`);
  }
  return { id, proposal, ...list };
}

/** All proposals that wait, oldest first. */
export async function waitingProposals(
  tools: { readonly queries: Pick<Queries, 'records'>; readonly hash: Pick<Hash, 'sha256'> },
  organisation: Organisation,
): Promise<readonly WaitingProposal[]> {
  const ids = Object.keys(organisation.proposals).toSorted((a, b) => seqOf(a) - seqOf(b));
  const found = await Promise.all(ids.map((id) => findProposal(tools, organisation, id)));
  return found.filter((one) => one !== undefined);
}

function seqOf(id: string): number {
  return Number(id.replace('proposal-', ''));
}
