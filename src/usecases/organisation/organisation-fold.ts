import type { LedgerRecord } from '../../engine/audit/record.js';
import { applyChanges } from '../../engine/organisation/evolve-organisation.js';
import type { OrganisationChange } from '../../engine/organisation/organisation-change.js';
import { emptyOrganisation, type Organisation } from '../../engine/organisation/organisation.js';

/** The organisation before the first record of its stream. */
export const NO_ORGANISATION: Organisation = emptyOrganisation('');

/** What a record of the organisation's stream changed; a refused attempt changed nothing. */
export function changesOf(record: Pick<LedgerRecord, 'data'>): readonly OrganisationChange[] {
  return (record.data['changes'] ?? []) as readonly OrganisationChange[];
}

/**
 * The organisation after a record of its stream.
 *
 * @throws Defect when the record does not fit (a broken stream).
 */
export function foldOrganisation(
  organisation: Organisation,
  record: Pick<LedgerRecord, 'data'>,
): Organisation {
  const changes = changesOf(record);
  return changes.length === 0 ? organisation : applyChanges(organisation, changes);
}

/** Whether a record begins an append that changed the state: each of those is one version of the stream. */
export function movesVersion(record: Pick<LedgerRecord, 'data'>): boolean {
  const batch = record.data['batch'] as { readonly n: number } | undefined;
  return changesOf(record).length > 0 && (batch === undefined || batch.n === 1);
}
